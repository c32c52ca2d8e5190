package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.server.ServerConfig;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the body of a send is read. */
class SendTest {
  private static final String GOOD = "{\"sender\":\"alice\",\"text\":\"Hello\"}";
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TestServer.on(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Reply sent(String body) {
    return server.post("/api/send", body);
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

  @Test
  void answersWithTheFieldsOfTheContract() {
    Reply reply = sent(GOOD).expect(200);

    assertEquals(
        List.of("status", "message_id", "timestamp"),
        reply.json().propertyStream().map(property -> property.getKey()).toList());
    assertEquals("sent", reply.text("status"));
    assertEquals(newest("general", "id"), reply.text("message_id"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/x-www-form-urlencoded",
        "text/plain; charset=iso-8859-1",
        "nonsense"
      })
  void readsABodyAsJsonWhateverItsTypeSays(String type) {
    String body = "{\"sender\":\"alice\",\"text\":\"%C3%A9+é " + type.length() + "\"}";
    server.post("/api/send", body, "Content-Type", type).expect(200);

    assertEquals("%C3%A9+é " + type.length(), newest("general", "text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sender\":\"alice\",\"text\":\"Hello\",\"colour\":\"red\",\"more\":{\"a\":[1,null]}}",
        "{\"sender\":\"alice\",\"text\":\"Hello\",\"room\":null,\"client_message_id\":null}",
        " \r\n\t{\"sender\":\"alice\",\"text\":\"Hello\"}\n ",
        "{\"sender\":\"\\u0061lice\",\"text\":\"Hello\"}"
      })
  void ignoresWhatItDoesNotKnowAndTakesNullForAbsent(String body) {
    sent(body).expect(200);

    assertEquals("alice", newest("general", "sender"));
    assertEquals("Hello", newest("general", "text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "sender=alice&text=Hello",
        "{'sender':'alice','text':'Hello'}",
        "{\"sender\":\"alice\",\"text\":\"Hello\",}",
        "{\"sender\":\"alice\",\"text\":\"Hello\"}{}",
        "{\"sender\":\"alice\",\"text\":\"Hello\"} x",
        "{\"sender\":\"alice\",\"text\":\"Hello\"}\u0000",
        "{\"sender\":\"alice\",\"sender\":\"bob\",\"text\":\"Hello\"}",
        "{\"sender\":\"alice\",\"text\":\"Hello\",\"x\":{\"y\":1,\"y\":2}}",
        "{\"sender\":\"alice\",\"text\":\"a\nb\"}",
        "{\"sender\":\"alice\",\"text\":\"\\x\"}",
        "{\"sender\":\"alice\",\"text\":NaN}",
        "// no\n{\"sender\":\"alice\",\"text\":\"Hello\"}",
        "\uFEFF{\"sender\":\"alice\",\"text\":\"Hello\"}"
      })
  void refusesABodyThatIsNotOneJsonValue(String body) {
    sent(body).expectRefusal(400, "json_unreadable");
  }

  @Test
  void refusesABodyThatIsTooDeep() {
    String deep = "{\"sender\":\"alice\",\"text\":\"Hello\",\"x\":";
    sent(deep + "[".repeat(31) + "]".repeat(31) + "}").expect(200);
    sent(deep + "[".repeat(32) + "]".repeat(32) + "}").expectRefusal(400, "json_unreadable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff", // never in UTF-8
        "c3", // half of a character
        "c0af", // longer than need be
        "eda080", // a surrogate
        "f4908080" // beyond Unicode
      })
  void refusesABodyThatIsNotUtf8(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    byte[] head = "{\"sender\":\"alice\",\"text\":\"".getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(head, head.length + bytes.length + 2);
    System.arraycopy(bytes, 0, body, head.length, bytes.length);
    body[body.length - 2] = '"';
    body[body.length - 1] = '}';

    server.request("POST", "/api/send", body).expectRefusal(400, "json_unreadable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "\"sender\"", "5", "true"})
  void refusesABodyThatIsNoObject(String body) {
    sent(body).expectRefusal(400, "json_unreadable");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{} | missing | sender",
        "{\"text\":\"Hello\"} | missing | sender",
        "{\"sender\":null,\"text\":\"Hello\"} | missing | sender",
        "{\"sender\":\"alice\"} | missing | text",
        "{\"sender\":\"alice\",\"text\":null} | missing | text",
        "{\"Sender\":\"alice\",\"text\":\"Hello\"} | missing | sender",
        "{\"sender\":5,\"text\":\"Hello\"} | malformed | sender",
        "{\"sender\":[\"alice\"],\"text\":\"Hello\"} | malformed | sender",
        "{\"sender\":\"alice\",\"text\":5} | malformed | text",
        "{\"sender\":\"alice\",\"text\":true} | malformed | text",
        "{\"sender\":\"alice\",\"text\":{}} | malformed | text",
        "{\"sender\":\"alice\",\"text\":\"Hello\",\"room\":5} | malformed | room",
        "{\"sender\":\"alice\",\"text\":\"Hello\",\"client_message_id\":5} | malformed | client_message_id",
        "{\"sender\":\"alice\",\"text\":\"Hello\",\"client_message_id\":\"\"} | malformed | client_message_id",
        "{\"sender\":\"alice\",\"text\":\"Hello\",\"client_message_id\":\"1-1-1-1-1\"} | malformed | client_message_id",
        "{\"sender\":\"alice\",\"text\":\"Hello\",\"client_message_id\":\"018a47bec87b7c3e9d415b2f8a6c0e17\"} | malformed | client_message_id",
      })
  void coercesNothing(String body, String code, String field) {
    sent(body).expectRefusal(422, code, field);
  }

  @Test
  void takesABodyOf64KibibytesAndNoMore() {
    int padding = 64 * 1024 - GOOD.length();
    sent(GOOD + " ".repeat(padding)).expect(200);
    sent(GOOD + " ".repeat(padding + 1)).expectRefusal(413, "too_large");
  }

  @Test
  void readsNoCompressedBody() {
    server.post("/api/send", GOOD, "Content-Encoding", "gzip").expectRefusal(415, "media_type");
    server.post("/api/send", GOOD, "Content-Encoding", "identity").expect(200);
  }

  @Test
  void makesNoMoreRoomsThanThereMayBe(@TempDir Path data) {
    var capacity = new ServerConfig.Capacity(10, 10, 1, 0);
    try (TestServer small = TestServer.with(ServerConfig.defaults(data).withCapacity(capacity))) {
      small.send("alice", "Hello", "kitchen");
      small.post("/api/send", GOOD).expectRefusal(403, "forbidden", "room");
      small.send("alice", "Hello", "kitchen");
    }
  }
}
