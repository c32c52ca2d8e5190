package chat.parley.desktop.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.Picture;
import chat.parley.desktop.testing.TestApp;
import chat.parley.server.Server;
import java.nio.file.Path;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes every screen, light and dark, at three sizes; the pictures are for people to look at. */
class PicturesTest {
  private static final double[][] SIZES = {{380, 700}, {820, 620}, {1360, 880}};
  private static final String[] SIZE_NAMES = {"narrow", "middle", "wide"};

  @TempDir Path folder;

  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  /** Takes the window as it is now in all looks; it must have something to show in each. */
  private static void take(TestApp app, String name) {
    for (String look : new String[] {"light", "dark"}) {
      app.press(KeyCode.COMMA, true, false, false);
      ToggleButton button = app.find("#" + look, ToggleButton.class);
      Fx.run(button::fire);
      app.press(KeyCode.ESCAPE);
      Fx.until("nothing lies over the window", () -> !app.sees(".dialog"));
      takeAllSizes(app, name + "-" + look);
    }
  }

  private static void takeAllSizes(TestApp app, String name) {
    for (int i = 0; i < SIZES.length; i++) {
      double width = SIZES[i][0];
      double height = SIZES[i][1];
      Fx.run(() -> {
        app.stage().setWidth(width);
        app.stage().setHeight(height);
      });
      Fx.settle();
      Picture.take(app.scene(), name + "-" + SIZE_NAMES[i]);
      assertTrue(app.sees(".button"), "there is something to do");
    }
  }

  @Test
  void theFirstRun() {
    try (TestApp app = new TestApp(folder, "Ann")) {
      takeBoth(app, "welcome");
      app.type("#name", "a/b");
      app.type("#address", "ftp://somewhere");
      app.click("#host");
      app.type("#name", "Ann");
      app.click("#join");
      Fx.until("the problem is told", () -> app.sees(".problem"));
      takeBoth(app, "welcome-problem");
    }
  }

  private static void takeBoth(TestApp app, String name) {
    takeAllSizes(app, name + "-light");
  }

  @Test
  void anEmptyChat() {
    Server server = Chatter.server(folder.resolve("chat"), 0);
    try (TestApp app = new TestApp(folder, "Ann")) {
      join(app, server.port());
      Fx.until("it says that nothing is there", () -> app.sees(".blank-title"));
      take(app, "empty");
      app.press(KeyCode.COMMA, true, false, false);
      takeAllSizes(app, "settings");
      app.press(KeyCode.ESCAPE);
      app.press(KeyCode.F1);
      assertTrue(app.sees(".keys"), "the list of keys is there");
      takeAllSizes(app, "keys");
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
  void hosting() {
    try (TestApp app = new TestApp(folder, "Ann")) {
      app.click("#host");
      Fx.until("the link is shown", () -> app.sees("#link"));
      Fx.until("the address was checked", () -> app.sees("#checkText"));
      take(app, "host");
    }
  }

  private static void join(TestApp app, int port) {
    app.type("#address", "127.0.0.1:" + port);
    app.click("#join");
    Fx.until("the chat is open", () -> app.sees(".composer-input"));
  }
}
