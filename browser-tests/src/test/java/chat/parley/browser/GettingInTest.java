package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.access.Access;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Invites, names that are somebody's, signing in and out. */
@Tag("browser")
class GettingInTest {
  private static final String PASSWORD = "correct horse";
  private static final String REFUSED = "status of 40[13]";

  @RegisterExtension final Stage stage = new Stage();

  /** The page at a link with an invite. */
  private static String joinLink(ChatServer server, String code) {
    return server.at(LanAddress.find()) + "#join=" + code;
  }

  private static String inviteOf(ChatServer server) {
    return server.api().invite(server.api().joinAsAdministrator("root", server.ownerToken()), 2);
  }

  @Test
  void anInviteIsTakenOutOfTheAddressBarAndLetsIn() {
    ChatServer server = stage.server(Access.INVITE);
    String code = inviteOf(server);
    Visitor visitor = stage.visitor(server.at(LanAddress.find()));
    Page tab = visitor.context().newPage();
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    tab.onRequest(request -> asked.add(request.url()));
    tab.navigate(joinLink(server, code) + "&pin=AAAA");
    assertThat(tab).hasURL(Pattern.compile("^[^#]*$"));

    ChatPage alice = new ChatPage(tab);
    assertThat(alice.welcome()).containsText("You have been invited");
    alice.join("alice");
    alice.send("I am in");
    alice.awaitAllSent();
    alice.awaitMessage("I am in");

    assertThat(tab).hasURL(Pattern.compile("#general$"));
    assertFalse(asked.stream().anyMatch(url -> url.contains(code)), asked::toString);
    assertEquals("{}", tab.evaluate("() => JSON.stringify(sessionStorage)"), "it is used");
    alice.reload();
    alice.awaitMessage("I am in");

    // Whoever is in needs no other one, and stays where they are.
    tab.evaluate("() => { location.hash = 'join=another'; }");
    assertThat(tab).hasURL(Pattern.compile("#general$"));
    assertEquals("{}", tab.evaluate("() => JSON.stringify(sessionStorage)"));
  }

  @Test
  void aReloadBeforeTheNameIsWrittenDoesNotLoseTheInvite() {
    ChatServer server = stage.server(Access.INVITE);
    String code = inviteOf(server);
    Visitor visitor = stage.visitor(server.at(LanAddress.find()));
    ChatPage alice = visitor.tab();
    assertThat(alice.welcome()).containsText("an invite");
    alice.page().evaluate("(code) => { location.hash = 'join=' + code; }", code);
    assertThat(alice.page()).hasURL(Pattern.compile("^[^#]*$"));
    assertThat(alice.welcome()).containsText("You have been invited");
    alice.page().reload();
    assertThat(alice.welcome()).containsText("You have been invited");
    alice.join("alice");
  }

  @Test
  void withoutALinkAnInviteCanBePasted() {
    ChatServer server = stage.server(Access.INVITE);
    String link = joinLink(server, inviteOf(server));
    Visitor visitor = stage.visitor(server.atLocalhost());
    visitor.complaints().allow(REFUSED);
    ChatPage alice = visitor.tab();
    Locator box = alice.welcome().getByLabel("Invite: the link, or its code");
    alice.nameBox().fill("alice");
    alice.nameBox().press("Enter");
    assertThat(alice.welcome().getByRole(AriaRole.ALERT)).containsText("paste the invite link");
    box.fill("no-such-code");
    box.press("Enter");
    assertThat(alice.welcome().getByRole(AriaRole.ALERT)).containsText("unknown, used up");
    box.fill(link);
    box.press("Enter");
    assertThat(alice.messageBox()).isVisible();
  }

  @Test
  void aNameThatIsTakenIsSettledInPlace() {
    ChatServer server = stage.server(Access.INVITE);
    String code = inviteOf(server);
    Visitor visitor = stage.visitor(joinLink(server, code));
    visitor.complaints().allow(REFUSED);
    ChatPage alice = visitor.tab();
    alice.nameBox().fill("root");
    alice.nameBox().press("Enter");
    assertThat(alice.welcome().getByRole(AriaRole.ALERT))
        .containsText("Someone else has that name");
    alice.join("alice");
  }

  @Test
  void whereANameIsEnoughOneThatIsSomebodysIsSettledBesideTheMessage() {
    ChatServer server = stage.server();
    server.api().join("bob");
    Visitor visitor = stage.visitor(server.atLocalhost());
    visitor.complaints().allow(REFUSED);
    ChatPage page = visitor.join("bob");
    page.send("hello");
    assertThat(page.failed("hello")).containsText("Someone else has that name");
    assertThat(page.inFailed("hello", "Sign in")).isVisible();
    page.inFailed("hello", "Change your name").click();
    page.dialog("Settings").getByRole(AriaRole.TEXTBOX).fill("bobby");
    page.dialog("Settings").getByRole(AriaRole.TEXTBOX).press("Enter");
    page.inFailed("hello", "Retry").click();
    server.api().awaitMessages(ChatPage.GENERAL, 1);
    assertEquals("bobby", server.api().history(ChatPage.GENERAL).getFirst().sender());
  }

  @Test
  void whoeverHasAPasswordSignsOutAndInAgain() {
    ChatServer server = stage.server(Access.ACCOUNTS);
    Visitor visitor = stage.visitor(server.at(LanAddress.find()));
    visitor.complaints().allow(REFUSED);
    ChatPage alice = visitor.tab();
    alice.page().getByText("Create an account").click();
    alice.nameBox().fill("alice");
    alice.welcome().getByLabel("Password").fill("short");
    alice.nameBox().press("Enter");
    assertThat(alice.welcome().getByRole(AriaRole.ALERT)).containsText("at least 8");
    alice.welcome().getByLabel("Password").fill(PASSWORD);
    alice.nameBox().press("Enter");
    assertThat(alice.messageBox()).isVisible();
    alice.send("between us");
    alice.awaitAllSent();
    alice.messageBox().fill("a draft");
    ChatPage second = visitor.tab();
    second.awaitMessage("between us");

    alice.signOut();
    assertThat(second.welcome()).isVisible();
    String kept =
        String.valueOf(alice.page().evaluate("() => JSON.stringify({ ...localStorage })"));
    assertFalse(kept.contains("token") || kept.contains("alice") || kept.contains("draft"), kept);
    assertThat(alice.page().getByText("between us")).hasCount(0);
    alice.reload(alice.welcome());

    alice.signIn("alice", "wrong password");
    assertThat(alice.welcome().getByRole(AriaRole.ALERT)).containsText("is wrong");
    alice.signIn("alice", PASSWORD);
    alice.awaitMessage("between us");
    second.awaitMessage("between us");
    assertThat(alice.messageBox()).hasValue("");
    assertEquals(1, visitor.sharedWorkers());
  }

  @Test
  void whatWaitsIsKeptWhileTheServerDoesNotKnowTheNameAnyMore() {
    ChatServer server = stage.server(Access.INVITE);
    Line line = stage.line(server.port());
    String root = server.api().joinAsAdministrator("root", server.ownerToken());
    Visitor visitor =
        stage.visitor(line.at(LanAddress.find()) + "#join=" + server.api().invite(root, 1));
    visitor.complaints().allow(REFUSED);
    visitor.complaints().allowOutages();
    ChatPage alice = visitor.join("alice");
    alice.send("first");
    alice.awaitMessage("first");
    assertThat(alice.pending()).hasCount(0);
    String token = alice.token();
    server.api().setPassword(token, PASSWORD);

    line.cut();
    alice.send("second");
    assertThat(alice.pending()).hasCount(1);
    server.api().logout(token);
    line.restore();
    Locator again = alice.dialog("Please sign in again");
    assertThat(again).containsText("1 message is kept");
    assertThat(alice.page().getByText("first")).hasCount(0);
    alice.signIn("alice", PASSWORD);
    alice.awaitTexts(List.of("first", "second"));
    alice.awaitAllSent();
  }

  @Test
  void signingOutAsksIfSomethingStillWaits() {
    ChatServer server = stage.server();
    Line line = stage.line(server.port());
    Visitor visitor = stage.visitor(line.atLocalhost());
    visitor.complaints().allowOutages();
    ChatPage alice = visitor.join("alice");
    alice.claimName();
    assertThat(alice.sayHello()).isVisible();
    line.cut();
    alice.send("too late");
    Locator settings = alice.openSettings();
    settings.getByRole(AriaRole.BUTTON, named("Sign out")).click();
    assertThat(settings.getByRole(AriaRole.GROUP, within("1 message still waits"))).isVisible();
    settings
        .getByRole(AriaRole.GROUP, within("1 message still waits"))
        .getByRole(AriaRole.BUTTON, named("Cancel"))
        .click();
    assertThat(alice.pending()).hasCount(1);
    alice.surely(settings, "Sign out");
    assertThat(alice.welcome()).isVisible();
    line.restore();
    alice.join("carol");
    assertThat(alice.pending()).hasCount(0);
    assertEquals(List.of(), server.api().texts(ChatPage.GENERAL));
  }

  @Test
  void aBanEndsThePageWithItsReason() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost());
    visitor.complaints().allow(REFUSED);
    ChatPage carol = visitor.join("carol");
    carol.claimName();
    server.api().awaitPolls(1);
    String root = server.api().joinAsAdministrator("root", server.ownerToken());
    server.api().ban(root, "carol", "too loud");
    assertThat(
            carol
                .page()
                .getByRole(AriaRole.STATUS)
                .filter(new Locator.FilterOptions().setHasText("You are banned here")))
        .isVisible();
  }

  @Test
  void anAdministratorMakesALinkThatLetsIn() {
    ChatServer server = stage.server(Access.INVITE);
    String root = server.api().joinAsAdministrator("root", server.ownerToken());
    Visitor host = stage.visitor(server.at(LanAddress.find()));
    ChatPage page = host.tab();
    assertThat(page.welcome()).isVisible();
    page.become("root", root);
    page.button("Share").first().click();
    Locator share = page.dialog("Share");
    assertThat(share).containsText("It is not encrypted");
    share.getByRole(AriaRole.BUTTON, named("Make an invite link")).click();
    Locator link = share.getByRole(AriaRole.TEXTBOX, named("Invite people"));
    assertThat(link).hasValue(Pattern.compile(".*/#join=.+"));
    assertThat(share).containsText("For 25 people, until");
    assertThat(share.getByRole(AriaRole.IMG, named("The link as a QR code"))).isVisible();
    ChatPage alice = stage.visitor(link.inputValue()).join("alice");
    alice.button("Share").first().click();
    assertThat(alice.dialog("Share").getByRole(AriaRole.BUTTON, named("Make an invite link")))
        .hasCount(0);
    assertThat(alice.dialog("Share")).containsText("can invite others");
  }

  @Test
  void anInviteLinkHasThePinOfAKeyThatNobodyHasSigned() {
    ChatServer server = stage.encryptedServer();
    ChatPage page = stage.visitor(server.at(LanAddress.find())).tab();
    assertThat(page.welcome()).isVisible();
    page.become("root", server.api().joinAsAdministrator("root", server.ownerToken()));
    page.button("Share").first().click();
    Locator share = page.dialog("Share");
    assertThat(share).containsText("encrypted on its way: unless your browser warned you");
    share.getByRole(AriaRole.BUTTON, named("Make an invite link")).click();
    assertThat(share.getByRole(AriaRole.TEXTBOX, named("Invite people")))
        .hasValue(Pattern.compile("^https://.*/#join=[\\w-]{22}&pin=" + server.pin() + "$"));
  }

  @Test
  void aLinkThatLeadsNobodyElseHereSaysSo() {
    ChatServer server = stage.server(Access.INVITE);
    ChatPage page = stage.visitor(server.atLocalhost()).tab();
    assertThat(page.welcome()).isVisible();
    page.become("root", server.api().joinAsAdministrator("root", server.ownerToken()));
    page.button("Share").first().click();
    Locator share = page.dialog("Share");
    share.getByRole(AriaRole.BUTTON, named("Make an invite link")).click();
    assertThat(share).containsText("It opens on this computer. For others");
    assertThat(share.getByRole(AriaRole.IMG)).hasCount(0);
  }

  @Test
  void theKeyboardIsWhereSomethingIsToBeWritten() {
    ChatServer server = stage.server(Access.ACCOUNTS);
    Visitor visitor = stage.visitor(server.atLocalhost());
    visitor.complaints().allow(REFUSED);
    ChatPage page = visitor.tab();
    Locator password = page.welcome().getByLabel("Password");
    assertThat(password).isVisible();
    assertThat(page.nameBox()).isFocused();
    page.nameBox().fill("alice");
    page.nameBox().press("Enter");
    assertThat(page.welcome().getByRole(AriaRole.ALERT)).containsText("write your password");
    assertThat(password).isFocused();
    page.welcome().getByRole(AriaRole.BUTTON, named("Create an account")).click();
    assertThat(page.nameBox()).isFocused();

    ChatServer other = stage.server(Access.INVITE);
    Visitor guest = stage.visitor(other.atLocalhost() + "#join=no-such-code");
    guest.complaints().allow(REFUSED);
    ChatPage invited = guest.tab();
    invited.nameBox().fill("alice");
    invited.nameBox().press("Enter");
    assertThat(invited.welcome().getByLabel("Invite: the link, or its code")).isFocused();
    assertThat(invited.welcome()).not().containsText("You have been invited");
  }

  @Test
  void whoeverCouldNotComeBackIsAskedBeforeSigningOut() {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.claimName();
    Locator settings = alice.openSettings();
    settings.getByRole(AriaRole.BUTTON, named("Sign out")).click();
    assertThat(settings.getByRole(AriaRole.GROUP, within("cannot come back as alice"))).isVisible();
    settings
        .getByRole(AriaRole.GROUP, within("cannot come back as alice"))
        .getByRole(AriaRole.BUTTON, named("Sign out"))
        .click();
    assertThat(alice.welcome()).isVisible();
  }

  @Test
  void thePageSaysWhetherOthersCouldReadAlong() {
    ChatServer server = stage.server();
    ChatPage far = stage.visitor(server.at(LanAddress.find())).tab();
    assertThat(far.welcome()).containsText("others on this network could read along");
    far.join("alice");
    assertThat(far.openSettings()).containsText("others on this network could read along");
    ChatPage near = stage.visitor(server.atLocalhost()).tab();
    assertThat(near.welcome()).not().containsText("could read along");
  }

  @Test
  void theTokenIsInNoDiagnosticsAndNoAddress() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost());
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    visitor.context().onRequest(request -> asked.add(request.url()));
    ChatPage alice = visitor.join("alice");
    alice.claimName();
    alice.send("hello");
    alice.awaitAllSent();
    String token = alice.token();
    assertTrue(token.length() >= 43, token);
    Object told =
        alice
            .page()
            .evaluate("async () => (await import('/web/page/diagnostics.js')).diagnostics()");
    assertFalse(String.valueOf(told).contains(token), "in the diagnostics");
    assertFalse(asked.stream().anyMatch(url -> url.contains(token)), asked::toString);
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions within(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
