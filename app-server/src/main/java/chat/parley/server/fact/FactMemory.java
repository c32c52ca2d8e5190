package chat.parley.server.fact;

import chat.parley.server.event.Outcome;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The facts in memory. One thread at a time changes them, in the log's order; any reads. A reader
 * may see one change of an event before another of the same event.
 */
public final class FactMemory implements Facts {
  private final Map<Fact.Kind, Map<String, Fact>> facts = new EnumMap<>(Fact.Kind.class);
  private final NavigableMap<String, Fact> members = new ConcurrentSkipListMap<>();
  private final Map<String, Set<String>> roomsOf = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> tokensOf = new ConcurrentHashMap<>();
  private final AtomicLong revision = new AtomicLong();

  public FactMemory() {
    for (Fact.Kind kind : Fact.Kind.values()) {
      facts.put(kind, kind == Fact.Kind.MEMBER ? members : new ConcurrentHashMap<>());
    }
  }

  /** Takes what follows from an event that was applied. */
  public void apply(Outcome outcome) {
    FactFold.Happened happened = FactFold.Happened.of(outcome);
    if (happened != null) {
      FactFold.changes(happened, this).forEach(this::apply);
    }
  }

  /** Takes a change. */
  public void apply(FactChange change) {
    revision.incrementAndGet(); // so that whoever sees the change finds another than before
    Fact before =
        change.now() == null
            ? of(change.kind()).remove(change.key())
            : of(change.kind()).put(change.key(), change.now());
    // Of one key, so of one room or one token: who stays in a room is never seen to be out of it.
    boolean linked = change.now() != null && link(change.now());
    if (before != null && !linked) {
      unlink(before);
    }
    revision.incrementAndGet(); // and whoever looked meanwhile does not see half of it for ever
  }

  /**
   * Counts the beginnings and the ends of changes, so it is odd during one. Whoever asks for it,
   * then reads, and later finds it unchanged has read what is still so, or is so until the change
   * that was under way is over.
   */
  public long revision() {
    return revision.get();
  }

  private boolean link(Fact fact) {
    return switch (fact) {
      case Fact.Member member when member.role().isMember() -> {
        add(roomsOf, member.nameKey(), member.room());
        yield true;
      }
      case Fact.Token token -> {
        add(tokensOf, token.nameKey(), token.key());
        yield true;
      }
      default -> false;
    };
  }

  private void unlink(Fact fact) {
    switch (fact) {
      case Fact.Member member -> remove(roomsOf, member.nameKey(), member.room());
      case Fact.Token token -> remove(tokensOf, token.nameKey(), token.key());
      default -> {}
    }
  }

  private static void add(Map<String, Set<String>> index, String key, String value) {
    index.computeIfAbsent(key, _ -> new ConcurrentSkipListSet<>()).add(value);
  }

  private static void remove(Map<String, Set<String>> index, String key, String value) {
    index.computeIfPresent(
        key,
        (_, values) -> {
          values.remove(value);
          return values.isEmpty() ? null : values;
        });
  }

  private Map<String, Fact> of(Fact.Kind kind) {
    return facts.getOrDefault(kind, members);
  }

  @Override
  public @Nullable Fact get(Fact.Kind kind, String key) {
    return of(kind).get(key);
  }

  /** All facts of a kind. */
  public Collection<Fact> all(Fact.Kind kind) {
    return of(kind).values();
  }

  @Override
  public List<Fact.Member> members(String room) {
    // '0' follows '/', which ends the room in the key.
    return members.subMap(room + "/", room + "0").values().stream()
        .map(Fact.Member.class::cast)
        .toList();
  }

  @Override
  public List<String> tokens(String nameKey) {
    return List.copyOf(tokensOf.getOrDefault(nameKey, Set.of()));
  }

  /** The rooms that somebody is a member of. */
  public Set<String> roomsOf(String nameKey) {
    return Set.copyOf(roomsOf.getOrDefault(nameKey, Set.of()));
  }
}
