package chat.parley.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.testing.LogWatch;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing found, one request each. */
class FoundByFuzzTest {
  private static final int ANSWER_MILLIS = 10_000;

  @TempDir Path folder;

  private final LogWatch log = LogWatch.begin();
  private Server server;

  @BeforeEach
  void start() throws Exception {
    server =
        Server.start(
            TestServer.asTested(ServerConfig.defaults(folder).withPort(0)), Surroundings.real());
  }

  @AfterEach
  void stop() {
    server.close();
    log.close();
  }

  private Wire.Reply ask(String head) throws IOException {
    try (Wire wire = new Wire(server.port())) {
      wire.send((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      Wire.Reply reply = wire.read(false, ANSWER_MILLIS);
      if (reply == null) {
        throw new IOException("No answer to " + head);
      }
      return reply;
    }
  }

  @Test
  void aPathThatCannotBeDecodedIsTheClientsFault() throws IOException {
    Wire.Reply reply = ask("DELETE /api/client/%u0041 HTTP/1.1\r\nHost: localhost");

    assertEquals(400, reply.status());
    assertTrue(reply.text().contains("\"query_unreadable\""), reply.text());
    assertEquals(List.of(), log.entries());
  }

  @Test
  void aPlusInAPathIsAPlus() throws IOException {
    Wire.Reply reply = ask("DELETE /api/client/a+b HTTP/1.1\r\nHost: localhost");

    assertEquals(404, reply.status(), "a client id that may be: " + reply.text());
  }

  @Test
  void anEmptyPathIsNotSentOnPastTheGate() throws IOException {
    assertEquals(421, ask("OPTIONS # HTTP/1.1\r\nHost: evil.example").status());
    assertEquals(404, ask("OPTIONS # HTTP/1.1\r\nHost: localhost").status());
  }

  @Test
  void aRequestLineThatCannotBeReadEndsTheConnectionAndIsToldSo() throws IOException {
    Wire.Reply reply = ask("G\u00c9T /health HTTP/1.1\r\nHost: localhost");

    assertEquals(400, reply.status());
    assertTrue(reply.closes(), "Connection: " + reply.headers().get("connection"));
  }

  @Test
  void nobodyFillsTheLogWithBadHosts() throws IOException {
    ask("GET /health HTTP/1.1\r\nHost: localhost:99999");
    ask("GET /health HTTP/1.1\r\nHost: localhost\r\nHost: localhost");

    assertEquals(List.of(), log.entries());
  }
}
