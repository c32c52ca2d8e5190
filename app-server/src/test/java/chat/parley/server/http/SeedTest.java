package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration that the protocol comes from: its five methods and its client's loop. */
class SeedTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir private Path data;
  private volatile TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.on(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void oneAMessageAnswersTheRequestThatHangs() {
    CompletableFuture<Reply> poll = server.park("client_id=test_user&room=general&timeout=25");
    server
        .post(
            "/api/send",
            """
            {
                "sender": "alice",
                "text": "Hello from terminal!",
                "room": "general"
              }\
            """,
            "Content-Type",
            "application/json")
        .expect(200);

    Reply reply = Await.result(poll).expect(200);
    assertEquals("success", reply.text("status"));
    assertFalse(reply.json().path("timeout").asBoolean(true));
    assertEquals(List.of("Hello from terminal!"), reply.texts());
  }

  @Test
  void twoSeveralClientsGetItAtOnce() {
    CompletableFuture<Reply> alice = server.park("client_id=alice&room=general&timeout=30");
    CompletableFuture<Reply> bob = server.park("client_id=bob&room=general&timeout=30", 1);
    server.send("charlie", "Message to everyone!", "general");

    assertEquals(List.of("Message to everyone!"), Await.result(alice).expect(200).texts());
    assertEquals(List.of("Message to everyone!"), Await.result(bob).expect(200).texts());
  }

  @Test
  void threeOnlyTheRoomItWasSentToGetsIt() {
    CompletableFuture<Reply> developer = server.park("client_id=developer&room=dev&timeout=30");
    CompletableFuture<Reply> user = server.park("client_id=user&room=general&timeout=30", 1);
    server.send("admin", "Dev team meeting in 5 minutes", "dev");

    assertEquals(List.of("Dev team meeting in 5 minutes"), Await.result(developer).texts());
    server.advancePast(Duration.ofSeconds(30));
    assertEquals(List.of(), Await.result(user).texts());
  }

  @Test
  void fourNothingComesWithinTheTime() {
    CompletableFuture<Reply> poll = server.park("client_id=test&timeout=10");
    server.advancePast(Duration.ofSeconds(10));
    Reply reply = Await.result(poll).expect(200);

    assertEquals("[]", reply.json().path("messages").toString());
    assertEquals("timeout", reply.text("status"));
    assertTrue(reply.json().path("timeout").asBoolean());
  }

  @Test
  void fiveManyWaitAndAllAreAnswered() {
    List<CompletableFuture<Reply>> polls =
        IntStream.rangeClosed(1, 5)
            .mapToObj(i -> server.poll("client_id=user_" + i + "&timeout=30"))
            .toList();
    server.awaitWaiting(5);
    server.send("broadcaster", "Message to all 5 clients!", "general");

    polls.forEach(
        poll -> assertEquals(List.of("Message to all 5 clients!"), Await.result(poll).texts()));
  }

  @Test
  void itsAdviceOnTroubleWorks() {
    server
        .post(
            "/api/send",
            "{\"sender\": \"test\", \"text\": \"test\", \"room\": \"general\"}",
            "Content-Type",
            FORM)
        .expect(200);
    CompletableFuture<Reply> poll = server.park("client_id=problematic_client_id");

    assertEquals(1, server.get("/api/stats").json().path("active_clients").asInt());
    server.delete("/api/client/problematic_client_id").expect(200);
    Await.result(poll).expectRefusal(410, "disconnected");
    assertEquals(List.of("test"), server.get("/api/history?room=general&limit=10").texts());
    assertEquals("healthy", server.get("/health").expect(200).text("status"));
  }

  @Test
  void itsLoopWithoutACursorLosesNothingOverARestart() {
    int messages = 60;
    CompletableFuture<List<String>> seen =
        CompletableFuture.supplyAsync(() -> pollUntilSeen("m" + messages), Await.THREADS);
    server.awaitWaiting(1);
    for (int i = 1; i <= messages; i++) {
      if (i % 10 == 0) {
        server.stop();
        server = TestServer.on(data);
      }
      server.send("bob", "m" + i, "kitchen");
    }

    assertEquals(
        IntStream.rangeClosed(1, messages).mapToObj(i -> "m" + i).toList(),
        Await.result(seen).stream().distinct().toList());
  }

  /** The loop: poll, take the messages, poll again, with nothing but the client's id. */
  private List<String> pollUntilSeen(String last) {
    List<String> seen = new ArrayList<>();
    while (!seen.contains(last)) {
      try {
        Reply reply = server.poll("client_id=alice&room=kitchen").get(1, TimeUnit.SECONDS);
        if (reply.status() == 200) {
          seen.addAll(reply.texts());
        }
      } catch (ExecutionException | TimeoutException e) {
        Thread.onSpinWait(); // the server was not there for a moment, or went away meanwhile
      } catch (InterruptedException e) {
        throw new CompletionException(e);
      }
    }
    return seen;
  }
}
