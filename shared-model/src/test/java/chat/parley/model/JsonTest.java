package chat.parley.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static String json(Object value) {
    return new String(Json.bytes(value), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "1693420800123, 1693420800.123",
    "1693420800000, 1693420800.000",
    "1693420800100, 1693420800.100",
    "7, 0.007",
    "0, 0.000",
    "253402300799999, 253402300799.999"
  })
  void aTimeHasThreeDecimalsAndNoExponent(long millis, String wire) {
    assertEquals(wire, json(new Timestamp(millis)));
    assertEquals(
        new Timestamp(millis), Json.read(wire.getBytes(StandardCharsets.UTF_8), Timestamp.class));
  }

  @Test
  void aMessageHasTheFieldsOfTheProtocolAndNoOther() {
    Message message = new Message(new UUID(0, 1), "alice", "hi", new Timestamp(1_500), "kitchen");
    assertEquals(
        "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"sender\":\"alice\",\"text\":\"hi\",\"timestamp\":1.500,"
            + "\"room\":\"kitchen\"}",
        json(message));
  }

  @Test
  void whatIsWrittenForMessagesAloneIsWhatTheMapperWrites() {
    for (int block = 0; block <= Character.MAX_CODE_POINT; block += 0x100) {
      StringBuilder text = new StringBuilder("a\"b\\c/");
      for (int c = block; c < block + 0x100; c++) {
        if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
          text.appendCodePoint(c);
        }
      }
      assertArrayEquals(
          Json.canonical(new TreeMap<>(Map.of("text", text.toString()))),
          new RoomBody.MessagePosted(text.toString()).content(),
          Integer.toHexString(block));
    }
  }

  @Test
  void aPollLeavesOutWhatDoesNotApply() {
    assertEquals(
        "{\"messages\":[],\"status\":\"timeout\",\"timeout\":true,\"cursor\":\"c\"}",
        json(new Replies.Poll(List.of(), "timeout", true, "c", null, null)));
    assertEquals(
        "{\"messages\":[],\"status\":\"timeout\",\"timeout\":true,\"cursor\":\"c\",\"reset\":true,\"retry_after_ms\":7}",
        json(new Replies.Poll(List.of(), "timeout", true, "c", true, 7L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}x",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{\"a\":NaN}",
        "[1,]",
        "\uFEFF{}",
        "{\"a\":01}"
      })
  void refusesWhatIsNotOneJsonValue(String body) {
    Refusal refusal =
        assertThrows(Refusal.class, () -> Json.tree(body.getBytes(StandardCharsets.UTF_8)));
    assertEquals(ErrorCode.JSON_UNREADABLE, refusal.code());
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] latin1 = "{\"text\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThrows(Refusal.class, () -> Json.tree(latin1));
    byte[] utf16 = "{\"text\":\"e\"}".getBytes(StandardCharsets.UTF_16LE);
    assertThrows(Refusal.class, () -> Json.tree(utf16));
  }

  @Test
  void refusesDepth() {
    String deep = "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}";
    assertThrows(Refusal.class, () -> Json.tree(deep.getBytes(StandardCharsets.UTF_8)));
  }

  /** The examples of RFC 8785 that a text may contain. */
  @Test
  void theCanonicalFormIsThatOfTheRfc() {
    TreeMap<String, String> object = new TreeMap<>();
    object.put("text", "\u20ac$\n'\"\\/ \u00f6 \u2028 \uD83D\uDE02 ~");
    object.put("a", "\t");
    assertEquals(
        "{\"a\":\"\\t\",\"text\":\"\u20ac$\\n'\\\"\\\\/ \u00f6 \u2028 \uD83D\uDE02 ~\"}",
        new String(Json.canonical(object), StandardCharsets.UTF_8));
  }
}
