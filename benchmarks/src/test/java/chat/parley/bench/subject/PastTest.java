package chat.parley.bench.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.bench.load.Text;
import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastTest {
  @TempDir private Path folder;

  @Test
  void whatIsStoredBeforeTheStartIsReadAsIfItHadBeenSent() throws Exception {
    Past past = new Past(folder);
    assertEquals(300, past.fill("kitchen", 300, Text.USUAL, there -> {}).added());
    Past.Filled rest = past.fill("kitchen", 500, Text.USUAL, there -> {});
    assertEquals(200, rest.added(), "it goes on where it was");
    assertFalse(rest.ids().isEmpty());
    try (Server server =
        Server.start(ServerConfig.defaults(folder).withPort(0), Surroundings.real())) {
      assertEquals(
          IntStream.range(0, 500).mapToObj(Text.USUAL::of).toList(),
          new Archive(server.port(), People.guests()).texts("kitchen"));
    }
  }

  @Test
  void aRoomThatHasMoreIsNotTaken() {
    Past past = new Past(folder);
    past.fill("kitchen", 2, Text.USUAL, there -> {});
    assertThrows(
        IllegalStateException.class, () -> past.fill("kitchen", 1, Text.USUAL, there -> {}));
  }
}
