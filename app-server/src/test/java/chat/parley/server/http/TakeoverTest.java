package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls that end because of another request of, or about, their client. */
class TakeoverTest {
  private static final String ALICE = "client_id=alice&room=kitchen&timeout=60";

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
  void theNewerOfTwoPollsStays() {
    CompletableFuture<Reply> older = server.park(ALICE);
    CompletableFuture<Reply> newer = server.poll(ALICE);

    Await.result(older).expectRefusal(409, "superseded");
    server.awaitWaiting(1);
    server.send("bob", "Hello", "kitchen");
    assertEquals(List.of("Hello"), Await.result(newer).texts());
  }

  @Test
  void theOrderOfTheRoomsMakesNoDifference() {
    CompletableFuture<Reply> older = server.park("client_id=alice&room=kitchen&room=attic");
    CompletableFuture<Reply> newer = server.poll("client_id=alice&room=attic&room=kitchen");

    Await.result(older).expectRefusal(409, "superseded");
    server.awaitWaiting(1);
    assertFalse(newer.isDone());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_id=bob&room=kitchen",
        "client_id=alice&room=attic",
        "client_id=alice&room=attic&room=kitchen",
        "client_id=alice&room=*"
      })
  void otherClientsAndOtherRoomsAreLeftAlone(String query) {
    CompletableFuture<Reply> older = server.park("client_id=alice&room=kitchen");
    CompletableFuture<Reply> newer = server.park(query, 1);

    assertFalse(older.isDone());
    assertFalse(newer.isDone());
  }

  @Test
  void fromTheThirdInTenSecondsOnTheRefusalIsHeldForTwoSeconds() {
    CompletableFuture<Reply> fiveSeconds = server.park("client_id=bob&timeout=5");
    server.advance(Duration.ofMillis(3_100));
    CompletableFuture<Reply> first = server.park(ALICE, 1);
    CompletableFuture<Reply> second = server.poll(ALICE);
    Await.result(first).expectRefusal(409, "superseded");
    server.awaitWaiting(2);
    CompletableFuture<Reply> third = server.poll(ALICE);
    Await.result(second).expectRefusal(409, "superseded");
    server.awaitWaiting(2);
    CompletableFuture<Reply> fourth = server.poll(ALICE);
    server.awaitWaiting(3);

    server.advance(Duration.ofSeconds(2)); // now the five seconds are over by a tick
    Await.result(fiveSeconds).expect(200);
    assertFalse(third.isDone());
    server.advance(TestServer.TICK);
    Await.result(third).expectRefusal(409, "superseded");
    assertFalse(fourth.isDone());
  }

  @Test
  void tenSecondsLaterTheRefusalIsNotHeldAnyMore() {
    CompletableFuture<Reply> first = server.park(ALICE);
    CompletableFuture<Reply> second = server.poll(ALICE);
    Await.result(first);
    server.awaitWaiting(1);
    CompletableFuture<Reply> third = server.poll(ALICE);
    Await.result(second);
    server.awaitWaiting(1);
    server.advance(Duration.ofSeconds(10));
    CompletableFuture<Reply> fourth = server.poll(ALICE);

    Await.result(third).expectRefusal(409, "superseded");
    server.awaitWaiting(1);
    assertFalse(fourth.isDone());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/client/alice", "/api/client?client_id=alice"})
  void disconnectingAClientEndsItsPolls(String path) {
    CompletableFuture<Reply> kitchen = server.park("client_id=alice&room=kitchen");
    CompletableFuture<Reply> all = server.park("client_id=alice&room=*", 1);
    CompletableFuture<Reply> bob = server.park("client_id=bob&room=kitchen", 2);
    Reply reply = server.delete(path).expect(200);

    assertEquals("{\"status\":\"disconnected\",\"client_id\":\"alice\"}", reply.body());
    Await.result(kitchen).expectRefusal(410, "disconnected");
    Await.result(all).expectRefusal(410, "disconnected");
    assertFalse(bob.isDone());
    server.delete(path).expectRefusal(404, "client_unknown", "client_id");
  }

  @Test
  void aClientIsKnownForAMinuteAfterItsLastPoll() {
    String cursor = server.cursor(); // with a cursor no place is kept, by which it would be known
    CompletableFuture<Reply> alice = server.park(ALICE + "&cursor=" + cursor);
    CompletableFuture<Reply> bob = server.park("client_id=bob&room=kitchen&cursor=" + cursor, 1);
    server.send("carol", "Hello", "kitchen");
    Await.result(alice);
    Await.result(bob);

    server.advance(Duration.ofMillis(59_999));
    server.delete("/api/client/alice").expect(200);
    server.advance(Duration.ofMillis(1));
    server.delete("/api/client/bob").expectRefusal(404, "client_unknown", "client_id");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/client/nobody, 404, client_unknown",
    "/api/client?client_id=nobody, 404, client_unknown",
    "/api/client, 422, missing",
    "/api/client?client_id=, 422, missing",
    "/api/client?client_id=a&client_id=b, 422, malformed",
    "/api/client?client_id=a%20b, 422, malformed",
    "/api/client/a%20b, 422, malformed",
    "/api/client/%C3%A9, 422, malformed"
  })
  void disconnectingNeedsAClientThatIsThere(String path, int status, String code) {
    server.delete(path).expectRefusal(status, code, "client_id");
  }

  @Test
  void aClientIdHasAtMost128Characters() {
    for (String path : List.of("/api/client/", "/api/client?client_id=")) {
      server.delete(path + "a".repeat(128)).expectRefusal(404, "client_unknown", "client_id");
      server.delete(path + "a".repeat(129)).expectRefusal(422, "out_of_range", "client_id");
    }
  }

  @Test
  void aClientIdMayHaveWhateverIsVisible() {
    String id = "!\"#$%&'()*+,-./0:;<=>?@A[\\]^_`a{|}~";
    CompletableFuture<Reply> poll = server.park("client_id=" + TestServer.encoded(id));
    Reply reply = server.delete("/api/client?client_id=" + TestServer.encoded(id)).expect(200);

    assertEquals(id, reply.text("client_id"));
    Await.result(poll).expectRefusal(410, "disconnected");
  }
}
