package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.TestApp;
import chat.parley.server.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the list of rooms, one is where one went. */
class OpenRoomStaysTest {
  @TempDir Path folder;

  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  @Test
  void neitherNewRoomsNorASearchLeadAnywhereElse() {
    Server server = Chatter.server(folder.resolve("chat"), 0);
    try (Chatter bob = new Chatter(server.port());
        TestApp alice = new TestApp(folder, "alice")) {
      alice.type("#address", bob.address());
      alice.click("#join");
      Fx.until("the chat is open", () -> alice.sees(".composer-input"));
      Fx.until("it is connected", () -> alice.model().link().onlineProperty().get());
      alice.type("#finder", "kitchen");
      alice.press(KeyCode.ENTER);
      listed(alice, "kitchen");
      alice.press(KeyCode.UP, false, true, false);
      bob.say("bob", "a new room below", "zoo");
      listed(alice, "zoo");
      alice.press(KeyCode.DOWN, false, true, false);
      List<String> opened = new ArrayList<>();
      Fx.run(() -> alice.model().roomProperty().subscribe(room -> opened.add(room)));

      bob.say("bob", "a new room above", "attic");
      listed(alice, "attic");
      for (String search : List.of("a", "", "i", "nothing of the kind", "")) {
        alice.type("#finder", search);
        Fx.settle();
      }

      assertEquals(List.of("kitchen"), opened);
    } finally {
      server.close();
    }
  }

  private static void listed(TestApp app, String room) {
    Fx.until(
        room + " is listed",
        () -> app.model().rooms().all().stream().anyMatch(known -> known.room().equals(room)));
    Fx.settle();
  }
}
