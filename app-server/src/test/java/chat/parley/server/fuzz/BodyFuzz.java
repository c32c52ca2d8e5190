package chat.parley.server.fuzz;

import chat.parley.model.Json;
import chat.parley.model.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Bodies of sends, right and wrong. */
final class BodyFuzz {
  private final Chance chance;

  BodyFuzz(Chance chance) {
    this.chance = chance;
  }

  byte[] next() {
    Map<String, String> fields = fields();
    byte[] plain = Json.bytes(fields);
    return switch (chance.below(16)) {
      case 0 -> wrongType(fields);
      case 1 -> Arrays.copyOf(plain, chance.below(plain.length));
      case 2 -> flipped(plain);
      case 3 -> encoded(plain);
      case 4 -> joined(plain, chance.of(" ", "\n", "x", "{}", "\u0000", ",", "]", "\ufeff"));
      case 5 -> nested();
      case 6 -> repeated(fields);
      case 7 -> ofLength(Limits.BODY_MAX_BYTES + chance.of(-1, 0, 1, 2, 5_000));
      case 8 -> chance.bytes(chance.below(200));
      case 9 ->
          bytes(
              chance.of(
                  "", "null", "true", "[]", "{}", "\"\"", "0", "{", "{\"", "{]", "NaN", "[{}]",
                  "{}{}", "{'a':1}"));
      case 10 -> escaped(fields);
      default -> plain;
    };
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("sender", chance.oneIn(3) ? chance.text(66) : chance.word(12));
    fields.put(
        "text",
        chance.oneIn(12) ? chance.text(2).repeat(1 + chance.below(12_000)) : chance.text(120));
    if (chance.oneIn(3)) {
      fields.put("room", chance.oneIn(3) ? chance.text(20) : "room" + chance.below(20));
    }
    if (chance.oneIn(6)) {
      fields.put(
          "client_message_id",
          chance.oneIn(3) ? chance.word(36) : new UUID(0x4000, chance.below(40)).toString());
    }
    return replaceable(fields);
  }

  /** A lone surrogate cannot be written as UTF-8; those go by escapes, in {@link #escaped}. */
  private Map<String, String> replaceable(Map<String, String> fields) {
    fields.replaceAll(
        (_, value) -> new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    return fields;
  }

  private byte[] wrongType(Map<String, String> fields) {
    String name = chance.of("sender", "text", "room", "client_message_id");
    String value =
        chance.of(
            "1",
            "-0",
            "1e999999",
            "9".repeat(1_200),
            "0." + "3".repeat(900),
            "true",
            "null",
            "[]",
            "{}",
            "[\"x\"]",
            "{\"a\":\"b\"}",
            "\"\"",
            "01",
            "1.",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\\x\"",
            "\"\t\"");
    fields.remove(name);
    String json = new String(Json.bytes(fields), StandardCharsets.UTF_8);
    return bytes("{\"" + name + "\":" + value + "," + json.substring(1));
  }

  private byte[] flipped(byte[] plain) {
    byte[] flipped = plain.clone();
    int flips = 1 + chance.below(4);
    for (int i = 0; i < flips; i++) {
      flipped[chance.below(flipped.length)] = (byte) chance.below(256);
    }
    return flipped;
  }

  private byte[] encoded(byte[] plain) {
    String text = new String(plain, StandardCharsets.UTF_8);
    Charset charset =
        chance.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.ISO_8859_1,
            Charset.forName("UTF-32"),
            Charset.forName("windows-1252"));
    return chance.oneIn(4) ? bytes("\ufeff" + text) : text.getBytes(charset);
  }

  private byte[] nested() {
    int depth = chance.of(3, 31, 32, 33, 1_000, 20_000);
    String open = chance.of("[", "{\"a\":");
    String all = open.repeat(depth) + "1" + (open.equals("[") ? "]" : "}").repeat(depth);
    return bytes(
        chance.oneIn(2) ? all : "{\"sender\":\"alice\",\"text\":\"x\",\"more\":" + all + "}");
  }

  private byte[] repeated(Map<String, String> fields) {
    String json = new String(Json.bytes(fields), StandardCharsets.UTF_8);
    String name = chance.of("text", "sender", "other");
    return bytes(
        "{\""
            + name
            + "\":\"a\","
            + (chance.oneIn(2) ? "\"" + name + "\":\"b\"," : "")
            + json.substring(1));
  }

  private byte[] ofLength(int length) {
    String start = "{\"sender\":\"alice\",\"text\":\"x\",\"pad\":\"";
    return bytes(start + "p".repeat(length - start.length() - 2) + "\"}");
  }

  private byte[] escaped(Map<String, String> fields) {
    StringBuilder json = new StringBuilder("{");
    fields.forEach((name, value) -> {
      json.append(json.length() > 1 ? "," : "").append('"').append(name).append("\":\"");
      String spoiled =
          chance.oneIn(3)
              ? value + chance.of("\ud800", "\udfff", "\udc00\ud800", "\u0000", "\u0007")
              : value;
      spoiled.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
      json.append('"');
    });
    byte[] all = bytes(json.append('}').toString());
    return all.length > Limits.BODY_MAX_BYTES ? bytes("{}") : all;
  }

  private static byte[] joined(byte[] first, String second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(bytes(second));
    return all.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
