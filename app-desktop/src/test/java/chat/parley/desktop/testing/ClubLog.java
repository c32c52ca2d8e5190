package chat.parley.desktop.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that was said and has happened in a {@link Club}, in order; a cursor is a place in it. For
 * whoever holds the club's lock.
 */
final class ClubLog {
  static final long TIME_SECONDS = 1_700_000_000;

  private final List<Map<String, Object>> entries = new ArrayList<>();

  void add(Map<String, Object> event) {
    entries.add(event);
  }

  /** Takes in a message; its id. */
  UUID say(String room, String sender, String text, boolean guest) {
    UUID id = new UUID(0x4000, 0x8000_0000_0000_0000L + entries.size());
    Map<String, Object> message = new TreeMap<>();
    message.put("id", id.toString());
    message.put("sender", sender);
    message.put("text", text);
    message.put("timestamp", TIME_SECONDS + entries.size());
    message.put("room", room);
    if (guest) {
      message.put("guest", true);
    }
    entries.add(message);
    return id;
  }

  /**
   * Takes a message away.
   *
   * @return whether there is one
   */
  boolean delete(String id, String by) {
    for (int i = 0; i < entries.size(); i++) {
      if (id.equals(entries.get(i).get("id"))) {
        Map<String, Object> message = new TreeMap<>(entries.get(i));
        message.put("text", "");
        message.put("deleted", true);
        entries.set(i, message);
        entries.add(Map.of("type", "delete", "room", room(message), "message_id", id, "by", by));
        return true;
      }
    }
    return false;
  }

  private static String room(Map<String, Object> entry) {
    return String.valueOf(entry.get("room"));
  }

  /**
   * The messages of a room, all on one page.
   *
   * @param earlier whether those before that page are asked for
   */
  ClubAnswer history(String room, boolean earlier) {
    List<Map<String, Object>> messages =
        entries.stream()
            .filter(one -> !earlier && one.containsKey("id") && room.equals(one.get("room")))
            .toList();
    return ClubAnswer.ok(
        Map.of("room", room, "messages", messages, "has_more", false, "cursor", cursor()));
  }

  private String cursor() {
    return "c" + entries.size();
  }

  /**
   * What is new from a place on.
   *
   * @param sees which rooms are told of
   * @return null for nothing
   */
  @Nullable ClubAnswer news(int from, Predicate<String> sees) {
    List<Map<String, Object>> fresh =
        entries.subList(Math.min(from, entries.size()), entries.size()).stream()
            .filter(one -> sees.test(room(one)))
            .toList();
    if (fresh.isEmpty()) {
      return null;
    }
    return ClubAnswer.ok(
        Map.of(
            "messages",
            fresh.stream().filter(one -> one.containsKey("id")).toList(),
            "events",
            fresh.stream().filter(one -> one.containsKey("type")).toList(),
            "timeout",
            false,
            "cursor",
            cursor()));
  }
}
