package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page without a mouse, and with a thumb. */
@Tag("browser")
class KeyboardTest {
  private static final int TABS_MAX = 40;

  @RegisterExtension final Stage stage = new Stage();

  private static void press(ChatPage page, String... keys) {
    for (String key : keys) {
      page.page().keyboard().press(key);
    }
  }

  /** What has the focus, by its name for people. */
  private static String focused(ChatPage page) {
    return String.valueOf(
        page.page()
            .evaluate(
                """
                () => {
                  const node = document.activeElement;
                  return node === document.body ? ''
                    : node.getAttribute('aria-label') || node.innerText || node.className;
                }
                """));
  }

  @Test
  void aWholeVisitNeedsNoMouse() {
    ChatServer server = stage.server();
    server.api().send("attic", "bob", "up here");
    server.api().send("kitchen", "bob", "in here");
    ChatPage alice = stage.visitor(server.atLocalhost()).tab();
    assertThat(alice.nameBox()).isFocused();
    alice.page().keyboard().type("alice");
    press(alice, "Enter");
    assertThat(alice.messageBox()).isVisible();
    alice.messageBox().focus();
    alice.page().keyboard().type("two");
    press(alice, "Shift+Enter");
    alice.page().keyboard().type("lines");
    press(alice, "Enter");
    assertThat(alice.messageBox()).hasValue("");
    server.api().awaitMessages(ChatPage.GENERAL, 1);
    assertEquals(List.of("two\nlines"), server.api().texts(ChatPage.GENERAL));

    alice.awaitRoom("attic");
    press(alice, "Alt+ArrowDown");
    alice.assertInRoom("attic");
    press(alice, "Alt+ArrowDown");
    alice.assertInRoom("kitchen");
    press(alice, "Alt+ArrowUp", "Alt+ArrowUp");
    alice.assertInRoom(ChatPage.GENERAL);

    press(alice, "ControlOrMeta+k");
    Locator switcher = alice.dialog("Go to a room");
    assertThat(switcher).isVisible();
    alice.page().keyboard().type("kit");
    press(alice, "Enter");
    assertThat(switcher).isHidden();
    alice.assertInRoom("kitchen");
    assertThat(alice.messageBox()).isFocused();

    press(alice, "ControlOrMeta+k");
    assertThat(switcher).isVisible();
    press(alice, "Escape");
    assertThat(switcher).isHidden();

    press(alice, "ControlOrMeta+/");
    assertThat(alice.dialog("Keyboard")).isVisible();
    press(alice, "Escape");
    assertThat(alice.dialog("Keyboard")).isHidden();
    press(alice, "ControlOrMeta+,");
    assertThat(alice.dialog("Settings")).isVisible();
    press(alice, "Escape");
    assertThat(alice.dialog("Settings")).isHidden();
  }

  /** Faster than the browser tells of a new address: both keys in one task. */
  @Test
  void twoQuickStepsAreTwoRooms() {
    ChatServer server = stage.server();
    server.api().send("attic", "bob", "up here");
    server.api().send("kitchen", "bob", "in here");
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.awaitRoom("kitchen");
    alice
        .page()
        .evaluate(
            """
            () => {
              for (let i = 0; i < 2; i++) {
                document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', altKey: true }));
              }
            }
            """);
    alice.assertInRoom("kitchen");
  }

  @Test
  void unreadRoomsAreReachedByTheirOwnKeys() {
    ChatServer server = stage.server();
    for (String room : List.of("attic", "barn", "cellar")) {
      server.api().send(room, "bob", "old");
    }
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.awaitRoom("cellar");
    server.api().awaitPolls(1);
    server.api().send("cellar", "bob", "new");
    alice.assertUnread("cellar", 1);
    press(alice, "Alt+Shift+ArrowDown");
    alice.assertInRoom("cellar");
  }

  @Test
  void tabReachesEverythingAndGoesRoundInTheOrderOfThePage() {
    ChatServer server = stage.server();
    server.api().send("attic", "bob", "hello");
    server.api().send(ChatPage.GENERAL, "bob", "hello");
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.awaitRoom("attic");
    alice.messageBox().fill("x");
    alice.startFocusAtTop();
    List<String> order = new ArrayList<>();
    for (int n = 0; n < TABS_MAX; n++) {
      press(alice, "Tab");
      String name = focused(alice);
      if (name.isEmpty() || order.contains(name)) {
        break;
      }
      order.add(name);
      assertThat(alice.page().locator(":focus")).isVisible();
    }
    for (String name :
        List.of("Go to the message box", "Settings", "Share", "Emoji", "Message", "Send")) {
      assertTrue(order.stream().anyMatch(one -> one.contains(name)), () -> name + ": " + order);
    }
    assertTrue(order.stream().anyMatch(one -> one.contains("attic")), order::toString);
    assertTrue(
        order.indexOf("Emoji") < order.indexOf("Message")
            && order.indexOf("Message") < order.indexOf("Send"),
        order::toString);
    assertEquals("Go to the message box", order.getFirst());
  }

  @Test
  void whatHasTheFocusShowsIt() {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.startFocusAtTop();
    for (int n = 0; n < 12; n++) {
      press(alice, "Tab");
      if (focused(alice).isEmpty()) {
        break; // it went round to the browser's own buttons
      }
      Object shown =
          alice
              .page()
              .evaluate(
                  """
                  () => {
                    for (let node = document.activeElement; node; node = node.parentElement) {
                      const style = getComputedStyle(node);
                      if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
                        || style.boxShadow !== 'none') return true;
                    }
                    return false;
                  }
                  """);
      assertEquals(true, shown, focused(alice));
    }
  }

  @Test
  void theDrawerOfAPhoneOpensAndCloses() {
    ChatServer server = stage.server();
    server.api().send("attic", "bob", "hello");
    ChatPage alice = stage.visitor(server.atLocalhost(), Visitor.Setup.PHONE).join("alice");
    assertThat(alice.room("attic")).isHidden();
    alice.drawerButton().tap();
    assertThat(alice.button("Close the room list")).isVisible();
    alice.button("Close the room list").tap();
    assertThat(alice.room("attic")).isHidden();
    alice.drawerButton().tap();
    assertThat(alice.button("Close the room list")).isFocused();
    press(alice, "Escape");
    assertThat(alice.room("attic")).isHidden();
    server.api().send("attic", "bob", "news");
    assertThat(alice.drawerButton()).hasAccessibleName(Pattern.compile("Rooms.*1 unread"));
    alice.drawerButton().tap();
    alice.room("attic").tap();
    alice.assertInRoom("attic");
    alice.awaitMessage("news");
    assertThat(alice.room("attic")).isHidden();
  }

  @Test
  void whatATouchMeansToHitIsLargeEnough() {
    ChatServer server = stage.server();
    server.api().send("attic", "bob", "hello");
    ChatPage alice = stage.visitor(server.atLocalhost(), Visitor.Setup.PHONE).join("alice");
    alice.drawerButton().tap();
    assertThat(alice.room("attic")).isVisible();
    Object small =
        alice
            .page()
            .evaluate(
                """
                () => [...document.querySelectorAll('button, a, input, textarea')]
                  .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.text'))
                  .filter((node) => !node.matches('.skip'))
                  .map((node) => [node, node.getBoundingClientRect()])
                  .filter(([, box]) => box.width > 0 && (box.width < 40 || box.height < 40))
                  .map(([node, box]) => `${node.className || node.id} ${box.width}x${box.height}`)
                """);
    assertEquals(List.of(), small);
  }

  @Test
  void anEmojiIsPickedIntoTheMessage() {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.messageBox().fill("hi ");
    alice.button("Emoji").click();
    alice.emojiPicker().getByRole(AriaRole.MENUITEM).first().click();
    assertThat(alice.messageBox()).hasValue(Pattern.compile("^hi .+"));
    press(alice, "Escape");
    assertThat(alice.page().locator("iframe[title='Emoji']")).hasCount(0);
    assertThat(alice.messageBox()).isFocused();
    alice.messageBox().press("Enter");
    server.api().awaitMessages(ChatPage.GENERAL, 1);
  }

  @Test
  void anEmojisNameIsCompleted() {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.messageBox().pressSequentially("good :tada");
    assertThat(alice.page().getByRole(AriaRole.OPTION).first()).isVisible();
    press(alice, "Enter");
    assertThat(alice.messageBox()).hasValue("good 🎉 ");
    press(alice, "Enter");
    server.api().awaitMessages(ChatPage.GENERAL, 1);
    assertEquals(List.of("good 🎉 "), server.api().texts(ChatPage.GENERAL));
  }

  @Test
  void whoWantsLessMotionGetsNone() {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.atLocalhost(), Visitor.Setup.PHONE).join("alice");
    alice.drawerButton().tap();
    alice.send("moved");
    Object moving =
        alice
            .page()
            .evaluate(
                """
                () => document.getAnimations()
                  .filter((a) => a.effect.getComputedTiming().duration > 50
                    && a.effect.getKeyframes().some((frame) => 'transform' in frame || 'left' in frame))
                  .map((a) => a.effect.target.className)
                """);
    assertEquals(List.of(), moving);
  }

  @Test
  void escapeClosesTheDrawerWhereverTheFocusIs() {
    ChatServer server = stage.server();
    server.api().send("attic", "bob", "hello");
    ChatPage alice = stage.visitor(server.atLocalhost(), Visitor.Setup.PHONE).join("alice");
    alice.drawerButton().tap();
    assertThat(alice.button("Close the room list")).isFocused();
    alice.page().evaluate("() => document.activeElement.blur()");
    alice.page().keyboard().press("Escape");
    assertThat(alice.room("attic")).isHidden();
  }

  @Test
  void afterTheFirstVisitsNameOneCanWriteAtOnce() {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.atLocalhost()).tab();
    alice.nameBox().fill("alice");
    alice.page().keyboard().press("Enter");
    assertThat(alice.messageBox()).isFocused();
  }

  @Test
  void aClosedDrawerGivesTheFocusBack() {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.atLocalhost(), Visitor.Setup.PHONE).join("alice");
    alice.drawerButton().tap();
    assertThat(alice.button("Close the room list")).isFocused();
    alice.page().keyboard().press("Escape");
    assertThat(alice.drawerButton()).isFocused();
  }

  @Test
  void aClosedDialogGivesTheFocusBack() {
    ChatServer server = stage.server();
    ChatPage alice = stage.visitor(server.atLocalhost()).join("alice");
    alice.messageBox().focus();
    for (String keys : List.of("ControlOrMeta+,", "ControlOrMeta+/", "ControlOrMeta+k")) {
      alice.page().keyboard().press(keys);
      assertThat(alice.page().getByRole(AriaRole.DIALOG)).isVisible();
      alice.page().keyboard().press("Escape");
      assertThat(alice.page().getByRole(AriaRole.DIALOG)).isHidden();
      assertThat(alice.messageBox()).isFocused();
    }
  }
}
