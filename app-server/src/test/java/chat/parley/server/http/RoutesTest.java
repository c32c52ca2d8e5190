package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is where, and what is said where nothing is. */
class RoutesTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TestServer.on(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api/nothing",
        "/api/poll/more",
        "/API/poll",
        "/nothing",
        "/web",
        "/web/",
        "/web/nothing.js",
        "/web/index.html",
        "/web/openapi.json",
        "/web/.js",
        "/web/app.js/more",
        "/webjars/swagger-ui/package.json",
        "/webjars/nothing/nothing.js",
        "/favicon.ico",
        "/index.html",
        "/a%2Fb",
        "/api/%2e%2e%2fx",
        "/META-INF/MANIFEST.MF"
      })
  void saysThatThereIsNothing(String path) {
    server.get(path).expectRefusal(404, "not_found");
    server.get(path, "Accept", "application/json").expectRefusal(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/web/../api/stats",
        "/web/..%5Capp.js",
        "/web/%2e%2e/app.js",
        "//etc/passwd",
        "/web/app.js;a=b"
      })
  void letsNobodyOutOfTheFolder(String path) throws IOException {
    Reply reply =
        RawConnection.exchange(server, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertFalse(reply.body().contains("root:"), reply.body());
    assertTrue(reply.status() == 200 || reply.status() == 400 || reply.status() == 404);
  }

  @Test
  void saysItToABrowserAsAPageThatLeadsBack() {
    Reply reply = server.get("/nothing", "Accept", "text/html,application/xhtml+xml").expect(404);

    assertEquals("text/html;charset=utf-8", reply.header("Content-Type"));
    assertTrue(reply.body().contains("<a href=\"/\">"), reply.body());
    assertNotNull(reply.header("Content-Security-Policy"));
    server.get("/api/nothing", "Accept", "text/html").expectRefusal(404, "not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/poll, GET",
    "HEAD, /api/poll, GET",
    "GET, /api/send, POST",
    "PUT, /api/send, POST",
    "PATCH, /api/send, POST",
    "DELETE, /api/send, POST",
    "OPTIONS, /api/send, POST",
    "POST, /api/history, 'GET, HEAD'",
    "PUT, /api/rooms, 'GET, HEAD, POST'",
    "POST, /api/rooms/kitchen, 'GET, HEAD, PATCH'",
    "GET, /api/rooms/kitchen/members/bob, 'PUT, DELETE'",
    "GET, /api/messages/018a47be-c87b-7c3e-9d41-5b2f8a6c0e17, DELETE",
    "GET, /api/join, POST",
    "DELETE, /api/admin/audit, 'GET, HEAD'",
    "POST, /api/admin/bans/mallory, 'PUT, DELETE'",
    "DELETE, /api/stats, 'GET, HEAD'",
    "GET, /api/client, DELETE",
    "GET, /api/client/alice, DELETE",
    "POST, /health, 'GET, HEAD'",
    "POST, /, 'GET, HEAD'",
    "PUT, /docs, 'GET, HEAD'",
    "PUT, /web/app.js, 'GET, HEAD'"
  })
  void saysWhichMethodsAnAddressTakes(String method, String path, String allowed)
      throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(
          method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
      Reply reply = method.equals("HEAD") ? connection.head() : connection.reply();

      reply.expect(405);
      assertEquals(methods(allowed), methods(String.valueOf(reply.header("Allow"))));
      if (!method.equals("HEAD")) {
        reply.expectRefusal(405, "method_not_allowed");
      }
    }
  }

  private static Set<String> methods(String list) {
    return new TreeSet<>(Arrays.asList(list.split(", ?", -1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BREW", "PROPFIND", "get", "TRACE", "CONNECT"})
  void refusesMethodsThatNothingTakes(String method) throws IOException {
    Reply reply =
        RawConnection.exchange(
            server,
            method + " /api/stats HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");

    assertTrue(reply.status() == 405 || reply.status() == 400, reply.body());
    assertEquals("error", reply.text("status"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/docs",
        "/openapi.json",
        "/health",
        "/api/history",
        "/api/stats",
        "/web/app.js",
        "/webjars/swagger-ui/swagger-ui.css",
        "/nothing"
      })
  void answersAHeadLikeTheGetWithoutItsBody(String path) throws IOException {
    Reply get = server.get(path);
    try (RawConnection connection = new RawConnection(server)) {
      connection.send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Reply head = connection.head().expect(get.status());

      for (String name : Set.of("Content-Type", "Content-Length", "ETag", "Cache-Control")) {
        assertEquals(get.header(name), head.header(name), name);
      }
      connection.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      connection.reply().expect(200);
    }
  }
}
