package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts and names are taken, and how they are stored. */
class NamesAndTextTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TestServer.on(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The newest message of a room. */
  private static String newest(String room, String field) {
    return server
        .get("/api/history?limit=1&room=" + TestServer.encoded(room))
        .expect(200)
        .json()
        .path("messages")
        .path(0)
        .path(field)
        .asText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "é", "👋", "\ta\r\nb ", " x", "a\u200Db", "\uFFFF", "\\ \" </script>"})
  void storesATextAsItWasSent(String text) {
    server.send("alice", text, "general");

    assertEquals(text, newest("general", "text"));
  }

  @ParameterizedTest
  @CsvSource({"x, 16384", "é, 8192", "👋, 4096"})
  void takesATextOf16384Bytes(String character, int times) {
    server.send("alice", character.repeat(times), "general");

    assertEquals(character.repeat(times), newest("general", "text"));
    refused("alice", character.repeat(times) + "x", "general", "text_invalid", "text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\\t\\r\\n",
        "\\u00a0",
        "\\u3000",
        "a\\u0000",
        "a\\u0007",
        "a\\u001b",
        "a\\u007f",
        "a\\u0085",
        "\\ud83d",
        "\\udc4b\\ud83d",
        "a\\ud83db"
      })
  void refusesATextWithNothingToSeeOrWithControlCharacters(String escaped) {
    refused("alice", escaped, "general", "text_invalid", "text");
  }

  @ParameterizedTest
  @CsvSource({
    "' alice ', alice",
    "'\u00A0alice\u3000', alice",
    "e\u0301va, éva",
    "Alice B., Alice B.",
    "'<b>&\"''', '<b>&\"'''",
    "a\u200Db, a\u200Db",
    "a.b~c, a.b~c"
  })
  void trimsAndNormalisesASender(String sender, String expected) {
    server.send(sender, "Hello", "general");

    assertEquals(expected, newest("general", "sender"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".alice",
        "~alice",
        " .alice",
        "a/b",
        "a\\\\b",
        "a;b",
        "a%b",
        "a?b",
        "a#b",
        "a\\u0000b",
        "a\\nb",
        "a\\u202eb",
        "a\\u2066b",
        "a\\u200eb",
        "\\u200d",
        "\\ud800"
      })
  void refusesASenderThatIsNoName(String escaped) {
    refused(escaped, "Hello", "general", "name_invalid", "sender");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kitchen", "K-1_2.3", "küche", "厨房", "रसोई", "5"})
  void takesLettersDigitsDashesUnderscoresAndDotsForARoom(String room) {
    server.send("alice", "in " + room, room);

    assertEquals("in " + room, newest(room, "text"));
    assertEquals(room, newest(" " + room + " ", "room"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        ".kitchen",
        "~kitchen",
        "*",
        "a/b",
        "a\\\\b",
        "a;b",
        "a%b",
        "a?b",
        "a#b",
        "a:b",
        "a,b",
        "👋",
        "a\\u0000",
        "a\\u202eb",
        "a\\u200db",
        "\\ud800"
      })
  void refusesARoomWithAnythingElseInItsName(String escaped) {
    refused("alice", "Hello", escaped, "room_name_invalid", "room");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "\uD842\uDFB7"})
  void takesNamesOf64Characters(String character) {
    String longest = character.repeat(64);
    server.send(longest, "Hello", longest);

    assertEquals(longest, newest(longest, "sender"));
    refused(longest + "x", "Hello", "general", "name_invalid", "sender");
    refused("alice", "Hello", longest + "x", "room_name_invalid", "room");
  }

  /** Sends a message whose parts are JSON strings already, which must be refused. */
  private static void refused(String sender, String text, String room, String code, String field) {
    server
        .post(
            "/api/send",
            "{\"sender\":\"" + sender + "\",\"text\":\"" + text + "\",\"room\":\"" + room + "\"}")
        .expectRefusal(422, code, field);
  }
}
