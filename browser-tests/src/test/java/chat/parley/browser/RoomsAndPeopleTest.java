package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private rooms, who is in them, conversations of two, and messages that are deleted. */
@Tag("browser")
class RoomsAndPeopleTest {
  private static final String GONE = "This message was deleted.";

  @RegisterExtension final Stage stage = new Stage();

  private ChatPage owner(ChatServer server, String name) {
    return owner(stage.visitor(server.at(LanAddress.find())), name);
  }

  private static ChatPage owner(Visitor visitor, String name) {
    ChatPage page = visitor.join(name);
    page.claimName();
    return page;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPrivateRoomIsSeenAtOnceByWhoIsAddedAndLostAtOnceByWhoIsRemoved(boolean sharedWorkers) {
    ChatServer server = stage.server();
    Visitor.Setup setup =
        sharedWorkers ? Visitor.Setup.DESK : Visitor.Setup.DESK.withoutSharedWorkers();
    Visitor bobs = stage.visitor(server.at(LanAddress.find()), setup);
    // What is not to be read any more is answered so, and the browser says that.
    bobs.complaints().allow("status of 4(10|04)");
    ChatPage bob = owner(bobs, "bob");
    Visitor alices = stage.visitor(server.at(LanAddress.find()));
    alices.complaints().allow("status of 404");
    ChatPage alice = owner(alices, "alice");
    alice.makePrivateRoom("Surprise party", "On Friday", "");
    assertThat(alice.heading()).hasAccessibleName(Pattern.compile("Private room: Surprise party"));
    assertThat(alice.page()).hasTitle("Surprise party – Parley");
    alice.send("a cake?");
    alice.awaitAllSent();
    assertThat(bob.room("Surprise party")).hasCount(0);

    Locator people = alice.openPeople();
    Locator add = people.getByLabel("Add someone by name");
    add.fill("nobody");
    add.press("Enter");
    assertThat(people.getByRole(AriaRole.ALERT)).containsText("Nobody here owns the name nobody");
    add.fill("bob");
    people.getByRole(AriaRole.BUTTON, named("Add")).click();
    assertThat(people.getByRole(AriaRole.LISTITEM)).hasCount(2);
    bob.openRoom("Surprise party");
    bob.awaitMessage("a cake?");

    people.getByRole(AriaRole.BUTTON, named("Actions for bob")).click();
    people.getByRole(AriaRole.BUTTON, named("Make moderator")).click();
    assertThat(people.getByRole(AriaRole.LISTITEM).nth(1)).containsText("moderator");
    assertThat(people.getByRole(AriaRole.BUTTON, named("Actions for bob"))).isFocused();
    people.getByRole(AriaRole.BUTTON, named("Actions for bob")).press("Enter");
    alice.surely(people, "Remove from the room");
    assertThat(people.getByRole(AriaRole.LISTITEM)).hasCount(1);
    bob.assertInRoom(ChatPage.GENERAL);
    assertThat(bob.page().getByText("You are no longer in Surprise party")).isVisible();
    assertThat(bob.room("Surprise party")).hasCount(0);
    assertThat(bob.page().getByText("a cake?")).hasCount(0);

    alice.closeDialog(people);
    alice.send("not for bob");
    alice.awaitAllSent();
    server.api().send(ChatPage.GENERAL, "carol", "for all");
    bob.awaitMessage("for all");
    assertThat(bob.page()).hasTitle("general – Parley");
  }

  @Test
  void aPrivateRoomIsJoinedByItsLinkAndPassphraseAndLeftAgain() {
    ChatServer server = stage.server();
    ChatPage alice = owner(server, "alice");
    alice.makePrivateRoom("Attic", "", "open sesame");
    alice.send("up here");
    alice.awaitAllSent();
    String link = alice.page().url();
    Visitor bobs = stage.visitor(server.at(LanAddress.find()));
    bobs.complaints().allow("status of 4(10|04)");
    ChatPage bob = owner(bobs, "bob");
    bob.page().navigate(link);
    Locator passphrase = bob.page().getByLabel("Passphrase");
    passphrase.fill("wrong");
    passphrase.press("Enter");
    assertThat(bob.page().getByText("That is not it")).isVisible();
    passphrase.fill("open sesame");
    passphrase.press("Enter");
    bob.awaitMessage("up here");
    bob.assertInRoom("Attic");
    alice.awaitMessage("up here");
    bob.surely(bob.openPeople(), "Leave the room");
    bob.assertInRoom(ChatPage.GENERAL);
    assertThat(bob.room("Attic")).hasCount(0);
  }

  @Test
  void aConversationOfTwoHasTheOthersName() {
    ChatServer server = stage.server();
    ChatPage alice = owner(server, "alice");
    ChatPage bob = owner(server, "bob");
    bob.send("hello");
    alice.awaitMessage("hello");
    alice.talkTo("bob");
    alice.send("psst");
    alice.awaitAllSent();
    bob.assertUnread("alice", 1);
    bob.openRoom("alice");
    bob.awaitMessage("psst");
    bob.send("what?");
    alice.awaitMessage("what?");
    assertThat(alice.page()).hasTitle("bob – Parley");
  }

  @Test
  void aGuestIsMarkedAndAsksForANameBeforeAPrivateRoom() {
    ChatServer server = stage.server();
    ChatPage alice = owner(server, "alice");
    ChatPage guest = stage.visitor(server.at(LanAddress.find())).join("gast");
    guest.send("hi");
    alice.awaitMessage("hi");
    assertThat(alice.saying("hi").getByText("guest", new Locator.GetByTextOptions().setExact(true)))
        .isVisible();
    Locator people = alice.openPeople();
    assertThat(
            people
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("gast")))
        .containsText("guest");
    guest.button("New room").click();
    Locator dialog = guest.dialog("New room");
    dialog.getByText("Only members").click();
    dialog.getByRole(AriaRole.BUTTON, named("Make this name mine")).click();
    assertThat(guest.messageBox()).isVisible();
    guest.makePrivateRoom("Mine", "", "");
  }

  @Test
  void anAuthorDeletesAMessageForEveryoneWithTheKeyboardAlone() {
    ChatServer server = stage.server();
    ChatPage alice = owner(server, "alice");
    ChatPage bob = owner(server, "bob");
    alice.send("older");
    alice.send("a mistake");
    alice.awaitAllSent();
    bob.awaitMessage("a mistake");
    bob.page().evaluate("() => { location.hash = 'attic'; }");
    bob.assertInRoom("attic");

    assertThat(alice.saying("a mistake")).hasAttribute("data-message", Pattern.compile(".+"));
    alice.messageBox().focus();
    alice.page().keyboard().press("Shift+Tab");
    alice.page().keyboard().press("Shift+Tab");
    assertThat(alice.page().locator(":focus")).hasAccessibleName("What to do with this message");
    alice.page().keyboard().press("ArrowUp");
    alice.page().keyboard().press("ArrowDown");
    alice.page().keyboard().press("Enter");
    Locator actions = alice.dialog("What to do with this message");
    assertThat(actions).containsText("a mistake");
    actions.getByRole(AriaRole.BUTTON, named("Delete the message")).press("Enter");
    assertThat(actions.getByRole(AriaRole.GROUP)).isVisible();
    alice.page().keyboard().press("Enter");
    alice.awaitMessage(GONE);
    bob.openRoom(ChatPage.GENERAL);
    bob.awaitMessage(GONE);
    assertThat(bob.page().getByText("a mistake")).hasCount(0);
    assertThat(bob.saying("older")).isVisible();
    alice.reload();
    alice.awaitMessage(GONE);
  }

  @Test
  void anOwnerDeletesWhatOthersWroteAndNothingOfItCountsAsNew() {
    ChatServer server = stage.server();
    String token = server.api().join("bob");
    ChatPage alice = owner(server, "alice");
    alice.makePrivateRoom("Attic", "", "");
    String id = alice.page().url().replaceFirst(".*#", "");
    Locator people = alice.openPeople();
    people.getByLabel("Add someone by name").fill("bob");
    people.getByRole(AriaRole.BUTTON, named("Add")).click();
    assertThat(people.getByRole(AriaRole.LISTITEM)).hasCount(2);
    alice.closeDialog(people);
    String room = id.replace("%7E", "~");
    String rude = server.api().sendAs(token, room, "something rude");
    alice.awaitMessage("something rude");
    alice.surely(alice.openMessage("something rude"), "Delete the message");
    assertThat(alice.row(rude)).containsText(GONE);
    alice.openRoom(ChatPage.GENERAL);
    String other = server.api().sendAs(token, room, "not for long");
    alice.assertUnread("Attic", 1);
    server.api().delete(token, other);
    alice.openRoom("Attic");
    assertThat(alice.row(other)).containsText(GONE);
  }

  @Test
  void aPublicRoomIsMadeWithItsTopic() {
    ChatServer server = stage.server();
    ChatPage bob = owner(server, "bob");
    ChatPage alice = owner(server, "alice");
    alice.button("New room").click();
    Locator dialog = alice.dialog("New room");
    dialog.getByLabel("Name of the room").fill("tea break");
    dialog.getByLabel("Topic (optional)").fill("Cakes, mostly");
    dialog.getByLabel("Topic (optional)").press("Enter");
    alice.assertInRoom("tea-break");
    assertThat(alice.page().locator(".head").getByText("Cakes, mostly")).isVisible();
    bob.awaitRoom("tea-break");
    Locator people = alice.openPeople();
    people.getByRole(AriaRole.BUTTON, named("Change the topic")).click();
    people.getByLabel("Topic (optional)").fill("Tea");
    people.getByLabel("Topic (optional)").press("Enter");
    bob.openRoom("tea-break");
    assertThat(
            bob.page()
                .locator(".head")
                .getByText("Tea", new Locator.GetByTextOptions().setExact(true)))
        .isVisible();
  }

  @Test
  void privateRoomsAreNotOfferedWhereARoomIsNamedForAll() {
    ChatServer server = stage.server();
    ChatPage alice = owner(server, "alice");
    alice.makePrivateRoom("kitchen cabinet", "", "");
    server.api().send("kitchens", "bob", "hi");
    alice.awaitRoom("kitchens");
    alice.messageBox().pressSequentially("see #ki");
    Locator offers = alice.page().locator("#completions").getByRole(AriaRole.OPTION);
    assertThat(offers).hasCount(1);
    alice.page().keyboard().press("Escape");
    alice.page().keyboard().press("ControlOrMeta+k");
    alice.page().keyboard().type("cabinet");
    assertThat(alice.dialog("Go to a room").getByRole(AriaRole.OPTION)).hasCount(1);
    alice.page().keyboard().press("Enter");
    alice.assertInRoom("kitchen cabinet");
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }
}
