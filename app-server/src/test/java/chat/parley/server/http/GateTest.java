package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.server.ServerConfig;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which names the server answers, and to pages of which sites. */
class GateTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    var defaults = ServerConfig.defaults(data);
    var listen =
        new ServerConfig.Listen(
            "127.0.0.1", 0, List.of(URI.create("https://Chat.example.org:8443/talk")), false);
    server = TestServer.with(new ServerConfig(data, listen, defaults.capacity()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Reply withHost(String requestLine, String host) throws IOException {
    return RawConnection.exchange(
        server, requestLine + " HTTP/1.1\r\nHost:" + host + "\r\nContent-Length: 0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8000",
        "LocalHost.:8000",
        "127.0.0.1",
        "192.168.1.20:8000",
        "255.255.255.255",
        "[::1]",
        "[::1]:8000",
        "[FE80::1]",
        "chat.example.org",
        "CHAT.EXAMPLE.ORG:443"
      })
  void answersUnderAddressesAndTheNamesItKnows(String host) throws IOException {
    withHost("GET /health", " " + host).expect(200);
  }

  @Test
  void answersUnderTheNameOfItsMachine() throws IOException {
    String machine = InetAddress.getLocalHost().getHostName();
    String shortName = machine.replaceFirst("\\..*", "");
    withHost("GET /health", " " + machine + ":8000").expect(200);
    withHost("GET /health", " " + shortName.toUpperCase(Locale.ROOT) + ".local").expect(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "evil.localhost",
        "example.org",
        "127.0.0.1.evil.example",
        "127.0.0.1.nip.io",
        "256.0.0.1",
        "127.1",
        "0x7f000001",
        "2130706433",
        "chat.example.org.evil.example",
        "localhost.."
      })
  void answersUnderNoOtherName(String host) throws IOException {
    withHost("GET /health", " " + host).expectRefusal(421, "host_unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /api/poll?client_id=alice",
        "HEAD /api/stats",
        "POST /api/send",
        "DELETE /api/client/alice",
        "OPTIONS /api/send",
        "PATCH /api/send",
        "PUT /nothing/here",
        "GET /nothing/here",
        "GET /docs",
        "GET /web/app.js",
        "GET /openapi.json"
      })
  void looksAtTheNameWhateverIsAskedFor(String requestLine) throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(requestLine + " HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n");
      assertEquals(421, connection.head().status());
    }
  }

  @Test
  void takesTheNameInTheRequestLineForTheHost() throws IOException {
    withHost("GET http://evil.example/health", " evil.example").expectRefusal(421, "host_unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /health HTTP/1.1', 400, query_unreadable",
    "'GET /health HTTP/1.0', 421, host_unknown"
  })
  void refusesARequestWithoutHost(String requestLine, int status, String code) throws IOException {
    RawConnection.exchange(server, requestLine + "\r\n\r\n").expectRefusal(status, code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host: localhost\r\nHost: evil.example", "Host: evil.example@localhost"})
  void refusesAHostThatCanBeReadInTwoWays(String headers) throws IOException {
    Reply reply = RawConnection.exchange(server, "GET /health HTTP/1.1\r\n" + headers + "\r\n\r\n");

    assertEquals(4, reply.status() / 100, reply.body());
  }

  @Test
  void refusesAnEmptyHost() throws IOException {
    Reply reply = withHost("GET /health", "");

    assertEquals(4, reply.status() / 100, reply.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8000",
        "http://localhost:3000",
        "https://chat.example.org",
        "http://127.0.0.1:1",
        "http://192.168.7.7",
        "http://[::1]:8000"
      })
  void letsPagesOfItsOwnNamesInWhateverTheHost(String origin) {
    server.get("/api/stats", "Origin", origin).expect(200);
    server
        .post("/api/send", "{\"sender\":\"alice\",\"text\":\"Hello\"}", "Origin", origin)
        .expect(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "https://localhost.evil.example",
        "null",
        "file://",
        "file://localhost",
        "chrome-extension://localhost",
        "localhost",
        "http://",
        "http://evil.example http://localhost",
        "http://localhost@evil.example"
      })
  void refusesPagesOfOtherSites(String origin) {
    server.get("/api/stats", "Origin", origin).expectRefusal(403, "cross_site");
    server.get("/", "Origin", origin).expectRefusal(403, "cross_site");
    server
        .post("/api/send", "{\"sender\":\"alice\",\"text\":\"no\"}", "Origin", origin)
        .expectRefusal(403, "cross_site");
    server.request("OPTIONS", "/api/send", "", "Origin", origin).expectRefusal(403, "cross_site");
  }

  @ParameterizedTest
  @CsvSource({
    "same-origin, 200",
    "same-site, 200",
    "none, 200",
    "cross-site, 403",
    "Cross-Site, 403"
  })
  void refusesWhatABrowserMarksAsCrossSite(String site, int status) {
    Reply reply = server.get("/api/stats", "Sec-Fetch-Site", site).expect(status);

    if (status == 403) {
      reply.expectRefusal(403, "cross_site");
    }
  }

  @Test
  void permitsNoOtherSiteToReadItsReplies() {
    Reply reply = server.get("/api/stats", "Origin", "http://localhost:3000").expect(200);

    assertEquals(null, reply.header("Access-Control-Allow-Origin"));
  }
}
