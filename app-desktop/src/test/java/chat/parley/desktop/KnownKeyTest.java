package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.Picture;
import chat.parley.desktop.testing.TestApp;
import chat.parley.desktop.ui.main.MainViewModel;
import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person who joins by a link with a pin, and what they see when the key is another one. */
class KnownKeyTest {
  @TempDir Path folder;
  private Server server;

  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  @BeforeEach
  void start() throws Exception {
    server = serve(0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Server serve(int port) throws Exception {
    return Server.start(
        ServerConfig.defaults(folder.resolve("theirs"))
            .withPort(port)
            .withTls(ServerConfig.Tls.AUTO),
        Surroundings.real());
  }

  private void serveWithAnotherKey() throws Exception {
    int port = server.port();
    server.close();
    Files.delete(folder.resolve("theirs").resolve("tls-key.pem"));
    server = serve(port);
  }

  private String address() {
    return "127.0.0.1:" + server.port();
  }

  private String link() {
    return "https://" + address() + "/#pin=" + server.pin();
  }

  private static void join(TestApp app, String link) {
    app.type("#address", link);
    app.click("#join");
  }

  private static void awaitOnline(TestApp app) {
    Fx.until("it is online", () -> app.model().link().onlineProperty().get());
  }

  private void assertRefused(TestApp app, String words) {
    Fx.until("it is said", () -> app.sees("#addressProblem"));
    assertTrue(
        app.words("#addressProblem").getFirst().replace("\n", " ").contains(words),
        () -> "what is said: " + app.words("#addressProblem"));
  }

  @Test
  void theChatStopsAtAnotherKeyAlsoAfterARestartAndGoesOnByANewLink() throws Exception {
    try (TestApp app = new TestApp(folder, "alice")) {
      join(app, "https://" + address());
      assertRefused(app, "Nobody that this computer trusts");
      join(app, link());
      Fx.until("the chat is open", () -> app.sees(".composer-input"));
      awaitOnline(app);
      app.say("hello");
      Fx.until("it has come", () -> app.waiting() == 0);

      serveWithAnotherKey();
      Fx.until("it is said", () -> app.sees(".link-bar"));
      Fx.until("it has stopped", () -> linkText(app).contains("another key than before"));
      assertTrue(linkText(app).contains(address()), linkText(app));
      app.say("only for friends");
      Fx.until("it waits", () -> app.waiting() == 1);
      pictures(app);
    }
    try (TestApp app = new TestApp(folder, "alice")) {
      Fx.until("it has stopped", () -> linkText(app).contains("another key than before"));
      app.click("#leaveButton");
      join(app, "http://" + address());
      assertRefused(app, "shows another key than the one that is known");
      assertEquals(List.of(), server.clients(), "nobody has asked it anything");
      join(app, link());
      Fx.until("the chat is open", () -> app.sees(".composer-input"));
      awaitOnline(app);
      Fx.until("what waited has come: it has the same messages", () -> app.waiting() == 0);
    }
  }

  private static String linkText(TestApp app) {
    MainViewModel model = app.model();
    return Fx.get(() -> model.link().textProperty().get());
  }

  private static void pictures(TestApp app) {
    for (double width : new double[] {360, 640, 1040}) {
      Fx.run(() -> app.stage().setWidth(width));
      Fx.settle();
      Picture.take(app.scene(), "other-key-" + (int) width);
    }
  }
}
