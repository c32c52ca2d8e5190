package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the query of a poll is read; a reset is answered at once, so that none of these waits. */
class ParametersTest {
  private static final String AT_ONCE = "&cursor=AAAAAAAAAAAAAAAAAAAAAA";
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TestServer.on(data);
    server.send("bob", "Hello", "general");
    server.send("bob", "Hello", "küche");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_id=alice&timeout=5&limit=1",
        "client_id=alice&timeout=60&limit=500",
        "client_id=alice&timeout=&limit=&room=&last_message_id=",
        "client_id=alice&timeout&limit&room",
        "client_id=alice&timeout=05",
        "&&client_id=alice&&",
        "client_id=al%69ce&unknown=5&unknown=6",
        "client%5Fid=alice",
        "client_id=&client_id=alice&client_id=",
        "client_id=~!*'()/:@-._$,;=",
        "room=general&client_id=alice&room=%20k%C3%BCche+&room=k%C3%BCche",
        "client_id=alice&room=*&room=a%20b",
        "client_id=alice&last_message_id=a&cursor="
      })
  void areReadAsTheyAreMeant(String query) {
    assertEquals(
        List.of("Hello"), server.pollNow(query + AT_ONCE).texts().stream().distinct().toList());
  }

  @ParameterizedTest
  @CsvSource({
    "'', missing, client_id",
    "client_id=, missing, client_id",
    "client_id, missing, client_id",
    "Client_id=alice, missing, client_id",
    "client_id=a&client_id=a, malformed, client_id",
    "client_id=a%20b, malformed, client_id",
    "client_id=a+b, malformed, client_id",
    "client_id=%00, malformed, client_id",
    "client_id=%7F, malformed, client_id",
    "client_id=%C3%A9, malformed, client_id",
    "client_id=a&timeout=4, out_of_range, timeout",
    "client_id=a&timeout=61, out_of_range, timeout",
    "client_id=a&timeout=0, out_of_range, timeout",
    "client_id=a&timeout=-25, out_of_range, timeout",
    "client_id=a&timeout=9999999999, out_of_range, timeout",
    "client_id=a&timeout=99999999999999999999999, out_of_range, timeout",
    "client_id=a&timeout=25.0, malformed, timeout",
    "client_id=a&timeout=25s, malformed, timeout",
    "client_id=a&timeout=%2025, malformed, timeout",
    "client_id=a&timeout=0x19, malformed, timeout",
    "client_id=a&timeout=true, malformed, timeout",
    "client_id=a&timeout=25&timeout=25, malformed, timeout",
    "client_id=a&limit=0, out_of_range, limit",
    "client_id=a&limit=501, out_of_range, limit",
    "client_id=a&limit=many, malformed, limit",
    "client_id=a&limit=5&limit=5, malformed, limit",
    "client_id=a&cursor=a&cursor=b, malformed, cursor",
    "client_id=a&cursor=a%20b, malformed, cursor",
    "client_id=a&cursor=a%3D%3D, malformed, cursor",
    "client_id=a&cursor=a/b, malformed, cursor",
    "client_id=a&last_message_id=a&last_message_id=b, malformed, last_message_id",
    "client_id=a&room=a%20b, room_name_invalid, room",
    "client_id=a&room=kitchen&room=.attic, room_name_invalid, room",
    "client_id=a&room=~attic, room_name_invalid, room",
    "client_id=a&room=%20, room_name_invalid, room"
  })
  void areNeverGuessedAt(String query, String code, String field) {
    server.get("/api/poll?" + query).expectRefusal(422, code, field);
  }

  @Test
  void haveLengthsUpToALimit() {
    server.pollNow("client_id=" + "a".repeat(128) + AT_ONCE);
    server
        .get("/api/poll?client_id=" + "a".repeat(129))
        .expectRefusal(422, "out_of_range", "client_id");
    server.pollNow("client_id=a&cursor=" + "c".repeat(256));
    server
        .get("/api/poll?client_id=a&cursor=" + "c".repeat(257))
        .expectRefusal(422, "malformed", "cursor");
    server.pollNow("client_id=a&last_message_id=" + "m".repeat(128));
    server
        .get("/api/poll?client_id=a&last_message_id=" + "m".repeat(129))
        .expectRefusal(422, "out_of_range", "last_message_id");
  }

  @Test
  void nameAtMostAHundredRooms() {
    String hundred =
        IntStream.range(0, 99).mapToObj(i -> "&room=r" + i).collect(Collectors.joining())
            + "&room=general";
    server.pollNow("client_id=a&room=general" + hundred + AT_ONCE);
    server
        .get("/api/poll?client_id=a" + hundred + "&room=one-more")
        .expectRefusal(422, "out_of_range", "room");
  }

  @Test
  void haveAtMostEightKibibytesInAll() {
    String query = "client_id=a" + AT_ONCE + "&x=";
    int padding = 8 * 1024 - query.length();
    server.pollNow(query + "x".repeat(padding));
    server.get("/api/poll?" + query + "x".repeat(padding + 1)).expectRefusal(413, "too_large");
    server.get("/api/history?x=" + "x".repeat(8 * 1024)).expectRefusal(413, "too_large");
    server.get("/api/poll?" + query + "x".repeat(100_000)).expectRefusal(413, "too_large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_id=%C3", "client_id=a&room=%FF", "client_id=a&x=%C0%AF"})
  void areUtf8(String query) {
    server.get("/api/poll?" + query).expectRefusal(400, "query_unreadable");
    server.get("/api/history?" + query).expectRefusal(400, "query_unreadable");
    server.delete("/api/client?" + query).expectRefusal(400, "query_unreadable");
  }
}
