package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.TestStorage;
import chat.parley.server.testing.Visitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes back after a restart reads what they would have read before it. */
class AfterRestartTest {
  @TempDir private Path data;

  /** The rest is in memory from before, read again at the start, or on the disk alone. */
  @ParameterizedTest
  @ValueSource(ints = {0, 20, 56, 57, 58, 59, 60, 61, 62, 200}) // some with 64, 65 and 66 in all
  void everyoneReadsTheSame(int more) {
    List<String> before = new ArrayList<>();
    String cursor;
    String token;
    try (TestServer server = TestServer.on(data)) {
      cursor = server.cursor();
      Visitor alice = Visitor.join(server, Cast.ALICE);
      Visitor bob = Visitor.join(server, Cast.BOB);
      token = Objects.requireNonNull(alice.token());
      String room = alice.makePrivate("Attic club", null);
      String gone = alice.send("taken away", Cast.KITCHEN);
      alice.give(room, Cast.BOB, "member");
      var _ = bob.send("hidden", room);
      alice.delete("/api/messages/" + gone).expect(200);
      alice.give(room, Cast.BOB, "none");
      for (int i = 0; i < more; i++) {
        server.send("carol", "more " + i, "garage");
      }
      before.addAll(replies(server, cursor, token));
    }
    try (TestServer server = TestServer.on(data)) {
      List<String> after = replies(server, cursor, token);
      assertEquals(before, after);
      assertFalse(String.join("", after).contains("taken away"));
      assertFalse(after.getFirst().contains("hidden"), "to a guest");
      assertTrue(after.getLast().contains("hidden"), "to a member");
    }
  }

  private static List<String> replies(TestServer server, String cursor, String token) {
    String query = "/api/poll?client_id=c&events=all&room=*&limit=100&cursor=" + cursor;
    return List.of(
        server.get(query).expect(200).body(),
        server.get(query, "Authorization", "Bearer " + token).expect(200).body());
  }

  @Test
  void anEventThatCannotBeReadDoesNotKeepTheServerFromStarting() throws Exception {
    String cursor;
    try (TestServer server = TestServer.on(data)) {
      server.send("carol", "before", "garage");
      cursor = server.cursor();
      server.send("carol", "of another time", "garage");
    }
    try (TestStorage storage = TestStorage.open(data)) {
      var _ =
          Await.result(
              storage
                  .database()
                  .write(session ->
                      session.update(
                          "UPDATE log SET type = 'hologram' WHERE seq = (SELECT max(seq) FROM log)")));
    }
    try (TestServer server = TestServer.on(data)) {
      server.send("carol", "after", "garage");
      Reply reply = server.pollNow("client_id=c&room=garage&cursor=" + cursor).expect(200);
      assertTrue(reply.texts().contains("after"), reply.toString());
    }
  }

  @Test
  @DisabledIfSystemProperty(named = "parley.fast.polls", matches = "false")
  void theFewThatCameLastAreInMemory() throws IOException {
    String cursor;
    try (TestServer server = TestServer.on(data)) {
      cursor = server.cursor();
      server.send("carol", "while you were away", Cast.KITCHEN);
    }
    try (TestServer server = TestServer.on(data);
        RawConnection connection = new RawConnection(server)) {
      connection.send(
          "GET /api/poll?client_id=c&room=kitchen&cursor="
              + cursor
              + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Reply reply = connection.reply().expect(200);
      assertEquals(List.of("while you were away"), reply.texts());
      assertTrue(reply.isPlain(), "nobody waited for the disk: " + reply);
    }
  }
}
