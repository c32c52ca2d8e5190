package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that stops. */
class DrainTest {
  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.on(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersTwoHundredPollsAndEndsWithinThreeSeconds() {
    List<CompletableFuture<Reply>> polls =
        IntStream.range(0, 200).mapToObj(i -> server.poll("client_id=c" + i)).toList();
    server.awaitWaiting(200);
    String cursor = server.cursor();
    long begun = System.nanoTime();
    server.stop();
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);

    assertTrue(taken.compareTo(Duration.ofSeconds(3)) < 0, taken.toString());
    List<Reply> replies = polls.stream().map(Await::result).toList();
    for (Reply reply : replies) {
      assertEquals("timeout", reply.expect(200).text("status"));
      assertEquals(cursor, reply.cursor());
      int pause = reply.json().path("retry_after_ms").asInt(-1);
      assertTrue(pause >= 500 && pause <= 5_000, reply.body());
    }
    long pauses =
        replies.stream()
            .map(reply -> reply.json().path("retry_after_ms").asInt())
            .distinct()
            .count();
    assertTrue(pauses > 100, "The times to come back are spread: " + pauses);
  }

  @Test
  void givesACursorFromWhichItsSuccessorGoesOn() {
    CompletableFuture<Reply> poll = server.park("client_id=alice&room=kitchen");
    server.stop();
    Reply last = Await.result(poll).expect(200);
    server.close();
    start();
    server.send("bob", "Good morning", "kitchen");

    String query = "client_id=alice&room=kitchen&cursor=" + last.cursor();
    assertEquals(List.of("Good morning"), server.pollNow(query).texts());
  }

  @Test
  void storesWhatWasUnderWayAndRefusesWhatComesThen() throws Exception {
    var document = new OpenApiDocument(server.get("/openapi.json").expect(200).json());
    String cursor = server.cursor();
    server.post("/api/send", once("early")).expect(200);
    CompletableFuture<Reply> parked = server.park("client_id=alice&room=attic");
    CompletableFuture<Void> stopped;
    CompletableFuture<Reply> underWay;
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("parley.db"));
        Statement lock = connection.createStatement()) {
      lock.execute("BEGIN IMMEDIATE"); // nothing can be stored until this ends
      underWay = server.sending("alice", "under way", "kitchen");
      Await.until("the writer has the message", DrainTest::writerIsBusy);
      stopped = CompletableFuture.runAsync(server::stop, Await.THREADS);
      Await.result(parked).expect(200);

      Reply refused = Await.result(server.sending("alice", "too late", "kitchen"));
      refused.expectRefusal(503, "draining");
      document.check(new OpenApiDocument.Operation("POST", "/api/send"), refused);
      assertTrue(Integer.parseInt(String.valueOf(refused.header("Retry-After"))) > 0);
      assertTrue(server.post("/api/send", once("early")).expect(200).json().has("duplicate"));
      Reply poll = server.pollNow("client_id=bob&room=attic&cursor=" + server.cursor());
      assertTrue(poll.json().has("retry_after_ms"), poll.body());
      assertEquals(
          List.of("early"), server.pollNow("client_id=bob&room=kitchen&cursor=" + cursor).texts());
      assertEquals("unready", server.get("/health/ready").expect(503).text("status"));
      server.get("/health/live").expect(200);
      lock.execute("ROLLBACK");
    }
    Await.result(underWay).expect(200);
    Await.result(stopped);
    server.close();
    start();
    assertEquals(List.of("early", "under way"), server.get("/api/history?room=kitchen").texts());
  }

  private static boolean writerIsBusy() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().equals("log-writer"))
        .flatMap(entry -> Arrays.stream(entry.getValue()))
        .anyMatch(frame -> frame.getMethodName().equals("commit"));
  }

  private static String once(String text) {
    return "{\"sender\":\"alice\",\"text\":\"%s\",\"room\":\"kitchen\",\"client_message_id\":\"%s\"}"
        .formatted(text, "4f9c2a1e-7b3d-4c58-9e06-d1a7f3b8c245");
  }
}
