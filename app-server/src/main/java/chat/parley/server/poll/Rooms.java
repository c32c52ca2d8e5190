package chat.parley.server.poll;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The rooms a poll asks about. */
public sealed interface Rooms {
  /** Whether a message in a room is asked for. */
  boolean include(String room);

  /**
   * The rooms by name, or {@code *} for all: what a poll waits for and what its place is kept
   * under.
   */
  List<String> keys();

  /** Every room there is, and those to come. */
  record All() implements Rooms {
    private static final List<String> KEYS = List.of("*");

    @Override
    public boolean include(String room) {
      return true;
    }

    @Override
    public List<String> keys() {
      return KEYS;
    }
  }

  /** Some rooms by name, in order and each once, so that two polls for the same rooms are equal. */
  record Named(List<String> keys) implements Rooms {
    public Named {
      keys = List.copyOf(keys);
    }

    @Override
    public boolean include(String room) {
      return keys.contains(room);
    }
  }

  static Rooms named(Collection<String> names) {
    return new Named(List.copyOf(new TreeSet<>(names)));
  }
}
