package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server whose storage takes nothing for a while, and then does again. */
class OverloadTest {
  private static final String SEND =
      """
      {"sender":"carol","text":"%s","room":"kitchen"}\
      """;

  @TempDir private Path data;

  @Test
  void whileTheStorageIsHeldUpSendsAreRefusedAtOnceAndAllElseGoesOn() throws SQLException {
    try (TestServer server = TestServer.on(data);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("parley.db"));
        Statement lock = other.createStatement()) {
      server.send("alice", "Before", "kitchen");
      String cursor = server.cursor();
      lock.execute("BEGIN IMMEDIATE");
      CompletableFuture<Reply> waiting = server.sending("bob", "Meanwhile", "kitchen");
      // What would be refused as no JSON is refused before that is looked at.
      Await.until("sends are refused", () -> server.post("/api/send", "?").status() == 503);

      Reply refused = server.post("/api/send", SEND.formatted("Refused"));
      refused.expectRefusal(503, "overloaded");
      assertTrue(Integer.parseInt(String.valueOf(refused.header("Retry-After"))) > 0);
      assertFalse(String.valueOf(refused.header("X-Request-Id")).isEmpty());
      server.get("/health").expect(200);
      server.get("/api/rooms").expect(200);
      CompletableFuture<Reply> poll = server.park("client_id=alice&room=kitchen&cursor=" + cursor);
      assertFalse(waiting.isDone(), "what was taken in before is not given up");

      lock.execute("ROLLBACK");
      Await.result(waiting).expect(200);
      assertEquals(List.of("Meanwhile"), Await.result(poll).texts());
      server.post("/api/send", "?").expectRefusal(400, "json_unreadable");
      server.post("/api/send", SEND.formatted("After")).expect(200);
      assertEquals(
          List.of("Before", "Meanwhile", "After"),
          server.get("/api/history?room=kitchen").expect(200).texts());
      assertTrue(
          server.get("/metrics").body().contains("parley_refusals_total{code=\"overloaded\"}"));
    }
  }
}
