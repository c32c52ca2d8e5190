package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Timestamp;
import chat.parley.server.build.BuildInfo;
import chat.parley.server.limit.Rank;
import chat.parley.server.limit.WaitingLine;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.StepExecutor;
import chat.parley.server.testing.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is answered while nothing is begun: the threads that may wait come when the test says so.
 */
class AdmissionTest {
  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

  private static final int CONNECTIONS_MAX = 3;

  private final VirtualTime time = new VirtualTime();
  private final StepExecutor threads = new StepExecutor();
  private final Metrics metrics = new Metrics();
  private final Server server = new Server();
  private final OpenConnections connections = new OpenConnections(CONNECTIONS_MAX, metrics);
  private volatile boolean heldUp;

  private final WaitingLine line =
      new WaitingLine(threads, 1, Duration.ofSeconds(1), time, metrics);

  @BeforeEach
  void start() throws Exception {
    ServerStatus status =
        new ServerStatus(
            BuildInfo.load(),
            Timestamp.of(time.instant()),
            "here",
            () -> null,
            () -> heldUp,
            () -> false);
    Admission admission =
        new Admission(
            new Turns(line, () -> heldUp),
            new Gate("", List.of()),
            new Health(status, time),
            new Errors(metrics));
    admission.setHandler(new Echo());
    server.setDynamic(false);
    server.setHandler(admission);
    ServerConnector connector =
        new WholeStopConnector(server, connections, new HttpConnectionFactory());
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    threads.runAll();
    server.stop();
  }

  /** Answers with the request's body. It waits, as Javalin does. */
  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      String body = Content.Source.asString(request, StandardCharsets.UTF_8);
      byte[] bytes =
          ("did " + request.getHttpURI().getPath() + " " + body).getBytes(StandardCharsets.UTF_8);
      response.getHeaders().put("Content-Length", bytes.length);
      response.write(true, ByteBuffer.wrap(bytes), callback);
      return true;
    }
  }

  private RawConnection connection() throws IOException {
    return new RawConnection(((ServerConnector) server.getConnectors()[0]).getLocalPort());
  }

  private void awaitWaiting(int requests) {
    Await.until(requests + " wait", () -> line.length() == requests);
  }

  private static void expectShed(Reply reply) {
    reply.expectRefusal(503, "overloaded");
    int seconds = Integer.parseInt(String.valueOf(reply.header("Retry-After")));
    assertTrue(seconds >= 1 && seconds <= 3, "come back in " + seconds);
    assertEquals("no-store", reply.header("Cache-Control"));
    assertEquals("nosniff", reply.header("X-Content-Type-Options"));
  }

  @Test
  void healthIsAnsweredWhileNothingIsBegun() throws Exception {
    try (RawConnection busy = connection();
        RawConnection watcher = connection()) {
      busy.send("GET /api/history" + HOST + "\r\n");
      awaitWaiting(1);
      for (String path : List.of("/health", "/health/live", "/health/ready", "/health?x=y")) {
        watcher.send("GET " + path + HOST + "\r\n");
        assertEquals("application/json", watcher.reply().expect(200).header("Content-Type"));
      }
      watcher.send("HEAD /health" + HOST + "\r\n");
      watcher.head().expect(200);
      threads.runAll();
      assertEquals("did /api/history ", busy.reply().expect(200).body());
    }
  }

  /** Whoever is refused elsewhere is refused at health, too, in the usual way. */
  @Test
  void healthOfAnotherHostOrWithABodyTakesTheUsualWay() throws Exception {
    try (RawConnection other = connection();
        RawConnection posting = connection()) {
      other.send("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n");
      posting.send("GET /health" + HOST + "Content-Length: 2\r\n\r\nhi");
      awaitWaiting(2);
      threads.runAll();
      assertEquals("did /health ", other.reply().body());
      assertEquals("did /health hi", posting.reply().body());
    }
  }

  @Test
  void whatWouldWaitTooLongIsRefusedAndTheConnectionGoesOn() throws Exception {
    try (RawConnection alice = connection();
        RawConnection bob = connection()) {
      alice.send("POST /api/send" + HOST + "Content-Length: 2\r\n\r\nhi");
      awaitWaiting(1);
      time.advance(Duration.ofMillis(1_001));
      bob.send("POST /api/send" + HOST + "Content-Length: 2\r\n\r\nho");
      expectShed(bob.reply());
      threads.runAll();
      expectShed(alice.reply());

      for (RawConnection again : List.of(alice, bob)) {
        again.send("POST /api/send" + HOST + "Content-Length: 2\r\n\r\nha");
        awaitWaiting(1);
        threads.runAll();
        assertEquals("did /api/send ha", again.reply().expect(200).body());
      }
    }
  }

  @Test
  void aBodyThatHasNotComeIsNotWaitedFor() throws Exception {
    try (RawConnection alice = connection();
        RawConnection bob = connection()) {
      alice.send("GET /" + HOST + "\r\n");
      awaitWaiting(1);
      time.advance(Duration.ofMillis(1_001));
      bob.send("POST /api/send" + HOST + "Content-Length: 20000\r\n\r\n");
      Reply refused = bob.reply();
      expectShed(refused);
      assertEquals("close", refused.header("Connection"));
    }
  }

  @Test
  void pollsAreBegunHoweverLongTheyWaited() throws Exception {
    try (RawConnection alice = connection();
        RawConnection bob = connection()) {
      alice.send("GET /api/poll?client_id=alice" + HOST + "\r\n");
      awaitWaiting(1);
      time.advance(Duration.ofSeconds(10));
      bob.send("GET /api/poll?client_id=bob" + HOST + "\r\n");
      awaitWaiting(2);
      threads.runAll();
      alice.reply().expect(200);
      bob.reply().expect(200);
    }
  }

  @Test
  void whileTheStorageIsHeldUpOnlyWhatChangesSomethingIsRefused() throws Exception {
    heldUp = true;
    try (RawConnection alice = connection()) {
      alice.send("POST /api/send" + HOST + "Content-Length: 2\r\n\r\nhi");
      expectShed(alice.reply());
      for (String path : List.of("/api/history", "/")) {
        alice.send("GET " + path + HOST + "\r\n");
        awaitWaiting(1);
        threads.runAll();
        assertEquals("did " + path + " ", alice.reply().expect(200).body());
      }
      heldUp = false;
      alice.send("POST /api/send" + HOST + "Content-Length: 2\r\n\r\nhi");
      awaitWaiting(1);
      threads.runAll();
      alice.reply().expect(200);
    }
  }

  @Test
  void aConnectionTooManyIsToldHowTheServerIsAndNothingElse() throws Exception {
    List<RawConnection> taken = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS_MAX; i++) {
      taken.add(connection());
      taken.get(i).send("GET /health" + HOST + "\r\n");
      taken.get(i).reply().expect(200);
    }
    try (RawConnection watcher = connection();
        RawConnection alice = connection()) {
      watcher.send("GET /health" + HOST + "\r\n");
      assertEquals("close", watcher.reply().expect(200).header("Connection"));
      assertTrue(watcher.isEnded());
      alice.send("GET /api/poll?client_id=alice" + HOST + "\r\n");
      Reply refused = alice.reply();
      expectShed(refused);
      assertEquals("close", refused.header("Connection"));
      assertTrue(alice.isEnded());
    }
    taken.removeFirst().close();
    Await.until("there is room again", this::isThereRoom);
    for (RawConnection one : taken) {
      one.close();
    }
  }

  private boolean isThereRoom() {
    try (RawConnection alice = connection()) {
      alice.send("GET /health" + HOST + "\r\n");
      return alice.reply().expect(200).header("Connection") == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsBeyondEvenThatIsClosedAndTheRestGoesOn() throws Exception {
    try (RawConnection alice = connection()) {
      alice.send("GET /health" + HOST + "\r\n");
      alice.reply().expect(200);
      for (int i = 1; i < CONNECTIONS_MAX + OpenConnections.IN_PASSING_MAX; i++) {
        connections.opened();
      }
      try (RawConnection tooMany = connection()) {
        assertTrue(tooMany.isEnded());
      }
      alice.send("GET /health" + HOST + "\r\n");
      alice.reply().expect(200);
    }
  }

  @Test
  void whatFailsIsAnswered() throws Exception {
    try (RawConnection alice = connection()) {
      alice.send("POST /api/send" + HOST + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n");
      awaitWaiting(1);
      threads.runAll();
      assertTrue(alice.reply().status() >= 400);
    }
  }

  @Test
  void pollsAndTheKeepersOwnComeFirstAndReadingLast() {
    assertEquals(Rank.FIRST, Admission.rank("GET", "/api/poll"));
    assertEquals(Rank.FIRST, Admission.rank("PUT", "/api/admin/bans/mallory"));
    assertEquals(Rank.FIRST, Admission.rank("GET", "/metrics"));
    assertEquals(Rank.SECOND, Admission.rank("POST", "/api/send"));
    assertEquals(Rank.SECOND, Admission.rank("DELETE", "/api/client/alice"));
    assertEquals(Rank.SECOND, Admission.rank("GET", "/"));
    assertEquals(Rank.SECOND, Admission.rank("GET", "/web/app.js"));
    assertEquals(Rank.LAST, Admission.rank("GET", "/api/history"));
    assertEquals(Rank.LAST, Admission.rank("HEAD", "/api/rooms"));
  }
}
