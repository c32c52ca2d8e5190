package chat.parley.desktop.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.Club;
import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.Picture;
import chat.parley.desktop.testing.TestApp;
import chat.parley.server.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes every screen, light and dark, at three sizes; the pictures are for people to look at. */
class PicturesTest {
  private static final double[][] SIZES = {{380, 700}, {820, 620}, {1360, 880}};
  private static final List<String> LOOKS = List.of("light", "dark");
  private static final String[] SIZE_NAMES = {"narrow", "middle", "wide"};

  @TempDir Path folder;

  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  /** Takes the window as it is now in all looks; it must have something to show in each. */
  private static void take(TestApp app, String name) {
    for (String look : LOOKS) {
      look(app, look);
      takeAllSizes(app, name + "-" + look);
    }
  }

  private static void look(TestApp app, String look) {
    app.press(KeyCode.COMMA, true, false, false);
    ToggleButton button = app.find("#" + look, ToggleButton.class);
    Fx.run(button::fire);
    app.press(KeyCode.ESCAPE);
    Fx.until("nothing lies over the window", () -> !app.sees(".dialog"));
  }

  private static void size(TestApp app, double width, double height) {
    Fx.run(() -> {
      app.stage().setWidth(width);
      app.stage().setHeight(height);
    });
    Fx.settle();
  }

  private static void takeAllSizes(TestApp app, String name) {
    for (int i = 0; i < SIZES.length; i++) {
      size(app, SIZES[i][0], SIZES[i][1]);
      Picture.take(app.scene(), name + "-" + SIZE_NAMES[i]);
      assertTrue(app.sees(".button"), "there is something to do");
    }
  }

  @Test
  void theFirstRun() {
    try (TestApp app = new TestApp(folder, "Ann")) {
      take(app, "welcome");
      app.type("#name", "a/b");
      app.type("#address", "ftp://somewhere");
      app.click("#host");
      app.type("#name", "Ann");
      app.click("#join");
      Fx.until("the problem is told", () -> app.sees(".problem"));
      take(app, "welcome-problem");
    }
  }

  @Test
  void anEmptyChat() {
    Server server = Chatter.server(folder.resolve("chat"), 0);
    try (TestApp app = new TestApp(folder, "Ann")) {
      join(app, server.port());
      Fx.until("it says that nothing is there", () -> app.sees(".blank-title"));
      take(app, "empty");
      for (String look : LOOKS) {
        look(app, look);
        app.press(KeyCode.COMMA, true, false, false);
        takeAllSizes(app, "settings-" + look);
        app.press(KeyCode.ESCAPE);
        app.press(KeyCode.F1);
        assertTrue(app.sees(".keys"), "the list of keys is there");
        takeAllSizes(app, "keys-" + look);
        app.press(KeyCode.ESCAPE);
      }
    } finally {
      server.close();
    }
  }

  @Test
  void aBusyChatAndTheLossOfItsServer() {
    Server server = Chatter.server(folder.resolve("chat"), 0);
    try (TestApp app = new TestApp(folder, "Ann");
        Chatter others = new Chatter(server.port())) {
      Busy.fill(others);
      join(app, server.port());
      Fx.until("messages are shown", () -> app.sees(".bubble"));
      app.say("See you at **9:15** then! :tada:");
      others.say("Ben", "One more, in another room", "kitchen");
      Fx.until("it is counted", () -> app.sees(".count"));
      take(app, "busy");
      server.close();
      Fx.until("it is said", () -> app.sees(".link-bar"));
      app.say("This waits until the server is back.");
      app.say("And so does this.");
      take(app, "offline");
    } finally {
      server.close();
    }
  }

  @Test
  void comingIn() {
    try (Club club = new Club("accounts");
        TestApp app = new TestApp(folder, "Ann")) {
      app.type("#address", club.address());
      app.click("#join");
      Fx.until("a password is asked for", () -> app.sees("#password"));
      take(app, "sign-in");
    }
    try (Club club = new Club("invite").person("Ann", "x");
        TestApp app = new TestApp(folder.resolve("second"), "Ann")) {
      app.type("#address", club.link());
      app.click("#join");
      Fx.until("the name is taken", () -> app.sees("#nameProblem"));
      take(app, "name-taken");
    }
  }

  @Test
  void roomsOfOnesOwn() {
    try (Club club = new Club("invite").person("Ben", "x").person("Dana", "x").person("Efe", "x");
        TestApp app = new TestApp(folder, "Ann")) {
      app.type("#address", club.link());
      app.click("#join");
      Fx.until("the chat is open", () -> app.sees(".composer-input"));
      String room =
          club.room("Surprise for Carol", "Saturday at three, in the garden", "Ben", "Dana", "Efe");
      var _ = club.room("Budget", "", "Ben");
      club.role(room, "Ann", "owner");
      Fx.until("it is listed", () -> app.words(".room-name").contains("Surprise for Carol"));
      Fx.run(() -> app.model().open(room));
      say(club, room);
      app.say("I bring the cake.");
      app.click("#roomButton");
      Fx.until("people are listed", () -> app.words(".person-name").size() == 5);
      take(app, "room");
      app.click("#edit");
      take(app, "room-edit");
      app.click("#roomButton");
      take(app, "room-closed");
      for (String look : LOOKS) {
        look(app, look);
        app.click("#newRoomButton");
        ToggleButton secret = app.find("#secret", ToggleButton.class);
        Fx.run(secret::fire);
        app.click("#make");
        takeAllSizes(app, "new-room-" + look);
        app.press(KeyCode.ESCAPE);
        app.press(KeyCode.COMMA, true, false, false);
        takeAllSizes(app, "settings-account-" + look);
        app.press(KeyCode.ESCAPE);
      }
      club.end("Ann");
      Fx.until("it is told", () -> app.sees("#linkAction"));
      take(app, "signed-out");
    }
  }

  private static void say(Club club, String room) {
    var _ = club.say(room, "Ben", "She does not know yet. Please do not write of it in *general*.");
    var _ = club.say(room, "Dana", "My lips are sealed :zipper_mouth_face:");
    UUID wrong = club.say(room, "Dana", "Carol, are you there?");
    club.delete(wrong, "Dana");
    var _ = club.say(room, "Gast", "May I come, too?");
  }

  @Test
  void hosting() {
    try (TestApp app = new TestApp(folder, "Ann")) {
      app.click("#host");
      Fx.until("the link is shown", () -> app.sees("#link"));
      Fx.until("the address was checked", () -> app.sees("#checkText"));
      assertTrue(link(app).contains("#join="));
      take(app, "host");
    }
  }

  @Test
  void theTwoOfTheReadme() {
    try (TestApp ann = new TestApp(folder.resolve("ann"), "Ann");
        TestApp ben = new TestApp(folder.resolve("ben"), "Ben");
        TestApp dana = new TestApp(folder.resolve("dana"), "Dana")) {
      ann.click("#host");
      String link = link(ann);
      join(ben, link);
      join(dana, link);
      Fx.until("both are listed", () -> ann.words(".person-name").size() == 2);
      try (Chatter others = Chatter.invited(link, "Efe")) {
        others.say("Efe", "Who has the key of the lab?", "kitchen");
        others.say("Efe", "Slides: http://192.168.1.7:9000/slides.pdf", "questions");
      }
      ann.say("Good morning! We start at **9:15**. Until then, please run `./mvnw verify` once.");
      talk(ben, ann, "It says `JAVA_HOME is not set`, what do I do?");
      ann.say("Nothing: it finds the JDK by itself. Which one do you have?");
      talk(ben, ann, "25 :white_check_mark:");
      talk(dana, ann, "Here is what I see:\n```\nBUILD SUCCESS\nTotal time: 17 s\n```");
      talk(dana, ann, ":tada:");
      look(ann, "light");
      size(ann, 1180, 760);
      Picture.take(ann.scene(), "readme-light");
      ann.closeWindow();
      takeAllSizes(ann, "question-light");
      ann.click("#ask-stay");
      size(ann, 1180, 760);
      ann.click("#stop");
      Fx.until("it is said", () -> ben.sees(".link-bar"));
      ben.say("See you at 9:15 then!");
      look(ben, "dark");
      size(ben, 1180, 760);
      Picture.take(ben.scene(), "readme-dark");
    }
  }

  private static void talk(TestApp who, TestApp listener, String text) {
    int before = listener.timeline().size();
    who.say(text);
    Fx.until("it is heard", () -> listener.timeline().size() > before);
  }

  private static String link(TestApp host) {
    TextField field = host.find("#link", TextField.class);
    Fx.until("there is an invitation", () -> field.getText().contains("#join="));
    return host.on(field::getText);
  }

  private static void join(TestApp app, int port) {
    join(app, "127.0.0.1:" + port);
  }

  private static void join(TestApp app, String address) {
    app.type("#address", address);
    app.click("#join");
    Fx.until("the chat is open", () -> app.sees(".composer-input"));
  }
}
