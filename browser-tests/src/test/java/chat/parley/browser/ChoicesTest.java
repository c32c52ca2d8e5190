package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person chooses or begins stays, also over a reload. */
@Tag("browser")
class ChoicesTest {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void theNameIsAskedOnce() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost());
    ChatPage alice = visitor.join("alice");
    alice.reload();
    assertThat(alice.welcome()).isHidden();
    ChatPage second = visitor.tab();
    assertThat(second.messageBox()).isVisible();
    assertThat(second.welcome()).isHidden();
    second.send("it is me");
    server.api().awaitMessages(ChatPage.GENERAL, 1);
    assertEquals("alice", server.api().history(ChatPage.GENERAL).getFirst().sender());
  }

  @Test
  void aNameThatIsNoneIsExplained() {
    ChatServer server = stage.server();
    ChatPage page = stage.visitor(server.atLocalhost()).tab();
    for (String name : List.of("", "   ", "a/b", ".a", "x".repeat(65))) {
      page.nameBox().fill(name);
      page.nameBox().press("Enter");
      assertThat(page.welcome().getByRole(AriaRole.ALERT)).isVisible();
      assertThat(page.welcome().getByRole(AriaRole.ALERT)).not().isEmpty();
    }
    page.join("alice");
  }

  @Test
  void theThemeIsKept() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost());
    ChatPage alice = visitor.join("alice");
    ChatPage other = visitor.tab();
    Locator settings = alice.openSettings();
    alice.choose(settings, "Theme", "Dark");
    assertThat(alice.page().locator("html")).hasAttribute("data-theme", "dark");
    assertThat(other.page().locator("html")).hasAttribute("data-theme", "dark");
    alice.reload();
    assertThat(alice.page().locator("html")).hasAttribute("data-theme", "dark");
    alice.choose(alice.openSettings(), "Theme", "As the system");
    assertThat(alice.page().locator("html")).not().hasAttribute("data-theme", "dark");
    alice.choose(alice.dialog("Settings"), "Theme", "Light");
    alice.viewport().setSystemDarkUnseen();
    alice.reload();
    assertThat(alice.page().locator("html")).hasAttribute("data-looks", "light");
  }

  @Test
  void theLanguageIsKept() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost());
    ChatPage alice = visitor.join("alice");
    alice.choose(alice.openSettings(), "Language", "Deutsch");
    assertThat(alice.page().locator("html")).hasAttribute("lang", "de");
    alice.page().reload();
    assertThat(alice.page().locator("html")).hasAttribute("lang", "de");
    assertThat(
            alice
                .page()
                .getByRole(
                    AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Senden").setExact(true)))
        .isVisible();
  }

  @Test
  void theBrowsersLanguageIsSpokenAtFirst() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost(), Visitor.Setup.DESK.withLanguage("de-AT"));
    ChatPage page = visitor.tab();
    assertThat(page.page().locator("html")).hasAttribute("lang", "de");
    assertThat(page.page().getByRole(AriaRole.DIALOG)).isVisible();
    assertThat(page.page().getByRole(AriaRole.DIALOG)).not().containsText("Your name");
  }

  @Test
  void draftsAreKeptForEachRoomAndOverAReload() {
    ChatServer server = stage.server();
    server.api().send(ChatPage.GENERAL, "bob", "hello");
    server.api().send("attic", "bob", "hello");
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.messageBox().fill("half a thought");
    alice.openRoom("attic");
    assertThat(alice.messageBox()).hasValue("");
    alice.messageBox().fill("another\nwith two lines");
    alice.openRoom(ChatPage.GENERAL);
    assertThat(alice.messageBox()).hasValue("half a thought");
    alice.reload();
    assertThat(alice.messageBox()).hasValue("half a thought");
    alice.openRoom("attic");
    assertThat(alice.messageBox()).hasValue("another\nwith two lines");
    alice.messageBox().press("Enter");
    assertThat(alice.messageBox()).hasValue("");
    alice.reload();
    assertThat(alice.messageBox()).hasValue("");
    assertEquals(List.of("hello", "another\nwith two lines"), server.api().texts("attic"));
  }

  @Test
  void theLastRoomIsOpenedAgain() {
    ChatServer server = stage.server();
    server.api().send("attic", "bob", "hello");
    Visitor visitor = stage.visitor(server.atLocalhost());
    ChatPage alice = visitor.join("alice");
    alice.openRoom("attic");
    alice.awaitMessage("hello");
    ChatPage second = visitor.tab();
    second.assertInRoom("attic");
  }

  @Test
  void overPlainHttpTheSettingsSayThatThePageCannotNotifyAndWhy() {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.at(LanAddress.find())).join("alice");
    Locator settings = alice.openSettings();
    assertThat(settings).containsText("cannot notify");
    assertThat(settings).containsText("plain http");
    alice.closeDialog(settings);
    ChatPage bob = stage.visitor(server.atLocalhost()).join("bob");
    assertThat(bob.openSettings()).not().containsText("plain http");
  }

  @Test
  void anotherNameIsUsedFromThenOn() {
    ChatServer server = stage.server();
    Visitor visitor = stage.visitor(server.atLocalhost());
    ChatPage alice = visitor.join("alice");
    alice.send("as alice");
    Locator settings = alice.openSettings();
    settings.getByRole(AriaRole.TEXTBOX).fill("alicia");
    settings.getByRole(AriaRole.TEXTBOX).press("Enter");
    alice.send("as alicia");
    server.api().awaitMessages(ChatPage.GENERAL, 2);
    alice.awaitTexts(List.of("as alice", "as alicia"));
    assertEquals(
        List.of("alice", "alicia"),
        server.api().history(ChatPage.GENERAL).stream().map(Api.Message::sender).toList());
    server.api().awaitPolls(1);
  }
}
