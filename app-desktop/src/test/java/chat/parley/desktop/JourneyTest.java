package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.TestApp;
import chat.parley.desktop.testing.WatchedWindows;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.server.Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people do, from the first run on, in real windows with a real server. */
@ExtendWith(WatchedWindows.class)
class JourneyTest {
  @TempDir Path folder;

  /** What others are given, once there is an invitation in it. */
  private static String link(TestApp host) {
    TextField field = host.find("#link", TextField.class);
    Fx.until("there is an invitation", () -> field.getText().contains("#join="));
    return host.on(field::getText);
  }

  private static int port(TestApp host) {
    return URI.create(host.text("#link")).getPort();
  }

  private static void join(TestApp app, String link) {
    app.type("#address", link);
    app.click("#join");
    Fx.until("the chat is open", () -> app.sees(".composer-input"));
  }

  private static void shows(TestApp app, String... texts) {
    Fx.until(
        "the timeline shows " + String.join(", ", texts),
        () -> app.timeline().containsAll(List.of(texts)));
  }

  @Test
  void oneHostsAnotherJoinsByLinkAndNothingIsLostWhenTheServerGoesAway() {
    try (TestApp alice = new TestApp(folder.resolve("alice"), "alice");
        TestApp bob = new TestApp(folder.resolve("bob"), "bob")) {
      alice.click("#host");
      join(bob, link(alice));
      assertTrue(alice.isFocused(".composer-input"), "one who hosts can write at once");
      assertTrue(bob.isFocused(".composer-input"), "and so can one who joins");

      alice.say("hello bob");
      shows(bob, "hello bob");
      bob.say("hello alice");
      shows(alice, "hello bob", "hello alice");
      try (Chatter carol = Chatter.invited(link(alice), "carol")) {
        carol.say("carol", "hello from a terminal", "general");
      }
      shows(alice, "hello from a terminal");
      shows(bob, "hello from a terminal");
      try (Chatter dana = Chatter.invited(link(alice), "dana")) {
        assertTrue(dana.page().contains("app.js"), "a browser has a page to open");
        String cursor = dana.history("general", 1).cursor();
        alice.say("hello to the page");
        assertEquals(
            List.of("hello to the page"),
            dana.poll("dana~page", cursor).messages().stream().map(Message::text).toList());
      }
      Fx.until("bob is listed", () -> alice.words(".person-name").contains("bob"));
      Fx.until("dana is, too", () -> alice.words(".person-name").contains("dana"));

      int before = port(alice);
      alice.click("#stop");
      Fx.until("bob is told", () -> bob.sees(".link-bar"));
      Fx.until("alice is told", () -> alice.sees(".link-bar"));
      bob.say("are you there?");
      bob.say("I go on writing");
      alice.say("and so do I");
      assertEquals(2, bob.waiting());

      alice.click("#linkAction");
      Fx.until("the chat is hosted again", () -> alice.sees("#link"));
      assertEquals(before, port(alice), "links that were given out go on working");
      Fx.run(() -> bob.model().tryNow()); // the bar may have gone by itself already
      shows(alice, "are you there?", "I go on writing", "and so do I");
      shows(bob, "are you there?", "I go on writing", "and so do I");
      Fx.until("nothing waits", () -> bob.waiting() == 0 && alice.waiting() == 0);
      Fx.until("the bar is gone", () -> !bob.sees(".link-bar") && !alice.sees(".link-bar"));

      try (Chatter efe = Chatter.invited(link(alice), "efe")) {
        Replies.History history = efe.history("general", 100);
        List<String> texts = history.messages().stream().map(Message::text).toList();
        assertEquals(7, texts.size(), () -> "nothing is lost or doubled: " + texts);
        assertTrue(
            texts.indexOf("are you there?") < texts.indexOf("I go on writing"),
            () -> "in the order of writing: " + texts);
        assertEquals(texts, alice.timeline());
        assertEquals(texts, bob.timeline());
      }
    }
  }

  @Test
  void whoComesBackReadsAndWritesBeforeTheServerAnswers() {
    Path home = folder.resolve("bob");
    try (TestApp alice = new TestApp(folder.resolve("alice"), "alice")) {
      alice.click("#host");
      try (TestApp bob = new TestApp(home, "bob")) {
        join(bob, link(alice));
        alice.say("before");
        shows(bob, "before");
        bob.type(".composer-input", "a thought that is not finis");
        Fx.settle();
      }
      alice.click("#stop");
      try (TestApp bob = new TestApp(home, "someone else by now")) {
        shows(bob, "before");
        Fx.until(
            "the draft is there",
            () -> bob.text(".composer-input").equals("a thought that is not finis"));
        bob.say("written while the server was away");
        Fx.until("it waits", () -> bob.waiting() == 1);
      }
      alice.click("#linkAction");
      try (TestApp bob = new TestApp(home, "bob")) {
        shows(alice, "before", "written while the server was away");
        shows(bob, "before", "written while the server was away");
      }
    }
  }

  @Test
  void anotherRoomIsMadeFoundAndCounted() {
    try (TestApp alice = new TestApp(folder.resolve("alice"), "alice");
        TestApp bob = new TestApp(folder.resolve("bob"), "bob")) {
      alice.click("#host");
      join(bob, link(alice));
      alice.press(KeyCode.K, true, false, false);
      alice.type("#finder", "kitchen");
      alice.press(KeyCode.ENTER);
      alice.say("who has the key?");
      Fx.until("bob sees that there is something", () -> bob.words(".count").contains("1"));
      bob.press(KeyCode.DOWN, false, true, true);
      shows(bob, "who has the key?");
      assertEquals("kitchen \u2013 Parley", bob.on(bob.stage()::getTitle));
    }
  }

  @Test
  void quittingWhilePeopleAreConnectedAsks() {
    try (TestApp alice = new TestApp(folder.resolve("alice"), "alice");
        TestApp bob = new TestApp(folder.resolve("bob"), "bob")) {
      alice.click("#host");
      join(bob, link(alice));
      Fx.until("bob is listed as here", () -> !alice.words(".person-now").isEmpty());

      alice.closeWindow();
      alice.click("#ask-stay");
      alice.say("still here");
      shows(bob, "still here");

      alice.closeWindow();
      alice.click("#ask-go");
      Fx.until("it is over", alice::hasQuit);
      Fx.until("bob is told", () -> bob.sees(".link-bar"));
    }
  }

  @Test
  void aNameOrAnAddressThatCannotBeIsSaidWhereItWasTyped() {
    try (TestApp app = new TestApp(folder, "alice")) {
      app.type("#name", "a/b");
      app.click("#host");
      assertTrue(app.sees("#nameProblem"));
      app.type("#name", "alice");
      app.type("#address", "127.0.0.1:1");
      app.click("#join");
      Fx.until("it is said", () -> app.sees("#addressProblem"));
      assertTrue(app.words("#addressProblem").getFirst().contains("127.0.0.1:1"));
    }
  }

  @Test
  void whatIsWrittenFromRightToLeftIsShownToo() {
    String line = "مرحبا بالجميع، هل يعمل كل شيء؟ שלום לכולם ";
    String name = "محمد בן ".repeat(6).strip();
    try (TestApp alice = new TestApp(folder.resolve("alice"), "alice")) {
      alice.type("#name", name);
      alice.click("#host");
      alice.type(".composer-input", line.repeat(12));
      Fx.settle();
      alice.press(KeyCode.ENTER);
      shows(alice, line.repeat(12));
      alice.press(KeyCode.K, true, false, false);
      alice.type("#finder", "غرفة-الاجتماعات-الكبيرة-في-الطابق-الثاني");
      alice.press(KeyCode.ENTER);
      alice.say(line.repeat(3).strip());
      alice.press(KeyCode.COMMA, true, false, false);
      alice.press(KeyCode.ESCAPE);
      Fx.run(() -> alice.stage().setWidth(380));
      Fx.settle();
    }
  }

  @Test
  void aStrangerAtOnesOwnPortIsNotTakenForOnesOwnChat() {
    Path home = folder.resolve("alice");
    int port;
    try (TestApp alice = new TestApp(home, "alice")) {
      alice.click("#host");
      port = port(alice);
      alice.say("mine");
    }
    Server stranger = Chatter.server(folder.resolve("stranger"), port);
    try (TestApp alice = new TestApp(home, "alice");
        Chatter carol = new Chatter(port)) {
      carol.say("carol", "this is another chat", "general");
      shows(alice, "mine");
      alice.say("for those who were here before");
      alice.click("#linkAction");
      Fx.until("it is hosted on another port", () -> alice.sees("#link") && port(alice) != port);
      Fx.until("nothing waits", () -> alice.waiting() == 0);
      Fx.until(
          "both are shown, in order",
          () -> alice.timeline().equals(List.of("mine", "for those who were here before")));
      assertEquals(1, carol.history("general", 10).messages().size());
    } finally {
      stranger.close();
    }
  }

  @Test
  void inAPrivateRoomPeopleComeAndGoAndWhatIsTakenAwayIsGone() {
    try (TestApp alice = new TestApp(folder.resolve("alice"), "alice");
        TestApp bob = new TestApp(folder.resolve("bob"), "bob")) {
      alice.click("#host");
      join(bob, link(alice));
      alice.click("#newRoomButton");
      Fx.run(alice.find("#secret", ToggleButton.class)::fire);
      alice.type(".dialog #name", "Surprise");
      alice.click("#make");
      Fx.until("it is open", () -> alice.words("#roomName").contains("Surprise"));
      alice.click("#roomButton");
      alice.type("#newcomer", "bob");
      alice.click("#add");
      Fx.until("bob is in", () -> alice.words(".person-name").contains("bob"));
      Fx.until("bob sees it", () -> bob.words(".room-name").contains("Surprise"));
      bob.press(KeyCode.DOWN, false, true, false);
      Fx.until("bob is there", () -> bob.words("#roomName").contains("Surprise"));
      alice.say("carol must not know");
      alice.say("oops");
      shows(bob, "carol must not know", "oops");

      Fx.run(() -> alice.scene().lookup("#timeline").requestFocus());
      alice.press(KeyCode.UP);
      alice.press(KeyCode.DELETE);
      alice.click("#ask-go");
      for (TestApp app : List.of(alice, bob)) {
        Fx.until("it is gone", () -> app.timeline().equals(List.of("carol must not know", "")));
        assertEquals(List.of("This message was deleted."), app.words(".deleted-line"));
      }
      bob.say("I say nothing");
      shows(alice, "I say nothing");

      MenuButton menu = alice.find(".person-menu", MenuButton.class);
      Fx.run(() ->
          menu.getItems().stream()
              .filter(item -> "room-remove".equals(item.getId()))
              .forEach(MenuItem::fire));
      alice.click("#ask-go");
      Fx.until("bob is out", () -> !bob.words(".room-name").contains("Surprise"));
      assertEquals(List.of("general"), bob.words("#roomName"));
      Fx.until("alice sees it", () -> !alice.words(".person-name").contains("bob"));
      alice.say("now we are among ourselves");
      bob.say("hello all");
      assertFalse(bob.timeline().contains("carol must not know"));
    }
  }

  @Test
  void aNameThatIsSomebodysInOnesOwnChatIsSaid() {
    Path home = folder.resolve("alice");
    try (TestApp alice = new TestApp(home, "alice")) {
      alice.click("#host");
      try (Chatter bob = Chatter.invited(link(alice), "bob")) {
        bob.say("bob", "hello", "general");
      }
      shows(alice, "hello");
      alice.click("#leaveButton");
      alice.type("#name", "bob");
      alice.click("#host");
      Fx.until("it is said", () -> alice.sees("#nameProblem"));
      assertTrue(alice.words("#nameProblem").getFirst().contains("Choose another one."));
      alice.type("#name", "alice");
      alice.click("#host");
      shows(alice, "hello");
      assertEquals(List.of("alice"), alice.words(".me-name"));
    }
  }
}
