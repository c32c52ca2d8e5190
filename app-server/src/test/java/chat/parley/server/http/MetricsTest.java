package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.ErrorCode;
import chat.parley.server.ServerConfig;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server counts and measures, and who is told. */
class MetricsTest {
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final String ONCE =
      "{\"sender\":\"alice\",\"text\":\"Hello\",\"room\":\"kitchen\","
          + "\"client_message_id\":\"4f9c2a1e-7b3d-4c58-9e06-d1a7f3b8c245\"}";

  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void start() {
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = TestServer.with(ServerConfig.defaults(data).withMetricsPort(anyPort));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private double value(String series) {
    return server
        .get("/metrics")
        .expect(200)
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series));
  }

  @Test
  void areInTheTextFormat() {
    Reply reply = server.get("/metrics").expect(200);

    assertTrue(
        String.valueOf(reply.header("Content-Type")).startsWith("text/plain"),
        String.valueOf(reply.header("Content-Type")));
    assertEquals("no-store", reply.header("Cache-Control"));
    assertTrue(reply.body().contains("# TYPE parley_polls_parked gauge\n"), reply.body());
    assertTrue(reply.body().contains("# TYPE parley_polls_total counter\n"), reply.body());
    assertTrue(reply.body().contains("# TYPE parley_commit_seconds histogram\n"), reply.body());
  }

  @Test
  void countPollsFromTheirParkingToTheirEnd() {
    server.send("alice", "I make the room", "kitchen");
    List<CompletableFuture<Reply>> readers =
        List.of(
            server.park("client_id=bob&room=kitchen"),
            server.park("client_id=carol&room=kitchen", 1));
    CompletableFuture<Reply> waits = server.park("client_id=dave&room=attic&timeout=5", 2);
    assertEquals(3, value("parley_polls_parked"));
    assertEquals(3, value("parley_clients_active"));

    server.send("alice", "Hello", "kitchen");
    readers.forEach(Await::result);
    server.advancePast(Duration.ofSeconds(5));
    Await.result(waits);
    server.pollNow("client_id=erin&room=kitchen&cursor=unknown");

    assertEquals(0, value("parley_polls_parked"));
    assertEquals(2, value("parley_poll_wakes_total{reason=\"news\"}"));
    assertEquals(1, value("parley_poll_wakes_total{reason=\"deadline\"}"));
    assertEquals(3, value("parley_polls_total{outcome=\"messages\"}"));
    assertEquals(1, value("parley_polls_total{outcome=\"timeout\"}"));
    assertEquals(1, value("parley_poll_resets_total"));
    assertEquals(1, value("parley_reply_cache_hits_total"), "bob and carol got the same bytes");
    assertEquals(2, value("parley_reply_cache_misses_total"));
  }

  @Test
  void countPollsThatWereEnded() {
    CompletableFuture<Reply> older = server.park("client_id=alice");
    CompletableFuture<Reply> newer = server.poll("client_id=alice");
    Await.result(older).expect(409);
    server.awaitWaiting(1);
    server.delete("/api/client/alice").expect(200);
    Await.result(newer).expect(410);

    assertEquals(1, value("parley_polls_total{outcome=\"superseded\"}"));
    assertEquals(1, value("parley_polls_total{outcome=\"disconnected\"}"));
    assertEquals(1, value("parley_refusals_total{code=\"superseded\"}"));
  }

  @Test
  void countSendsAndTheCommitsTheyTook() {
    server.post("/api/send", ONCE).expect(200);
    server.post("/api/send", ONCE).expect(200);

    assertEquals(1, value("parley_sends_total{outcome=\"stored\"}"));
    assertEquals(1, value("parley_sends_total{outcome=\"duplicate\"}"));
    assertEquals(2, value("parley_events_committed_total"), "the room and the message");
    double commits = value("parley_commit_seconds_count");
    assertTrue(commits >= 2, "commits: " + commits);
    assertEquals(commits, value("parley_commit_writes_count"));
    assertTrue(value("parley_commit_seconds_sum") > 0);
    assertEquals(0, value("parley_write_queue_length"));
  }

  @Test
  void countRefusalsByCode() throws IOException {
    server.get("/nothing").expect(404);
    server.get("/api/poll").expect(422);
    RawConnection.exchange(server, "GET / HTTP/1.1\r\nHost: localhost\r\nno header\r\n\r\n")
        .expect(400);

    assertEquals(1, value("parley_refusals_total{code=\"not_found\"}"));
    assertEquals(1, value("parley_refusals_total{code=\"missing\"}"));
    assertEquals(1, value("parley_refusals_total{code=\"query_unreadable\"}"));
    assertEquals(0, value("parley_refusals_total{code=\"internal\"}"));
  }

  @Test
  void countRequestsAndTheBytesOfTheirReplies() {
    int length = server.get("/health/live").expect(200).body().length();
    Await.until("it was counted", () -> value("parley_http_response_bytes_total") >= length);

    assertTrue(value("parley_http_requests_total") >= 2);
  }

  @Test
  void sayWhatRunsAndSinceWhen() {
    String version = server.get("/health").json().path("version").asText();

    assertEquals(1, value("parley_build_info{version=\"" + version + "\"}"));
    assertEquals((double) server.now().getEpochSecond(), value("parley_start_time_seconds"), 1);
    assertEquals(0, value("parley_draining"));
    assertEquals(0, value("parley_storage_trouble"));
  }

  @Test
  void haveNoLabelButThoseOfAFixedList() {
    server.send("alice", "Hello", "kitchen");
    server.pollNow("client_id=bob&room=kitchen&cursor=unknown");
    Set<String> labels = new TreeSet<>();
    Set<String> codes = new TreeSet<>();
    for (String line : server.get("/metrics").body().lines().toList()) {
      LABEL
          .matcher(line)
          .results()
          .forEach(label -> {
            labels.add(label.group(1));
            if (label.group(1).equals("code")) {
              codes.add(label.group(2));
            }
          });
      assertFalse(line.matches(".*(alice|bob|kitchen|127\\.0).*"), line);
    }

    assertEquals(Set.of("code", "le", "outcome", "rank", "reason", "version"), labels);
    assertEquals(
        Arrays.stream(ErrorCode.values()).map(ErrorCode::wire).collect(Collectors.toSet()), codes);
  }

  @Test
  void areThoseOfTheTableInTheDocuments() throws IOException {
    Set<String> told =
        server
            .get("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" ", -1)[2])
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> documented =
        Pattern.compile("^\\| `(parley_\\w+)`", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("../docs/operations.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(told, documented);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "x-real-ip", "Via"})
  void areNotToldThroughAProxy(String header) {
    server.get("/metrics", header, "127.0.0.1").expectRefusal(403, "forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7", "nonsense"})
  void areForThisMachineOnly(String address) {
    assertFalse(Peer.isThisMachine(address));
    assertTrue(Peer.isThisMachine("127.0.0.1") && Peer.isThisMachine("::1"));
  }

  @Test
  void areNotForPagesOfOtherSites() {
    server.get("/metrics", "Origin", "http://evil.example").expectRefusal(403, "cross_site");
  }

  @Test
  void haveAPortOfTheirOwnForWhoeverReachesIt() throws IOException {
    onOwnPort("GET /metrics", "localhost\r\nX-Forwarded-For: 192.0.2.7").expect(200);
    onOwnPort("GET /metrics", "evil.example").expectRefusal(421, "host_unknown");
    onOwnPort("POST /metrics", "localhost").expectRefusal(405, "method_not_allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /api/history",
        "POST /api/send",
        "GET /health",
        "DELETE /api/client/alice",
        "GET /metrics/",
        "GET /nothing"
      })
  void haveAPortWithNothingElse(String requestLine) throws IOException {
    onOwnPort(requestLine, "localhost").expectRefusal(404, "not_found");
  }

  private Reply onOwnPort(String requestLine, String host) throws IOException {
    try (RawConnection connection = new RawConnection(server.metricsPort())) {
      connection.send(requestLine + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n\r\n");
      return connection.reply();
    }
  }

  @Test
  void areEachServersOwn(@TempDir Path other) {
    server.send("alice", "Hello", "kitchen");
    try (TestServer second = TestServer.on(other)) {
      assertTrue(
          second.get("/metrics").body().contains("parley_sends_total{outcome=\"stored\"} 0.0"));
      assertEquals(0, second.metricsPort());
    }
  }
}
