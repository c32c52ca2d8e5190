package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.OddServer;
import chat.parley.desktop.testing.TestApp;
import chat.parley.desktop.testing.WatchedWindows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Servers that say what no server should: the window stands, and says what is wrong. */
@ExtendWith(WatchedWindows.class)
class StrangeServerTest {
  private static final String RIGHT_TO_LEFT =
      "مرحبا بالجميع، هل يعمل كل شيء؟ שלום לכולם ".repeat(8);

  @TempDir Path folder;

  private static void join(TestApp app, OddServer server) {
    app.type("#address", server.address());
    app.click("#join");
    Fx.until("the chat is open", () -> app.sees(".composer-input"));
  }

  private static void inAllSizes(TestApp app) {
    for (double width : new double[] {1040, 640, 360}) {
      Fx.run(() -> app.stage().setWidth(width));
      Fx.settle();
    }
    Fx.run(() -> app.stage().setWidth(1040));
    Fx.settle();
  }

  /** Refuses everything, in words of another script. */
  private static final class Refusing extends OddServer {
    @Override
    protected void answer(String path, OutputStream out) throws IOException {
      if (path.startsWith("/api/poll") || path.startsWith("/api/send")) {
        say(
            out,
            path.startsWith("/api/poll") ? 503 : 403,
            Map.of("status", "error", "code", "internal", "detail", RIGHT_TO_LEFT));
      } else {
        super.answer(path, out);
      }
    }
  }

  @Test
  void whatAServerRefusesWithIsShownInAnyScript() {
    try (OddServer server = new Refusing().room("غ".repeat(64));
        TestApp app = new TestApp(folder, "alice")) {
      join(app, server);
      app.say("hello");
      Fx.until("it is said why not", () -> app.sees(".failure"));
      inAllSizes(app);
      assertTrue(
          app.words(".failure").getFirst().replace("\n", "").contains("שלום לכולם"),
          () -> "what the server said is there: " + app.words(".failure"));
    }
  }

  @Test
  void aServerThatShutsAPersonOutIsQuotedInAnyScript() {
    try (OddServer server =
            new OddServer() {
              @Override
              protected void answer(String path, OutputStream out) throws IOException {
                if (path.startsWith("/api/poll")) {
                  say(
                      out,
                      403,
                      Map.of("status", "error", "code", "forbidden", "detail", RIGHT_TO_LEFT));
                } else {
                  super.answer(path, out);
                }
              }
            };
        TestApp app = new TestApp(folder, "alice")) {
      join(app, server);
      Fx.until("it is said", () -> app.sees(".link-bar"));
      inAllSizes(app);
    }
  }

  @Test
  void aRoomOfAnyScriptCanBeWrittenIn() {
    String room = "غرفة-الاجتماعات-الكبيرة-في-الطابق-الثاني-من-المبنى-القديم-هناك";
    try (OddServer server = new OddServer().room(room);
        TestApp app = new TestApp(folder, "alice")) {
      join(app, server);
      Fx.run(() -> app.model().open(room));
      Fx.run(() -> app.stage().setHeight(420));
      inAllSizes(app);
      app.type("#finder", "\u05D0 ".repeat(60));
      app.press(KeyCode.ENTER);
      assertTrue(app.sees("#finderProblem"));
      inAllSizes(app);
    }
  }

  @Test
  void aMessageLongerThanAnyServerTakesIsNotTakenEither() {
    try (OddServer server = new OddServer().message("bob", "אב ".repeat(20_000));
        TestApp app = new TestApp(folder, "alice")) {
      join(app, server);
      Fx.until("it is said", () -> app.sees(".link-bar"));
      assertTrue(app.words("#linkText").getFirst().contains("something else than Parley"));
      assertEquals(List.of(), app.timeline());
    }
  }

  @Test
  void timesFarFromNowAreShown() {
    try (OddServer server =
            new OddServer()
                .message("general", "bob", "long ago", -9_000_000_000_000_000L)
                .message("general", "bob", "before", -5)
                .message("general", "bob", "in time", 9_000_000_000_000_000L);
        TestApp app = new TestApp(folder, "alice")) {
      join(app, server);
      Fx.until("all are shown", () -> app.words(".time").size() == 3);
    }
  }

  @Test
  void aServerThatAnswersAfterTheWindowWasClosedOpensNothing() {
    CountDownLatch answers = new CountDownLatch(1);
    try (OddServer server =
            new OddServer() {
              @Override
              protected void answer(String path, OutputStream out) throws IOException {
                if (path.startsWith("/health")) {
                  until(answers);
                }
                super.answer(path, out);
              }
            };
        TestApp app = new TestApp(folder, "alice")) {
      app.type("#address", server.address());
      app.click("#join");
      app.closeWindow();
      Fx.until("it is over", app::hasQuit);
      answers.countDown();
      Fx.until("the attempt has ended", () -> !app.sees("#busy"));
      assertFalse(app.sees(".composer-input"), "a chat was opened with its files closed");
    }
  }
}
