package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Limits;
import chat.parley.server.ServerConfig;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection on which polls are answered past Jetty's requests, and all else is not. */
@DisabledIfSystemProperty(named = "parley.fast.polls", matches = "false")
class PlainConnectionTest {
  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
  private static final String HEALTH = "GET /health" + HOST + "\r\n";
  private static final int LARGE_MESSAGES = 60;
  private static final int TAKEOVERS = 1_500;

  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.with(ServerConfig.defaults(data));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String poll(String query) {
    return "GET /api/poll?" + query + HOST + "\r\n";
  }

  private static String send(String text) {
    String body = "{\"sender\":\"bob\",\"room\":\"kitchen\",\"text\":\"" + text + "\"}";
    return "POST /api/send" + HOST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String join() {
    return "POST /api/join" + HOST + "Content-Length: 18\r\n\r\n{\"name\":\"Theresa\"}";
  }

  private RawConnection parked(String query) throws IOException {
    RawConnection connection = new RawConnection(server);
    connection.send(poll(query));
    server.awaitWaiting(1);
    return connection;
  }

  @Test
  void answersThePollsThatComeOnAConnectionOneAfterAnother() throws IOException {
    try (RawConnection connection = parked("client_id=alice&room=kitchen")) {
      for (int i = 0; i < 5; i++) {
        server.send("bob", "" + i, "kitchen");
        Reply reply = connection.reply().expect(200);
        assertEquals(List.of("" + i), reply.texts());
        assertTrue(reply.isPlain(), reply.toString());
        connection.send(poll("client_id=alice&room=kitchen&cursor=" + reply.cursor()));
        server.awaitWaiting(1);
      }
    }
  }

  @Test
  void answersAtOnceWhereThereIsSomethingToTell() throws IOException {
    String cursor = server.cursor();
    server.send("bob", "Hello", "kitchen");
    try (RawConnection connection = new RawConnection(server)) {
      for (int i = 0; i < 3; i++) {
        connection.send(poll("client_id=alice&room=kitchen&cursor=" + cursor));
        Reply reply = connection.reply().expect(200);
        assertEquals(List.of("Hello"), reply.texts());
        assertTrue(reply.isPlain(), reply.toString());
      }
    }
  }

  @Test
  void goesOnAfterWhateverElseIsAskedOnIt() throws IOException {
    try (RawConnection connection = parked("client_id=alice&room=kitchen")) {
      server.send("carol", "1", "kitchen");
      String cursor = connection.reply().cursor();
      connection.send(send("2"));
      connection.reply().expect(200);
      connection.send(poll("client_id=alice&room=kitchen&cursor=" + cursor));
      Reply second = connection.reply().expect(200);
      assertEquals(List.of("2"), second.texts());
      assertTrue(second.isPlain(), "so is what is sent");
      connection.send(join());
      connection.reply().expect(200);
      connection.send(poll("client_id=alice&room=kitchen&cursor=" + cursor));
      assertFalse(connection.reply().expect(200).isPlain(), "behind another body it is Jetty's");
      connection.send(HEALTH);
      connection.reply().expect(200);

      connection.send(poll("client_id=alice&room=kitchen&cursor=" + second.cursor()));
      server.awaitWaiting(1);
      server.send("carol", "3", "kitchen");
      Reply third = connection.reply().expect(200);
      assertEquals(List.of("3"), third.texts());
      assertTrue(third.isPlain(), "it has come back");
    }
  }

  @Test
  void answersWhatIsSentBehindAPollAfterIt() throws IOException {
    try (RawConnection connection = parked("client_id=alice&room=kitchen")) {
      connection.send(HEALTH + send("2"));
      server.send("carol", "1", "kitchen");
      assertEquals(List.of("1"), connection.reply().expect(200).texts());
      assertEquals("healthy", connection.reply().expect(200).text("status"));
      assertTrue(connection.reply().expect(200).json().has("message_id"));
    }
  }

  @Test
  void answersPollsThatAreSentTogether() throws IOException {
    String cursor = server.cursor();
    server.send("carol", "1", "kitchen");
    String poll = poll("client_id=alice&room=kitchen&cursor=" + cursor);
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(poll + poll + HEALTH + poll);
      assertEquals(List.of("1"), connection.reply().texts());
      assertEquals(List.of("1"), connection.reply().texts());
      assertEquals("healthy", connection.reply().text("status"));
      assertEquals(List.of("1"), connection.reply().texts());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 14, 40, 60, 90})
  void answersAPollThatComesInTwoParts(int first) throws IOException {
    String cursor = server.cursor();
    server.send("carol", "1", "kitchen");
    String poll = poll("client_id=alice&room=kitchen&cursor=" + cursor);
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(poll.substring(0, first));
      server.get("/health").expect(200); // by which time that has come alone
      connection.send(poll.substring(first));
      assertEquals(List.of("1"), connection.reply().texts());
    }
  }

  @Test
  void leavesAHeadThatIsLargerThanItReadsToTheOtherWay() throws IOException {
    String cursor = server.cursor();
    server.send("carol", "1", "kitchen");
    String poll = "GET /api/poll?client_id=alice&room=kitchen&cursor=" + cursor + HOST;
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(poll + "Cookie: " + "x".repeat(10_000) + "\r\n\r\n");
      assertEquals(List.of("1"), connection.reply().expect(200).texts());
      connection.send(poll + "Cookie: " + "x".repeat(30_000) + "\r\n\r\n");
      connection.reply().expect(413);
    }
  }

  @Test
  void leavesWhatTakesLongToReadToTheOtherWay() throws IOException {
    String old = server.cursor();
    for (int i = 0; i < 80; i++) {
      server.send("carol", "" + i, "kitchen").expect(200);
    }
    String query = "client_id=alice&room=kitchen&limit=500&cursor=";
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(poll(query + old));
      Reply all = connection.reply().expect(200);
      assertEquals(80, all.texts().size());
      assertFalse(all.isPlain());
      connection.send(poll(query + all.cursor()));
      server.awaitWaiting(1);
      server.send("carol", "the last", "kitchen");
      Reply last = connection.reply().expect(200);
      assertEquals(List.of("the last"), last.texts());
      assertTrue(last.isPlain(), "it has come back");
    }
  }

  @Test
  void aClientThatGoesAwayIsNoticedAtOnce() throws IOException {
    parked("client_id=alice&room=kitchen&timeout=60").close();
    server.awaitWaiting(0);
    parked("client_id=bob&room=kitchen&timeout=60").reset();
    server.awaitWaiting(0);
    RawConnection half = parked("client_id=carol&room=kitchen&timeout=60");
    half.sendEnd();
    server.awaitWaiting(0);
    assertTrue(half.isEnded());
    half.close();

    assertTrue(server.clients().stream().noneMatch(client -> client.isPolling()));
    String metrics = server.get("/metrics").body();
    assertTrue(metrics.contains("parley_polls_total{outcome=\"gone\"} 3.0\n"), metrics);
    server.advance(Duration.ofSeconds(60));
    assertEquals(0, server.get("/api/stats").json().path("active_clients").asInt());
  }

  @Test
  void whoIsGoneHoldsNoPlaceAmongThePolls(@TempDir Path other) throws IOException {
    var one = new ServerConfig.Capacity(1, 1, 10, 0);
    try (TestServer small = TestServer.with(ServerConfig.defaults(other).withCapacity(one))) {
      try (RawConnection connection = new RawConnection(small)) {
        connection.send(poll("client_id=alice&room=kitchen&timeout=60"));
        small.awaitWaiting(1);
        Await.result(small.poll("client_id=bob&room=kitchen")).expectRefusal(503, "overloaded");
      }
      small.awaitWaiting(0);
      var _ = small.park("client_id=bob&room=kitchen");
    }
  }

  @Test
  void aReaderThatDoesNotReadHoldsUpNobody() throws IOException {
    String cursor = server.cursor();
    String text = "x".repeat(Limits.TEXT_MAX_BYTES - 2);
    for (int i = 0; i < LARGE_MESSAGES; i++) {
      server.send("bob", i + text.substring(2), "kitchen").expect(200);
    }
    String query = "client_id=%s&room=kitchen&limit=500&cursor=" + cursor;
    List<RawConnection> slow = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      slow.add(RawConnection.narrow(server));
      slow.getLast().send(poll(query.formatted("slow" + i)));
    }
    try (RawConnection quick = new RawConnection(server)) {
      for (int i = 0; i < 5; i++) {
        quick.send(poll(query.formatted("quick")));
        assertTrue(quick.reply().expect(200).texts().size() > 10);
      }
      CompletableFuture<Reply> waits = server.park("client_id=dave&room=attic");
      server.send("bob", "Hello", "attic");
      assertEquals(List.of("Hello"), Await.result(waits).texts());
    }
    for (RawConnection connection : slow) {
      Reply late = connection.reply().expect(200);
      assertTrue(late.isPlain() || late.texts().size() > 10, "whole, however late it is read");
      connection.send(HEALTH);
      connection.reply().expect(200);
      connection.close();
    }
  }

  @Test
  void whoSaysNothingMoreStillGetsALargeReplyWhole() throws IOException {
    String cursor = server.cursor();
    for (int i = 0; i < LARGE_MESSAGES; i++) {
      server.send("bob", "x".repeat(Limits.TEXT_MAX_BYTES), "kitchen").expect(200);
    }
    try (RawConnection connection = RawConnection.narrow(server)) {
      connection.send(poll("client_id=alice&room=kitchen&limit=500&cursor=" + cursor));
      connection.sendEnd();
      server.get("/health").expect(200);
      assertTrue(connection.reply().expect(200).texts().size() > 10);
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void repliesHaveTheSameHeadersAsTheOtherWay(@TempDir Path other) throws IOException {
    ServerConfig config = ServerConfig.defaults(other).withoutFastPolls();
    try (TestServer javalin = TestServer.with(config)) {
      assertEquals(heads(javalin), heads(server));
    }
  }

  /** The heads of replies of all kinds that a parked poll may get, without what differs. */
  private static List<String> heads(TestServer server) throws IOException {
    List<String> heads = new ArrayList<>();
    String alice = poll("client_id=alice&room=kitchen&timeout=5");
    server.send("bob", "so that the room is there", "kitchen");
    try (RawConnection first = new RawConnection(server);
        RawConnection second = new RawConnection(server)) {
      first.send(alice);
      server.awaitWaiting(1);
      server.send("bob", "Hello", "kitchen");
      heads.add(head(first));
      first.send(alice);
      server.awaitWaiting(1);
      server.advancePast(Duration.ofSeconds(5));
      heads.add(head(first));
      first.send(alice);
      server.awaitWaiting(1);
      second.send(alice);
      heads.add(head(first));
      server.awaitWaiting(1);
      server.delete("/api/client/alice").expect(200);
      heads.add(head(second));
      first.send(alice);
      server.awaitWaiting(1);
      server.stop();
      heads.add(head(first));
    }
    return heads;
  }

  @Test
  void aRefusalToAPollThatWasAdmittedIsTheSameToo(@TempDir Path one, @TempDir Path other)
      throws IOException {
    var capacity = new ServerConfig.Capacity(1, 1, 10, 0);
    assertEquals(
        refused(ServerConfig.defaults(one).withoutFastPolls().withCapacity(capacity)),
        refused(ServerConfig.defaults(other).withCapacity(capacity)));
  }

  private static String refused(ServerConfig config) throws IOException {
    try (TestServer server = TestServer.with(config);
        RawConnection first = new RawConnection(server);
        RawConnection second = new RawConnection(server)) {
      first.send(poll("client_id=alice"));
      server.awaitWaiting(1);
      second.send(poll("client_id=bob"));
      String refused = head(second);
      second.send(HEALTH);
      second.reply().expect(200);
      return refused;
    }
  }

  private static String head(RawConnection connection) throws IOException {
    String whole = connection.whole();
    String head = whole.substring(0, whole.indexOf("\r\n\r\n") + 4);
    return head.replaceFirst("X-Request-Id: [0-9a-z-]+", "X-Request-Id: …")
        .replaceFirst("Date: [^\r]+", "Date: …")
        .replaceFirst("Content-Length: [0-9]+", "Content-Length: …");
  }

  @Test
  void waitsForEveryReplyWhenTheServerStops() throws IOException {
    try (RawConnection connection = parked("client_id=alice&room=kitchen&timeout=60")) {
      server.stop();
      Reply reply = connection.reply().expect(200);
      assertTrue(reply.json().has("retry_after_ms"), reply.body());
      assertTrue(reply.isPlain(), reply.toString());
      assertTrue(connection.isEnded());
    }
  }

  /** Each connection's next poll takes over from the one that the connection after it waits for. */
  @Test
  void pollsThatTakeOverFromOneAnotherInARowAreAllHeld() throws IOException {
    List<RawConnection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < TAKEOVERS; i++) {
        RawConnection connection = new RawConnection(server);
        connections.add(connection);
        connection.send(poll("client_id=c" + i));
      }
      server.awaitWaiting(TAKEOVERS);
      for (int i = 0; i < TAKEOVERS; i++) {
        connections.get(i).send(poll("client_id=c" + (i + 1)));
      }
      server.get("/health").expect(200); // by which time all of that has been read
      connections.add(new RawConnection(server));
      connections.getLast().send(poll("client_id=c0"));

      for (int i = 0; i < TAKEOVERS; i++) {
        connections.get(i).reply().expectRefusal(409, "superseded");
      }
      server.awaitWaiting(TAKEOVERS + 1);
    } finally {
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
    server.awaitWaiting(0);
  }

  @Test
  void canBeSwitchedOff(@TempDir Path other) throws IOException {
    ServerConfig config = ServerConfig.defaults(other).withoutFastPolls();
    try (TestServer javalin = TestServer.with(config)) {
      CompletableFuture<Reply> poll = javalin.park("client_id=alice&room=kitchen");
      javalin.send("bob", "Hello", "kitchen");
      assertFalse(Await.result(poll).expect(200).isPlain());
    }
  }
}
