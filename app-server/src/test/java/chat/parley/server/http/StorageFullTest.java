package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageFullTest {
  private static final String TEXT = "x".repeat(16_000);

  @TempDir private Path data;
  private TestServer server;
  private final List<String> stored = new ArrayList<>();

  @BeforeEach
  void start() {
    server = withMebibytes(1);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestServer withMebibytes(int mebibytes) {
    var capacity = new ServerConfig.Capacity(100, 100, 10, mebibytes);
    return TestServer.with(ServerConfig.defaults(data).withCapacity(capacity));
  }

  /** Sends until there is no room for one more; gives the refusal. */
  private Reply fill() {
    for (int i = 0; i < 200; i++) {
      Reply reply = Await.result(server.sending("alice", i + TEXT, "kitchen"));
      if (reply.status() != 200) {
        return reply;
      }
      stored.add(reply.text("message_id"));
    }
    throw new AssertionError("A mebibyte took more than three");
  }

  private List<String> inTheHistory() {
    return server
        .get("/api/history?room=kitchen&limit=100")
        .expect(200)
        .json()
        .path("messages")
        .valueStream()
        .map(message -> message.path("id").asText())
        .toList();
  }

  @Test
  void refusesToSendAndGoesOnReading() {
    String cursor = server.cursor();
    CompletableFuture<Reply> waiting = server.park("client_id=bob&room=attic&timeout=5");
    Reply refused = fill().expectRefusal(503, "storage_full");

    assertTrue(Integer.parseInt(String.valueOf(refused.header("Retry-After"))) > 0);
    assertFalse(stored.isEmpty());
    assertEquals(stored, inTheHistory());
    String query = "client_id=alice&room=kitchen&limit=500&cursor=" + cursor;
    assertEquals(stored.size(), server.pollNow(query).texts().size());
    CompletableFuture<Reply> first = server.park("client_id=carol&room=kitchen&timeout=5", 1);
    server.advancePast(Duration.ofSeconds(5));
    assertEquals("timeout", Await.result(waiting).expect(200).text("status"));
    assertEquals("timeout", Await.result(first).expect(200).text("status"));
  }

  @Test
  void acknowledgesAgainWhatWasStoredBefore() {
    String once =
        """
        {"sender":"alice","text":"once","room":"kitchen",\
        "client_message_id":"0b2d0f6e-6f0a-4a39-9b53-2b1a8d9f0c11"}\
        """;
    String id = server.post("/api/send", once).expect(200).text("message_id");
    fill();

    for (int i = 0; i < 20; i++) {
      List<CompletableFuture<Reply>> refused = new ArrayList<>();
      List<CompletableFuture<Reply>> again = new ArrayList<>();
      for (int j = 0; j < 4; j++) { // in one commit with what fails, now and then
        refused.add(server.sending("bob", TEXT, "kitchen"));
        again.add(
            CompletableFuture.supplyAsync(() -> server.post("/api/send", once), Await.THREADS));
      }
      for (CompletableFuture<Reply> repetition : again) {
        assertEquals(id, Await.result(repetition).expect(200).text("message_id"));
      }
      refused.forEach(reply -> Await.result(reply).expectRefusal(503, "storage_full"));
    }
  }

  @Test
  void saysSoToWhoWatchesIt() {
    fill();
    Reply health = server.get("/health").expect(503);
    Reply ready = server.get("/health/ready").expect(503);

    assertEquals("unhealthy", health.text("status"));
    assertFalse(health.text("reason").isBlank());
    assertEquals("unready", ready.text("status"));
    assertFalse(ready.text("reason").isBlank());
    server.get("/health/live").expect(200);
    server.get("/api/stats").expect(200);
  }

  @Test
  void hasLostNothingWhenItIsGivenMoreRoom() {
    fill();
    server.close();
    server = withMebibytes(0);

    assertEquals(stored, inTheHistory());
    stored.add(server.send("alice", TEXT, "kitchen").text("message_id"));
    assertEquals(stored, inTheHistory());
  }

  @Test
  void recoversByItselfWhenThereIsRoomAgain() throws SQLException {
    server.close();
    otherwise(
        "CREATE TABLE ballast (content BLOB)", "INSERT INTO ballast VALUES (zeroblob(500000))");
    server = withMebibytes(1);
    fill();
    otherwise("DROP TABLE ballast");

    Await.until("it is healthy again", () -> server.get("/health").status() == 200);
    stored.add(server.send("alice", TEXT, "kitchen").text("message_id"));
    assertEquals(stored, inTheHistory());
  }

  /** Writes to the database from outside. */
  private void otherwise(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("parley.db"));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
