package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.TestApp;
import chat.parley.desktop.testing.Watchdog;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.server.Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do, from the first run on, in real windows with a real server. */
class JourneyTest {
  @TempDir Path folder;
  private Watchdog watchdog;

  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  @BeforeEach
  void watch() {
    watchdog = Watchdog.start();
  }

  @AfterEach
  void nothingHeldTheWindowUp() {
    assertEquals(List.of(), watchdog.stop(), "what blocked the toolkit's thread");
  }

  private static String link(TestApp host) {
    return host.on(host.find("#link", TextField.class)::getText);
  }

  private static int port(TestApp host) {
    return URI.create(link(host)).getPort();
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
      try (Chatter carol = new Chatter(port(alice))) {
        carol.say("carol", "hello from a terminal", "general");
      }
      shows(alice, "hello from a terminal");
      shows(bob, "hello from a terminal");
      try (Chatter dana = new Chatter(port(alice))) {
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

      try (Chatter carol = new Chatter(before)) {
        Replies.History history = carol.history("general", 100);
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
      assertEquals(List.of("mine", "for those who were here before"), alice.timeline());
      assertEquals(1, carol.history("general", 10).messages().size());
    } finally {
      stranger.close();
    }
  }
}
