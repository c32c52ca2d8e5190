package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Polls with a token, past Jetty's requests. */
@DisabledIfSystemProperty(named = "parley.fast.polls", matches = "false")
class PlainTokenTest {
  @TempDir private Path data;

  @Test
  void aTokenThatCameBeforeIsLookedAtEachTime() throws IOException {
    try (TestServer server = TestServer.with(ServerConfig.defaults(data))) {
      String token = server.tokenOf("alice");
      String lines = " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
      String poll = "GET /api/poll?client_id=a&room=kitchen&cursor=";
      String cursor = server.cursor();
      server.send("bob", "1", "kitchen");
      try (RawConnection one = new RawConnection(server);
          RawConnection other = new RawConnection(server)) {
        for (RawConnection connection : List.of(one, other, one, one, other)) {
          connection.send(poll + cursor + lines);
          Reply reply = connection.reply().expect(200);
          assertEquals(List.of("1"), reply.texts());
          assertTrue(reply.isPlain(), reply.toString());
        }
        other.send(poll + cursor + lines.replace(token, "A".repeat(token.length())));
        other.reply().expect(401);
        server.post("/api/logout", "", "Authorization", "Bearer " + token).expect(200);
        one.send(poll + cursor + lines);
        assertEquals("token_invalid", one.reply().expect(401).text("code"));
      }
    }
  }
}
