package chat.parley.desktop.testing;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A room of a {@link Club}, and what is told of it. For whoever holds the club's lock. */
final class ClubRoom {
  @Nullable String title;
  @Nullable String topic;
  String passphrase = "";
  boolean direct;
  final Map<String, String> members = new TreeMap<>();

  /** What one is told who asks for the room. */
  Map<String, Object> facts(String id, String me) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("room", id);
    facts.put("message_count", 0);
    facts.put("last_activity", ClubLog.TIME_SECONDS);
    put(facts, "title", title);
    put(facts, "topic", topic);
    put(facts, "role", members.get(me));
    if (direct) {
      members.keySet().stream()
          .filter(name -> !name.equals(me))
          .forEach(name -> facts.put("direct", name));
    }
    return facts;
  }

  /** What everyone is told who sees the room, when it has changed. */
  Map<String, Object> event(String id) {
    Map<String, Object> event = new TreeMap<>(Map.of("type", "room", "room", id));
    put(event, "title", title);
    put(event, "topic", topic);
    return event;
  }

  private static void put(Map<String, Object> facts, String field, @Nullable String value) {
    if (value != null) {
      facts.put(field, value);
    }
  }
}
