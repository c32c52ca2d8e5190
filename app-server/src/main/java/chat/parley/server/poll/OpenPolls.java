package chat.parley.server.poll;

import chat.parley.model.ClientId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The polls that are open, by client and rooms: one each. Safe for use by any thread. */
final class OpenPolls {
  private final ConcurrentHashMap<Owner, OfClient> polls = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Set<OpenPoll>> ofNames = new ConcurrentHashMap<>();

  /** What a client has open: nearly always one poll, and there are tens of thousands. */
  sealed interface OfClient permits OpenPoll, Several {}

  /** Two or more. */
  record Several(Map<Rooms, OpenPoll> byRooms) implements OfClient {}

  private static Map<Rooms, OpenPoll> byRooms(OfClient found) {
    return switch (found) {
      case OpenPoll poll -> Map.of(poll.request().rooms(), poll);
      case Several several -> several.byRooms();
    };
  }

  private static @Nullable OfClient of(Map<Rooms, OpenPoll> byRooms) {
    return switch (byRooms.size()) {
      case 0 -> null;
      case 1 -> byRooms.values().iterator().next();
      default -> new Several(Map.copyOf(byRooms));
    };
  }

  /**
   * Puts a poll in the place of the one that the same client had open for the same rooms, which is
   * returned.
   */
  @Nullable OpenPoll put(OpenPoll poll) {
    String nameKey = poll.request().owner().nameKey();
    if (nameKey != null) {
      ofNames.merge(nameKey, Set.of(poll), OpenPolls::both);
    }
    return polls.putIfAbsent(poll.request().owner(), poll) == null ? null : putBeside(poll);
  }

  private @Nullable OpenPoll putBeside(OpenPoll poll) {
    @Nullable OpenPoll[] before = {null};
    polls.compute(
        poll.request().owner(),
        (_, found) -> {
          Map<Rooms, OpenPoll> ofClient = new HashMap<>();
          if (found != null) {
            ofClient.putAll(byRooms(found));
          }
          before[0] = ofClient.put(poll.request().rooms(), poll);
          return of(ofClient);
        });
    return before[0];
  }

  private static Set<OpenPoll> both(Set<OpenPoll> some, Set<OpenPoll> others) {
    Set<OpenPoll> both = some.size() > 1 ? some : ConcurrentHashMap.newKeySet();
    both.addAll(some);
    both.addAll(others);
    return both;
  }

  void remove(OpenPoll poll) {
    if (!polls.remove(poll.request().owner(), poll)) {
      removeBeside(poll);
    }
    String nameKey = poll.request().owner().nameKey();
    if (nameKey != null) {
      ofNames.computeIfPresent(nameKey, (_, ofName) -> without(ofName, poll));
    }
  }

  private void removeBeside(OpenPoll poll) {
    polls.computeIfPresent(
        poll.request().owner(),
        (_, found) -> {
          Map<Rooms, OpenPoll> ofClient = new HashMap<>(byRooms(found));
          ofClient.remove(poll.request().rooms(), poll);
          return of(ofClient);
        });
  }

  private static @Nullable Set<OpenPoll> without(Set<OpenPoll> ofName, OpenPoll poll) {
    if (ofName.size() > 1) {
      ofName.remove(poll);
      return ofName.size() > 1 ? ofName : Set.copyOf(ofName);
    }
    return ofName.contains(poll) ? null : ofName;
  }

  /** All polls of whoever owns a name, from all their devices. */
  List<OpenPoll> ofName(String nameKey) {
    return List.copyOf(ofNames.getOrDefault(nameKey, Set.of()));
  }

  /** All polls from an address. */
  List<OpenPoll> from(String address) {
    List<OpenPoll> found = new ArrayList<>();
    for (OfClient ofClient : polls.values()) {
      for (OpenPoll poll : byRooms(ofClient).values()) {
        if (poll.request().address().equals(address)) {
          found.add(poll);
        }
      }
    }
    return found;
  }

  /** Whoever has polls open as a client of that id. */
  List<Owner> owners(ClientId client) {
    return polls.keySet().stream().filter(owner -> owner.clientId().equals(client)).toList();
  }

  /** Takes out all polls of a client. */
  List<OpenPoll> removeAll(Owner owner) {
    OfClient ofClient = polls.remove(owner);
    return ofClient == null ? List.of() : List.copyOf(byRooms(ofClient).values());
  }
}
