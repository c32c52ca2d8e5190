package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.ClientConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 in clear text, where a client can give up a request and keep its connection. */
class Http2Test {
  private static final int POLLS = 20;
  private static final Duration OBSERVED = Duration.ofMillis(500);

  final ClientConnector connector = new ClientConnector();
  private final HTTP2Client client = new HTTP2Client(connector);
  private TestServer server;

  ServerConfig config(Path data) {
    return ServerConfig.defaults(data).withHttp2();
  }

  CompletableFuture<Session> connect(HTTP2Client from, InetSocketAddress address) {
    return from.connect(address, new Session.Listener() {});
  }

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = TestServer.with(config(data));
    client.start();
  }

  @AfterEach
  void stop() throws Exception {
    client.stop();
    server.close();
  }

  @Test
  void carriesPollsAndRefusalsAsHttp1Does() {
    try (HttpClient http = server.client(HttpClient.Version.HTTP_2)) {
      HttpResponse<String> history = get(http, "/api/history?room=kitchen");
      server.send("bob", "Hello", "kitchen");
      String cursor = server.get("/api/history?limit=1&room=attic").cursor();
      HttpResponse<String> refused = get(http, "/api/poll?client_id=&cursor=" + cursor);
      HttpResponse<String> poll =
          get(http, "/api/poll?client_id=alice&room=kitchen&last_message_id=x");

      assertEquals(HttpClient.Version.HTTP_2, poll.version());
      assertEquals(200, history.statusCode());
      assertEquals(422, refused.statusCode());
      assertEquals(200, poll.statusCode());
      assertTrue(poll.body().contains("\"Hello\""), poll.body());
      assertEquals(
          Integer.toString(poll.body().length()),
          poll.headers().firstValue("content-length").orElse(""));
    }
  }

  private HttpResponse<String> get(HttpClient http, String pathAndQuery) {
    return Await.result(
        http.sendAsync(
            HttpRequest.newBuilder(server.address(pathAndQuery)).build(),
            HttpResponse.BodyHandlers.ofString()));
  }

  @Test
  void aPollThatItsClientResetsIsGoneAndLeavesNothingBehind() {
    Session session = connect();
    List<Stream> streams = park(session);
    streams.forEach(Http2Test::reset);
    server.awaitWaiting(0);
    server.delete("/api/client/client0").expect(200); // what would have been refused ...
    server.send("bob", "Hello", "kitchen"); // ... and what would have been answered

    assertQuiet();
    server.advance(Duration.ofSeconds(60));
    assertEquals(0, server.get("/api/stats").json().path("active_clients").asInt());
  }

  @Test
  void aPollThatIsResetJustWhenItIsAnsweredLeavesNothingBehindEither() {
    Session session = connect();
    List<Stream> streams = park(session);
    CompletableFuture<Reply> sent = server.sending("bob", "Hello", "kitchen");
    streams.forEach(Http2Test::reset);
    Await.result(sent).expect(200);
    server.awaitWaiting(0);

    assertQuiet();
  }

  @Test
  void aPollWhoseConnectionIsCutLeavesNothingBehind() throws Exception {
    var _ = park(connect());
    client.stop();
    server.send("bob", "Hello", "kitchen");
    server.awaitWaiting(0);

    assertQuiet();
  }

  private Session connect() {
    return Await.result(
        connect(client, new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())));
  }

  private List<Stream> park(Session session) {
    List<Stream> streams =
        IntStream.range(0, POLLS).mapToObj(i -> poll(session, "client" + i)).toList();
    server.awaitWaiting(POLLS);
    return streams;
  }

  private Stream poll(Session session, String clientId) {
    String uri =
        server.address("/api/poll?room=kitchen&timeout=60&client_id=" + clientId).toString();
    var request =
        new MetaData.Request("GET", HttpURI.from(uri), HttpVersion.HTTP_2, HttpFields.EMPTY);
    return Await.result(
        session.newStream(new HeadersFrame(request, null, true), new Stream.Listener() {}));
  }

  private static void reset(Stream stream) {
    var _ = stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code));
  }

  @Test
  void theNameInTheAuthorityOfTheRequestIsLookedAt() {
    Session session = connect();
    CompletableFuture<Integer> status = new CompletableFuture<>();
    var request =
        new MetaData.Request(
            "GET",
            HttpURI.from("http://evil.example/health"),
            HttpVersion.HTTP_2,
            HttpFields.EMPTY);
    var _ =
        session.newStream(
            new HeadersFrame(request, null, true),
            new Stream.Listener() {
              @Override
              public void onHeaders(Stream stream, HeadersFrame frame) {
                status.complete(((MetaData.Response) frame.getMetaData()).getStatus());
              }
            });

    assertEquals(421, Await.result(status));
  }

  /**
   * The server answers, and the process comes to rest: a busy loop would take a processor for
   * itself for ever.
   */
  private void assertQuiet() {
    assertEquals(0, server.get("/api/stats").expect(200).json().path("waiting_polls").asInt());
    Await.until("the process is at rest", Http2Test::isAtRest);
    server.send("bob", "Still there?", "kitchen");
  }

  /** Whether the process used less than half of a processor over a span of observation. */
  private static boolean isAtRest() {
    var process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpuBefore = process.getProcessCpuTime();
    long begun = System.nanoTime();
    Await.until("it was observed", () -> System.nanoTime() - begun > OBSERVED.toNanos());
    return process.getProcessCpuTime() - cpuBefore < OBSERVED.toNanos() / 2;
  }
}
