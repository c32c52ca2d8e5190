package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The id by which a person and the keeper of a server speak of the same request. */
class RequestIdTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TestServer.with(ServerConfig.defaults(data));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String id(Reply reply) {
    return String.valueOf(reply.header("X-Request-Id"));
  }

  @Test
  void isAnotherForEachRequest() {
    String first = id(server.get("/health"));

    assertTrue(first.matches("[0-9a-f]{6}-[0-9a-z]+"), first);
    assertNotEquals(first, id(server.get("/health")));
  }

  @Test
  void isInEveryKindOfReply() throws IOException {
    CompletableFuture<Reply> late = server.park("client_id=alice&room=kitchen");
    Reply sent = server.send("bob", "Hello", "kitchen");
    for (Reply reply :
        new Reply[] {
          Await.result(late).expect(200),
          sent,
          server.get("/nothing").expect(404),
          server.get("/", "Origin", "http://evil.example").expect(403),
          RawConnection.exchange(server, "GET / HTTP/1.1\r\nHost: localhost\r\nno\r\n\r\n")
              .expect(400)
        }) {
      assertTrue(id(reply).matches("[0-9a-f]{6}-[0-9a-z]+"), reply.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "4f9c2a1e-7b3d-4c58-9e06-d1a7f3b8c245", "proxy.1_2"})
  void isTheOneThatAProxyGave(String given) {
    assertEquals(given, id(server.get("/health", "X-Request-Id", given)));
    assertEquals(given, id(server.get("/nothing", "X-Request-Id", given).expect(404)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\"b", "a,b", "a<b", "a\tb", "a/b", "{\"a\":1}", "\u00e4"})
  void isNotOneThatCouldBeTakenForSomethingElse(String given) throws IOException {
    Reply reply =
        RawConnection.exchange(
            server,
            "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + given + "\r\n\r\n");

    assertTrue(id(reply).matches("[0-9a-f]{6}-[0-9a-z]+"), reply.toString());
  }

  @Test
  void isNotALongOne() {
    assertEquals(64, id(server.get("/health", "X-Request-Id", "a".repeat(64))).length());
    assertNotEquals(65, id(server.get("/health", "X-Request-Id", "a".repeat(65))).length());
  }
}
