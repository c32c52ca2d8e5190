package chat.parley.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything is asked with a mark in all that is somebody's own, and no line may have it. */
class SecretsTest {
  private static final String MARK = "s3cr3t";
  private static final String[] HEADERS = {
    "Authorization", "Bearer " + MARK, "Cookie", "session=" + MARK, "User-Agent", MARK
  };
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final List<String> PATHS =
      List.of(
          "/api/history?room=" + MARK + "&before=" + MARK + "&limit=" + MARK,
          "/api/history?room=" + MARK + "&limit=5",
          "/api/history?before=" + MARK,
          "/api/poll?client_id=" + MARK + "&room=a%20" + MARK,
          "/api/poll?client_id=" + MARK + "&room=attic&cursor=" + MARK + "&timeout=" + MARK,
          "/api/poll?client_id=" + MARK + "&cursor=!" + MARK,
          "/api/poll?" + MARK + "=%ff",
          "/api/client/" + MARK,
          "/api/client/" + MARK + "%20b",
          "/api/client?client_id=" + MARK,
          "/api/rooms?" + MARK,
          "/api/stats?" + MARK,
          "/api/send?" + MARK,
          "/health?" + MARK,
          "/health/live?" + MARK,
          "/health/ready?" + MARK,
          "/metrics?" + MARK,
          "/?" + MARK,
          "/docs?" + MARK,
          "/redoc?" + MARK,
          "/openapi.json?" + MARK,
          "/web/" + MARK + ".js",
          "/webjars/" + MARK + "/" + MARK,
          "/nothing/" + MARK + "?" + MARK);
  private static final List<String> BODIES =
      List.of(
          "{\"sender\":\"%s\",\"text\":\"%s\",\"room\":\"%s\"}",
          "{\"sender\":\"%s\",\"text\":\"%s\",\"room\":\"%s\",",
          "{\"sender\":[\"%s\"],\"text\":\"%s\",\"room\":\"%s\"}",
          "{\"sender\":\"%s\",\"text\":\"%s\",\"room\":\"%s/\"}",
          "{\"sender\":\"%s\",\"sender\":\"%s\",\"room\":\"%s\"}",
          "%s %s %s",
          "\"%s%s%s\"");
  private static final List<String> BROKEN =
      List.of(
          MARK + " / HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /" + MARK + "\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /" + MARK + " HTTP/1.1\r\nHost: " + MARK + ".example\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\n" + MARK + "\r\n\r\n",
          "GET /" + MARK + "%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://" + MARK + "\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + MARK + " b\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + MARK.repeat(6_000) + "\r\n\r\n");

  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource
  void noLineHasWhatIsSomebodysOwn(LogSetup.Form form) throws Exception {
    List<String> lines;
    try (Captured captured = new Captured(form)) {
      try (TestServer server = TestServer.with(ServerConfig.defaults(data).withHttp2())) {
        askEverything(server);
        leaveInTheMiddle(server);
        breakTheTables(server);
      } catch (AssertionError e) {
        assertTrue(
            String.valueOf(e.getMessage()).contains("A request failed by a defect"), e.toString());
      }
      lines = captured.lines();
    }

    assertTrue(
        lines.stream().anyMatch(line -> line.contains("DELETE /api/client/{client_id} ")),
        "the routes are logged");
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("A request failed by a defect")),
        "a defect was logged");
    assertEquals(List.of(), lines.stream().filter(line -> line.contains(MARK)).toList());
  }

  private static void askEverything(TestServer server) throws IOException {
    for (String path : PATHS) {
      boolean held = path.startsWith("/api/poll?client_id=" + MARK + "&room=attic");
      for (String method : held ? List.of("GET") : METHODS) {
        if (!method.equals("HEAD")) {
          server.request(method, path, "", HEADERS);
        }
      }
    }
    for (String body : BODIES) {
      server.post("/api/send", body.formatted(MARK, MARK, MARK), HEADERS);
    }
    for (String request : BROKEN) {
      try (RawConnection connection = new RawConnection(server)) {
        connection.send(request);
        assertTrue(connection.head().status() >= 200);
      }
    }
    CompletableFuture<Reply> late = server.park("client_id=" + MARK + "&room=" + MARK);
    server.send(MARK, MARK, MARK);
    Await.result(late).expect(200);
  }

  private static void leaveInTheMiddle(TestServer server) throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(
          "POST /api/send HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n" + MARK);
      connection.sendEnd();
      assertTrue(connection.head().status() >= 400);
    }
  }

  /** From now on what reads them is a defect, and its exception has words. */
  private void breakTheTables(TestServer server) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("parley.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE rooms RENAME TO elsewhere");
    }
    Reply reply = server.get("/api/history?room=" + MARK + "&before=" + MARK);
    Reply rooms = server.get("/api/rooms").expectRefusal(500, "internal");
    assertTrue(reply.status() >= 400);
    assertTrue(
        rooms.text("detail").contains("(request " + rooms.header("X-Request-Id") + ")"),
        "a person can tell the keeper: " + rooms.body());
  }
}
