package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Limits;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that end before their limit, and pages of rooms that are read from different places. */
class LargePageTest {
  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.on(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPollsReplyEndsBeforeItFillsTheMemoryAndTheNextGoesOn() {
    String cursor = server.cursor();
    List<String> sent =
        IntStream.range(0, 70).mapToObj(i -> i + "x".repeat(Limits.TEXT_MAX_BYTES - 2)).toList();
    sent.forEach(text -> server.send("alice", text, "kitchen").expect(200));

    List<String> read = new ArrayList<>();
    int replies = 0;
    while (read.size() < sent.size()) {
      Reply reply = server.pollNow("client_id=bob&room=kitchen&limit=500&cursor=" + cursor);
      assertTrue(reply.body().length() < 2 * Limits.POLL_REPLY_TEXT_MAX_CHARS);
      read.addAll(reply.texts());
      cursor = reply.cursor();
      replies++;
    }

    assertEquals(sent, read);
    assertEquals(3, replies);
  }

  /** Two clients whose replies begin and end with the same messages and differ between them. */
  @Test
  void clientsThatStandAtDifferentPlacesDoNotGetEachOthersReplies() {
    var firstOfX = server.park("client_id=x&room=a&room=b&room=c");
    var firstOfY = server.park("client_id=y&room=a&room=b&room=c", 1);
    server.send("alice", "a0", "a");
    assertEquals(List.of("a0"), firstOfX.join().texts());
    assertEquals(List.of("a0"), firstOfY.join().texts());
    server.send("alice", "a1", "a");
    server.send("alice", "b1", "b");
    server.pollNow("client_id=y&room=b").expect(200);
    server.send("alice", "c1", "c");
    server.pollNow("client_id=x&room=c").expect(200);
    server.send("alice", "a2", "a");

    Reply x = server.pollNow("client_id=x&room=a&room=b&room=c");
    Reply y = server.pollNow("client_id=y&room=a&room=b&room=c");

    assertEquals(List.of("a1", "b1", "a2"), x.texts(), "c1 was read before");
    assertEquals(List.of("a1", "c1", "a2"), y.texts(), "b1 was read before");
  }

  @Test
  void aPageThatIsCutShortMovesNoRoomBackwards() {
    for (String room : List.of("a", "b")) {
      var first = server.park("client_id=x&room=" + room);
      server.send("alice", room + "0", room);
      assertEquals(List.of(room + "0"), first.join().texts());
    }
    server.send("alice", "a1", "a");
    server.send("alice", "a2", "a");
    server.send("alice", "b1", "b");
    assertEquals(List.of("b1"), server.pollNow("client_id=x&room=b").texts());

    assertEquals(List.of("a1"), server.pollNow("client_id=x&room=a&room=b&limit=1").texts());
    assertEquals(
        List.of("a2"), server.pollNow("client_id=x&room=a&room=b").texts(), "b1 is not told twice");
  }
}
