package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.server.ServerConfig;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The place that is kept for a client that sends no cursor. */
class PlaceTest {
  private static final String ALICE = "client_id=alice&room=kitchen";

  @TempDir private Path data;
  private final VirtualTime time = new VirtualTime();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.with(ServerConfig.defaults(data), time);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void restart() {
    server.close();
    start();
  }

  /** Lets alice poll the kitchen for the first time, which gives her a place there. */
  private void seeFirstMessage() {
    CompletableFuture<Reply> poll = server.park(ALICE);
    server.send("bob", "first", "kitchen");
    assertEquals(List.of("first"), Await.result(poll).texts());
  }

  @Test
  void isWhereTheLastReplyEnded() {
    seeFirstMessage();
    server.send("bob", "second", "kitchen");
    server.send("bob", "third", "kitchen");

    assertEquals(List.of("second"), server.pollNow(ALICE + "&limit=1").texts());
    assertEquals(List.of("third"), server.pollNow(ALICE).texts());
    CompletableFuture<Reply> poll = server.park(ALICE);
    server.send("bob", "fourth", "kitchen");
    assertEquals(List.of("fourth"), Await.result(poll).texts());
  }

  @Test
  void isKeptForEachClientAndRoom() {
    seeFirstMessage();
    CompletableFuture<Reply> bob = server.park("client_id=bob&room=kitchen");
    CompletableFuture<Reply> attic = server.park("client_id=alice&room=attic", 1);
    server.send("bob", "second", "kitchen");
    Await.result(bob);
    server.send("bob", "up here", "attic");

    assertEquals(List.of("up here"), Await.result(attic).texts());
    assertEquals(List.of("second"), server.pollNow(ALICE).texts());
  }

  @Test
  void isOneForEachOfSeveralRooms() {
    seeFirstMessage();
    server.send("bob", "second", "kitchen");
    server.send("bob", "not for a first poll", "attic");

    assertEquals(List.of("second"), server.pollNow(ALICE + "&room=attic").texts());
    server.send("bob", "up here", "attic");
    assertEquals(List.of("up here"), server.pollNow("client_id=alice&room=attic").texts());
  }

  @Test
  void outlivesARestart() {
    seeFirstMessage();
    server.send("bob", "second", "kitchen");
    restart();
    server.send("bob", "third", "kitchen");

    assertEquals(List.of("second", "third"), server.pollNow(ALICE).texts());
  }

  @Test
  void ofAFirstPollOutlivesARestartToo() {
    CompletableFuture<Reply> poll = server.park(ALICE);
    server.stop();
    assertEquals(List.of(), Await.result(poll).texts());
    restart();
    server.send("bob", "while alice was away", "kitchen");

    assertEquals(List.of("while alice was away"), server.pollNow(ALICE).texts());
  }

  @Test
  void isNotMovedByAPollWithACursorNorByOneThatWasSuperseded() {
    String cursor = server.cursor();
    CompletableFuture<Reply> first = server.park(ALICE);
    CompletableFuture<Reply> newer = server.poll(ALICE + "&cursor=" + cursor);
    Await.result(first).expectRefusal(409, "superseded");
    server.send("bob", "first", "kitchen");
    assertEquals(List.of("first"), Await.result(newer).texts());

    assertEquals(List.of("first"), server.pollNow(ALICE).texts());
  }

  @Test
  void isNotMovedByAnOverloadedServer() {
    server.close();
    var capacity = new ServerConfig.Capacity(1, 1, 10, 0);
    server = TestServer.with(ServerConfig.defaults(data).withCapacity(capacity), time);
    seeFirstMessage();
    CompletableFuture<Reply> bob = server.park("client_id=bob&room=attic");
    server.send("bob", "second", "kitchen");
    Await.result(server.poll(ALICE)).expectRefusal(503, "overloaded");
    server.send("bob", "up here", "attic");
    Await.result(bob).expect(200);

    assertEquals(List.of("second"), server.pollNow(ALICE).texts());
  }

  @Test
  void isForgottenWithTheClient() {
    seeFirstMessage();
    server.delete("/api/client/alice").expect(200);
    server.send("bob", "second", "kitchen");
    CompletableFuture<Reply> poll = server.park(ALICE);
    server.send("bob", "third", "kitchen");

    assertEquals(List.of("third"), Await.result(poll).texts());
  }

  @Test
  void isForgottenWithTheClientOverARestart() {
    seeFirstMessage();
    server.delete("/api/client/alice").expect(200);
    server.send("bob", "second", "kitchen");
    restart();
    CompletableFuture<Reply> poll = server.park(ALICE);
    server.send("bob", "third", "kitchen");

    assertEquals(List.of("third"), Await.result(poll).texts());
  }

  @Test
  void isKeptForADay() {
    seeFirstMessage();
    server.send("bob", "second", "kitchen");
    server.advance(Duration.ofHours(24));
    assertEquals(List.of("second"), server.pollNow(ALICE).texts());

    server.send("bob", "third", "kitchen");
    server.advance(Duration.ofHours(24).plusMillis(1));
    CompletableFuture<Reply> poll = server.park(ALICE);
    server.send("bob", "fourth", "kitchen");
    assertEquals(List.of("fourth"), Await.result(poll).texts());
  }

  @Test
  void isKeptAsOneOfTheNewestTenThousand() {
    seeFirstMessage();
    server.send("bob", "second", "kitchen");
    moveOtherPlaces(99);
    assertEquals(List.of("second"), server.pollNow(ALICE).texts());
    server.send("bob", "third", "kitchen");
    moveOtherPlaces(100);

    CompletableFuture<Reply> poll = server.park(ALICE);
    assertFalse(poll.isDone());
    server.send("bob", "fourth", "kitchen");
    assertEquals(List.of("fourth"), Await.result(poll).texts());
  }

  /** Lets some clients poll a hundred rooms each until their deadline. */
  private void moveOtherPlaces(int clients) {
    String rooms =
        IntStream.rangeClosed(1, 100).mapToObj(i -> "room=r" + i).collect(Collectors.joining("&"));
    List<CompletableFuture<Reply>> polls =
        IntStream.rangeClosed(1, clients)
            .mapToObj(i -> server.poll("timeout=5&client_id=c" + i + "&" + rooms))
            .toList();
    server.awaitWaiting(clients);
    server.advancePast(Duration.ofSeconds(5));
    polls.forEach(poll -> Await.result(poll).expect(200));
  }
}
