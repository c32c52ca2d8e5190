package chat.parley.server.projection;

import chat.parley.model.fold.RoomHead;
import chat.parley.server.event.ServerBody;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.FactChange;
import chat.parley.server.sqlite.Session;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the writer knows of rooms and facts because it read or wrote them itself, so that a message
 * asks the database nothing. It holds for one connection as long as nobody else writes and nothing
 * that it was told of is undone. For one thread.
 */
final class Remembered implements Judge.Before {
  static final int KEPT_MAX = 10_000;

  private final SqlFacts stored;
  private final Map<String, RoomHead> rooms = newest();
  private final Map<Fact.Kind, Map<String, Optional<Fact>>> facts = new EnumMap<>(Fact.Kind.class);

  Remembered(Session session) {
    stored = new SqlFacts(session);
  }

  /** Keeps what was used last. */
  private static <V> Map<String, V> newest() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > KEPT_MAX;
      }
    };
  }

  /** A room is this from now on. */
  void changed(RoomHead head) {
    rooms.put(head.room(), head);
  }

  /** A fact is another one from now on. */
  void changed(FactChange change) {
    of(change.kind()).put(change.key(), Optional.ofNullable(change.now()));
  }

  private Map<String, Optional<Fact>> of(Fact.Kind kind) {
    return facts.computeIfAbsent(kind, _ -> newest());
  }

  @Override
  public @Nullable RoomHead head(String room) {
    if (room.equals(ServerBody.NO_ROOM)) {
      return null;
    }
    RoomHead known = rooms.get(room);
    if (known == null) {
      known = stored.head(room);
      if (known != null) {
        rooms.put(room, known);
      }
    }
    return known;
  }

  @Override
  public @Nullable Fact get(Fact.Kind kind, String key) {
    Map<String, Optional<Fact>> known = of(kind);
    Optional<Fact> fact = known.get(key);
    if (fact == null) { // that there is none is worth knowing too: of guests there is none
      fact = Optional.ofNullable(stored.get(kind, key));
      known.put(key, fact);
    }
    return fact.orElse(null);
  }

  @Override
  public List<Fact.Member> members(String room) {
    return stored.members(room);
  }

  @Override
  public List<String> tokens(String nameKey) {
    return stored.tokens(nameKey);
  }

  @Override
  public Judge.@Nullable Written written(UUID messageId) {
    return stored.written(messageId);
  }
}
