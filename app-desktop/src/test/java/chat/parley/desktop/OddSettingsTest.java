package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.TestApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in the settings, the app starts. */
class OddSettingsTest {
  private static final String SERVER = "\"server\":\"http://127.0.0.1:1\"";

  @TempDir Path folder;

  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  private TestApp appWith(String settings) throws IOException {
    Path file = folder.resolve("desktop").resolve("settings.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, settings);
    return new TestApp(folder, "alice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"a/b\"," + SERVER + "}",
        "{\"name\":\"alice\",\"server\":\"\"}",
        "{\"name\":\"alice\",\"server\":\"not an address\"}",
        "{\"name\":\"alice\",\"server\":\"file:///etc/passwd\"}",
        "{\"name\":\"alice\",\"server\":\"http:///\"}",
        "{\"name\":\"alice\",\"server\":\"http://127.0.0.1:99999\"}"
      })
  void whereNoChatCanBeOpenedThereIsTheFirstScreen(String settings) throws IOException {
    try (TestApp app = appWith(settings)) {
      assertTrue(app.sees("#host"), "one can host");
      assertEquals("alice", app.text("#name"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"../../x y\""})
  void aRoomThatCannotBeIsNotOpened(String room) throws IOException {
    try (TestApp app =
        appWith(
            "{\"name\":\"alice\",%s,\"last_rooms\":{\"http://127.0.0.1:1\":%s}}"
                .formatted(SERVER, room))) {
      assertEquals("general", app.on(() -> app.model().roomProperty().get()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-7, 99_999})
  void aPortThatCannotBeIsNotUsed(int port) throws IOException {
    try (TestApp app =
        appWith("{\"name\":\"alice\",\"server\":\"own\",\"host_port\":%d}".formatted(port))) {
      app.click("#linkAction");
      Fx.until("the chat is hosted", () -> app.model().link().onlineProperty().get());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\":1e300,\"y\":-1e300,\"width\":1e12,\"height\":1e12,\"maximized\":false}",
        "{\"x\":-4000,\"y\":9000,\"width\":-5,\"height\":0,\"maximized\":false}"
      })
  void aWindowIsWhereItCanBeSeen(String window) throws IOException {
    try (TestApp app = appWith("{\"window\":%s}".formatted(window))) {
      Rectangle2D screen = app.on(() -> Screen.getPrimary().getVisualBounds());
      double width = app.on(app.stage()::getWidth);
      double height = app.on(app.stage()::getHeight);
      assertTrue(width >= 360 && width <= screen.getWidth(), () -> "so wide: " + width);
      assertTrue(height >= 420 && height <= screen.getHeight(), () -> "so high: " + height);
      assertTrue(
          screen.intersects(app.on(app.stage()::getX), app.on(app.stage()::getY), width, height),
          "it is on the screen");
    }
  }
}
