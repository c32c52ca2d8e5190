package chat.parley.desktop.testing;

import java.util.Map;
import java.util.TreeMap;

/** What a {@link Club} answers. */
record ClubAnswer(int status, Map<String, ?> body) {
  static ClubAnswer refused(int status, String code, String field) {
    return new ClubAnswer(
        status,
        Map.of("status", "error", "code", code, "detail", "The server says no.", "field", field));
  }

  static ClubAnswer ok(Map<String, ?> more) {
    Map<String, Object> all = new TreeMap<>(more);
    all.putIfAbsent("status", "success");
    return new ClubAnswer(200, all);
  }
}
