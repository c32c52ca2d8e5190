package chat.parley.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.ClientId;
import chat.parley.model.SenderName;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is connected, as the one who runs the server sees it. */
class ClientsTest {
  private static final ClientId ANN = ClientId.named(SenderName.of("Ann Lée"), "x1");

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = TestServer.on(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void areListedWithWhereTheyAreAndWhetherTheyPollNow() {
    Instant start = server.now();
    CompletableFuture<Reply> ann =
        server.park("timeout=60&client_id=" + TestServer.encoded(ANN.value()));
    CompletableFuture<Reply> bob = server.park("client_id=bob&timeout=5", 1);
    Client annNow = new Client(ANN, "127.0.0.1", true, start);
    assertEquals(
        List.of(new Client(ClientId.of("bob"), "127.0.0.1", true, start), annNow),
        server.clients());

    server.advancePast(Duration.ofSeconds(5));
    Await.result(bob);
    server.advance(Duration.ofSeconds(1));
    Instant answered = start.plusMillis(5_100);
    assertEquals(
        List.of(new Client(ClientId.of("bob"), "127.0.0.1", false, answered), annNow),
        server.clients());
    assertEquals("Ann Lée", server.clients().get(1).id().displayName());

    server.advance(Duration.ofMinutes(1));
    Await.result(ann);
    assertEquals(List.of(ANN), server.clients().stream().map(Client::id).toList());
  }

  @Test
  void canBeDisconnectedWhateverNameTheirIdHolds() {
    CompletableFuture<Reply> ann = server.park("client_id=" + TestServer.encoded(ANN.value()));
    server.delete("/api/client/" + TestServer.encoded(ANN.value())).expect(200);
    Await.result(ann).expect(410);

    assertEquals(List.of(), server.clients());
  }

  @Test
  void areAListThatNobodyChanges() {
    List<Client> clients = server.clients();
    assertThrows(UnsupportedOperationException.class, clients::clear);
  }

  @Test
  void knowTheirOwnServerByItsCursors(@TempDir Path elsewhere) {
    try (TestServer other = TestServer.on(elsewhere)) {
      assertTrue(server.isOwn(server.cursor()));
      assertFalse(server.isOwn(other.cursor()));
      assertFalse(server.isOwn(""));
    }
  }
}
