package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all replies have in common on the wire, and how requests that break off are met. */
class RepliesTest {
  private static final String GOOD = "{\"sender\":\"alice\",\"text\":\"Hello\"}";
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TestServer.on(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertWhole(Reply reply) {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    assertEquals(Integer.toString(body.length), reply.header("Content-Length"));
    assertNull(reply.header("Transfer-Encoding"));
    assertNull(reply.header("Content-Encoding"));
    assertEquals("nosniff", reply.header("X-Content-Type-Options"));
    assertNull(reply.header("Server"));
    assertNull(reply.header("X-Powered-By"));
    assertNull(reply.header("Set-Cookie"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/history, 200",
    "GET, /api/rooms, 200",
    "GET, /api/stats, 200",
    "GET, /api/poll, 422",
    "GET, /api/poll?client_id=%FF, 400",
    "GET, /api/nothing, 404",
    "POST, /api/send, 400",
    "POST, /api/stats, 405",
    "PATCH, /api/send, 405",
    "OPTIONS, /api/send, 405",
    "DELETE, /api/client/nobody, 404"
  })
  void ofTheApiAreWholeTypedAndNotKept(String method, String path, int status) {
    Reply reply = server.request(method, path, "").expect(status);

    assertWhole(reply);
    assertEquals("application/json", reply.header("Content-Type"));
    assertEquals("no-store", reply.header("Cache-Control"));
  }

  @Test
  void thatComeLaterAreTheSame() {
    CompletableFuture<Reply> superseded = server.park("client_id=alice");
    CompletableFuture<Reply> poll = server.poll("client_id=alice");
    Reply refused = Await.result(superseded).expect(409);
    server.awaitWaiting(1);
    Reply sent = server.post("/api/send", GOOD).expect(200);

    for (Reply reply : new Reply[] {refused, sent, Await.result(poll).expect(200)}) {
      assertWhole(reply);
      assertEquals("application/json", reply.header("Content-Type"));
      assertEquals("no-store", reply.header("Cache-Control"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/health",
        "/health/live",
        "/health/ready",
        "/web/app.js",
        "/web/style.css",
        "/nothing",
        "/web/nothing.js"
      })
  void ofEverythingElseAreWholeToo(String path) {
    Reply reply = server.get(path, "Accept-Encoding", "gzip, br");

    assertWhole(reply);
    assertNotNull(reply.header("Content-Type"));
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /api/stats HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n', 400, query_unreadable",
    "'GET /api/stats\r\n\r\n', 400, query_unreadable",
    "'nonsense\r\n\r\n', 400, query_unreadable",
    "'POST /api/send HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n', 400, query_unreadable",
    "'GET /api/stats HTTP/3.0\r\nHost: localhost\r\n\r\n', 400, query_unreadable"
  })
  void toWhatIsNoHttpAreRefusalsLikeOthers(String request, int status, String code)
      throws IOException {
    Reply reply = RawConnection.exchange(server, request).expectRefusal(status, code);

    assertWhole(reply);
    assertEquals("no-store", reply.header("Cache-Control"));
  }

  @Test
  void toHeadersThatAreTooLargeAreRefusalsLikeOthers() throws IOException {
    String head = "GET /api/stats HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(30_000);
    assertWhole(RawConnection.exchange(server, head + "\r\n\r\n").expectRefusal(413, "too_large"));
  }

  @Test
  void toABrokenEscapeInTheQueryAreRefusals() throws IOException {
    for (String query : new String[] {"client_id=%", "client_id=%4", "client_id=%zz", "%=1"}) {
      RawConnection.exchange(
              server, "GET /api/poll?" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
          .expectRefusal(400, "query_unreadable");
    }
  }

  @Test
  void toABodyThatBreaksOffAreRefusals() throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(post(GOOD.length() + 1, "") + GOOD);
      connection.sendEnd();
      connection.reply().expectRefusal(400, "json_unreadable");
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void toABodyInPiecesAreAsToAWholeOne() throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(
          "POST /api/send HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      connection.send("5\r\n" + GOOD.substring(0, 5) + "\r\n");
      connection.send(
          Integer.toHexString(GOOD.length() - 5) + "\r\n" + GOOD.substring(5) + "\r\n0\r\n\r\n");
      connection.reply().expect(200);
      connection.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      connection.reply().expect(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64 * 1024 + 1, 4 * 1024 * 1024})
  void toABodyThatIsTooLargeLeaveTheConnectionOpenUpTo4Mebibytes(int length) throws IOException {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) ' ');
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(post(length, ""));
      connection.send(body);
      Reply reply = connection.reply().expectRefusal(413, "too_large");
      assertNull(reply.header("Connection"));
      connection.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      connection.reply().expect(200);
    }
  }

  @Test
  void toABodyBeyond4MebibytesEndTheConnection() throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(post(4 * 1024 * 1024 + 1, "") + "{");
      Reply reply = connection.reply().expectRefusal(413, "too_large");
      assertEquals("close", reply.header("Connection"));
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void toABodyInPiecesBeyond4MebibytesEndTheConnection() throws IOException {
    String piece = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(
          "POST /api/send HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 66; i++) {
        connection.send(piece);
      }
      Reply reply = connection.reply().expectRefusal(413, "too_large");
      assertEquals("close", reply.header("Connection"));
    }
  }

  @Test
  void toARefusedRequestWithABodyLeaveTheConnectionOpen() throws IOException {
    String rest = " /api/stats HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";
    try (RawConnection connection = new RawConnection(server)) {
      connection.send("POST" + rest + "x".repeat(100_000));
      connection.reply().expectRefusal(405, "method_not_allowed");
      connection.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      connection.reply().expect(200);
    }
  }

  @Test
  void toAClientThatWaitsForLeaveToSendComeWithoutItsBody() throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(post(100_000, "Expect: 100-continue\r\n"));
      Reply reply = connection.reply().expectRefusal(413, "too_large");
      assertEquals("close", reply.header("Connection"));
    }
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(post(GOOD.length(), "Expect: 100-continue\r\n"));
      connection.head().expect(100);
      connection.send(GOOD);
      connection.reply().expect(200);
    }
  }

  private static String post(int length, String header) {
    return "POST /api/send HTTP/1.1\r\nHost: localhost\r\n"
        + header
        + "Content-Length: "
        + length
        + "\r\n\r\n";
  }
}
