package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Club;
import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.TestApp;
import chat.parley.desktop.testing.WatchedWindows;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Coming in and going, in real windows with a server that knows people by name. */
@ExtendWith(WatchedWindows.class)
class WhoGetsInTest {
  @TempDir Path folder;

  private static void isIn(TestApp app) {
    Fx.until("the chat is open", () -> app.sees(".composer-input"));
  }

  private static void says(TestApp app, String selector, String words) {
    Fx.until(
        selector + " says " + words,
        () -> app.words(selector).stream().anyMatch(said -> said.contains(words)));
  }

  @Test
  void aLinkLetsInAndWhoComesBackIsInAtOnce() {
    try (Club club = new Club("invite").person("bob", "x")) {
      try (TestApp app = new TestApp(folder, "bob")) {
        app.type("#address", "http://" + club.address() + "/");
        app.click("#join");
        says(app, "#addressProblem", "by invitation");
        app.type("#address", club.link());
        app.click("#join");
        says(app, "#nameProblem", "has that name already");
        app.type("#name", "alice");
        app.click("#join");
        isIn(app);
        app.say("I am in");
      }
      try (TestApp app = new TestApp(folder, "bob")) {
        isIn(app);
        Fx.until("it is there", () -> app.timeline().contains("I am in"));
        assertEquals(List.of("alice"), app.words(".me-name"));
      }
    }
  }

  @Test
  void whereNamesHavePasswordsOneRegistersAndSignsInAgainWhenTheServerForgets() {
    try (Club club = new Club("accounts");
        TestApp app = new TestApp(folder, "alice")) {
      app.type("#address", club.address());
      app.click("#join");
      app.type("#password", "correct horse");
      app.click("#register");
      isIn(app);
      app.say("here");

      club.end("alice");
      says(app, "#linkText", "no longer knows you");
      app.say("kept");
      app.click("#linkAction");
      says(app, "#accountText", "What you wrote is kept.");
      app.type("#password", "wrong");
      app.click("#signIn");
      says(app, "#accountProblem", "do not go together");
      app.type("#password", "correct horse");
      app.click("#signIn");
      isIn(app);
      Fx.until("nothing is lost", () -> app.timeline().equals(List.of("here", "kept")));
      Fx.until("nothing waits", () -> app.waiting() == 0);
    }
  }

  @Test
  void signingOutAsksAndForgets() {
    try (Club club = new Club("accounts").person("alice", "correct horse");
        TestApp app = new TestApp(folder, "alice")) {
      app.type("#address", club.address());
      app.click("#join");
      app.type("#password", "correct horse");
      app.click("#signIn");
      isIn(app);
      app.press(KeyCode.COMMA, true, false, false);
      app.click("#signOut");
      app.click("#ask-stay");
      app.press(KeyCode.COMMA, true, false, false);
      app.click("#signOut");
      app.click("#ask-go");
      Fx.until("it is the first screen", () -> app.sees("#host"));
      assertTrue(club.requests().contains("POST /api/logout Bearer token-alice"));
    }
  }

  @Test
  void aGuestMakesTheirNameTheirsAndThenAPrivateRoom() {
    try (Club club = new Club("open");
        TestApp app = new TestApp(folder, "alice")) {
      app.type("#address", club.address());
      app.click("#join");
      isIn(app);
      makePrivate(app, "Surprise");
      says(app, "#problem", "You are a guest here");
      app.press(KeyCode.ESCAPE);
      app.press(KeyCode.COMMA, true, false, false);
      app.click("#claim");
      says(app, "#accountDone", "yours now");
      app.press(KeyCode.ESCAPE);
      makePrivate(app, "Surprise");
      Fx.until("it is open", () -> app.words("#roomName").contains("Surprise"));
      assertFalse(app.sees(".dialog"));
    }
  }

  private static void makePrivate(TestApp app, String title) {
    app.click("#newRoomButton");
    ToggleButton secret = app.find("#secret", ToggleButton.class);
    Fx.run(secret::fire);
    app.type(".dialog #name", title);
    app.click("#make");
  }

  @Test
  void inARoomPeopleComeAndGoAndMessagesAreTakenAway() {
    try (Club club = new Club("invite").person("bob", "x");
        TestApp app = new TestApp(folder, "alice")) {
      app.type("#address", club.link());
      app.click("#join");
      isIn(app);
      makePrivate(app, "Surprise");
      Fx.until("it is open", () -> app.words("#roomName").contains("Surprise"));
      app.click("#roomButton");
      app.type("#newcomer", "bob");
      app.click("#add");
      Fx.until("bob is listed", () -> app.words(".person-name").contains("bob"));
      String room = app.on(() -> app.model().roomProperty().get());
      var _ = club.say(room, "bob", "Oops");
      Fx.until("it is there", () -> app.timeline().contains("Oops"));
      Fx.run(() -> app.scene().lookup("#timeline").requestFocus());
      app.press(KeyCode.UP);
      app.press(KeyCode.DELETE);
      app.click("#ask-go");
      says(app, ".deleted-line", "This message was deleted.");
      club.role(room, "alice", "none");
      says(app, "#noticeText", "You are no longer in Surprise.");
      assertEquals(List.of("general"), app.words("#roomName"));
      assertFalse(app.words(".room-name").contains("Surprise"));
    }
  }
}
