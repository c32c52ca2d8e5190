package chat.parley.server.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Query strings and paths, right and wrong. */
final class QueryFuzz {
  private final Chance chance;

  QueryFuzz(Chance chance) {
    this.chance = chance;
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** A poll that has something to read: it answers at once unless chance spoils it. */
  String poll(List<String> cursors, List<String> messageIds) {
    List<String> pairs = new ArrayList<>();
    pairs.add("client_id=" + chance.word(12));
    if (chance.oneIn(2)) {
      pairs.add("cursor=" + chance.of(cursors));
    } else {
      pairs.add("last_message_id=" + chance.of(messageIds));
    }
    if (chance.oneIn(3)) {
      pairs.add("limit=" + (1 + chance.below(500)));
    }
    if (chance.oneIn(3)) {
      pairs.add("timeout=" + (5 + chance.below(56)));
    }
    if (chance.oneIn(3)) {
      pairs.add("room=" + chance.of("general", "*"));
    }
    return spoiled(pairs, "client_id", "cursor", "last_message_id", "limit", "timeout", "room");
  }

  String history(List<String> messageIds) {
    List<String> pairs = new ArrayList<>();
    if (chance.oneIn(2)) {
      pairs.add("limit=" + (1 + chance.below(100)));
    }
    if (chance.oneIn(2)) {
      pairs.add(chance.of("before=", "after=") + chance.of(messageIds));
    }
    return spoiled(pairs, "room", "limit", "before", "after");
  }

  private String spoiled(List<String> pairs, String... names) {
    int faults = chance.of(0, 0, 1, 1, 2);
    for (int i = 0; i < faults; i++) {
      String name = chance.of(names);
      if (chance.oneIn(2)) {
        pairs.removeIf(pair -> pair.startsWith(name + "="));
      }
      pairs.add(
          chance.below(pairs.size() + 1), name + chance.of("=", "=", "=", "=", "", "==") + value());
    }
    return String.join(chance.oneIn(20) ? chance.of(";", "&&", "&amp;", "%26") : "&", pairs);
  }

  /** A value of a parameter. */
  String value() {
    return switch (chance.below(14)) {
      case 0 -> "";
      case 1 -> chance.word(22);
      case 2 -> encoded(chance.text(20)).replace("%3F", "%ED%A0%80"); // a surrogate, now and then
      case 3 ->
          chance.of(
              "%",
              "%z",
              "%1",
              "%%",
              "%00",
              "%0g",
              "%c0%af",
              "%e0%80%af",
              "%f8%88%80%80%80",
              "%ff",
              "%u0041");
      case 4 ->
          chance.of(
              "-1",
              "0",
              "1",
              "61",
              "501",
              "5.0",
              "1e3",
              "0x10",
              "+5",
              "٣",
              "２",
              "--1",
              "2147483648",
              "9223372036854775808",
              "-9223372036854775809",
              "0000000000000000000005",
              "NaN",
              "");
      case 5 -> "9".repeat(1 + chance.below(400));
      case 6 -> chance.word(1).repeat(chance.of(129, 255, 256, 257, 2_000, 8_000));
      case 7 ->
          chance.of("a+b", "a;b=c", "a&b", "a=b", "'", "\"", "<script>", "{}", "[]", "|", "^", "`");
      case 8 -> chance.word(22) + "%0d%0aX-Injected:%20yes";
      case 9 -> "%2a";
      case 10 -> "018f0000-0000-7000-8000-00000000000" + chance.below(10);
      case 11 -> chance.of("1-1-1-1-1", "0-0-0-0-0", "ffffffffff-1-1-1-1", "----", "x".repeat(36));
      case 12 ->
          new String(chance.bytes(1 + chance.below(8)), StandardCharsets.ISO_8859_1)
              .replaceAll("[\\x00-\\x20#]", "~");
      default -> encoded(chance.text(70));
    };
  }

  /** A path, usually of nothing. */
  String path() {
    StringBuilder path = new StringBuilder();
    int segments = 1 + chance.below(4);
    for (int i = 0; i < segments; i++) {
      path.append(chance.oneIn(12) ? chance.of("//", "\\", "", "/;x=1/", "/%2f/") : "/")
          .append(segment());
    }
    return path.toString();
  }

  private String segment() {
    return switch (chance.below(8)) {
      case 0 ->
          chance.of(
              "..", ".", "%2e%2e", "%2e", "..;", "%252e", "...", "%5c", "%2F", "%00", "%", "%zz",
              "%c0%ae");
      case 1, 2 ->
          chance.of(
              "api", "health", "web", "webjars", "docs", "redoc", "client", "stats", "rooms",
              "history");
      case 3 ->
          chance.of(
              "style.css",
              "index.html",
              "openapi.json",
              "META-INF",
              "WEB-INF",
              "web.xml",
              "swagger-ui");
      case 4 -> encoded(chance.text(12));
      case 5 -> chance.word(1).repeat(chance.of(1, 300, 9_000));
      case 6 ->
          chance.of(
              "é", "日本", "a b", "{client_id}", "*", "<x>", "api;jsessionid=1", "a:b", "a@b", "~");
      default -> chance.word(10);
    };
  }
}
