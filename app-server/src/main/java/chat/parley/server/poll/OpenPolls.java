package chat.parley.server.poll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The polls that are open, by client and rooms: one each. Safe for use by any thread. */
final class OpenPolls {
  /** Maps that do not change: nearly all have one entry, and there are thousands. */
  private final ConcurrentHashMap<Owner, Map<Rooms, OpenPoll>> polls = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<String, Set<OpenPoll>> ofNames = new ConcurrentHashMap<>();

  /**
   * Puts a poll in the place of the one that the same client had open for the same rooms, which is
   * returned.
   */
  @Nullable OpenPoll put(OpenPoll poll) {
    @Nullable OpenPoll[] before = {null};
    polls.compute(
        poll.request().owner(),
        (_, found) -> {
          if (found == null) {
            return Map.of(poll.request().rooms(), poll);
          }
          Map<Rooms, OpenPoll> ofClient = new HashMap<>(found);
          before[0] = ofClient.put(poll.request().rooms(), poll);
          return Map.copyOf(ofClient);
        });
    String nameKey = poll.request().owner().nameKey();
    if (nameKey != null) {
      ofNames.compute(
          nameKey,
          (_, found) -> {
            Set<OpenPoll> ofName = found == null ? ConcurrentHashMap.newKeySet() : found;
            ofName.add(poll);
            return ofName;
          });
    }
    return before[0];
  }

  void remove(OpenPoll poll) {
    polls.computeIfPresent(
        poll.request().owner(),
        (_, found) -> {
          if (found.size() == 1 && found.containsValue(poll)) {
            return null;
          }
          Map<Rooms, OpenPoll> ofClient = new HashMap<>(found);
          ofClient.remove(poll.request().rooms(), poll);
          return Map.copyOf(ofClient);
        });
    String nameKey = poll.request().owner().nameKey();
    if (nameKey != null) {
      ofNames.computeIfPresent(
          nameKey,
          (_, ofName) -> {
            ofName.remove(poll);
            return ofName.isEmpty() ? null : ofName;
          });
    }
  }

  /** All polls of whoever owns a name, from all their devices. */
  List<OpenPoll> ofName(String nameKey) {
    return List.copyOf(ofNames.getOrDefault(nameKey, Set.of()));
  }

  /** All polls from an address. */
  List<OpenPoll> from(String address) {
    List<OpenPoll> found = new ArrayList<>();
    for (Map<Rooms, OpenPoll> ofClient : polls.values()) {
      for (OpenPoll poll : ofClient.values()) {
        if (poll.request().address().equals(address)) {
          found.add(poll);
        }
      }
    }
    return found;
  }

  /** Takes out all polls of a client. */
  List<OpenPoll> removeAll(Owner owner) {
    Map<Rooms, OpenPoll> ofClient = polls.remove(owner);
    return ofClient == null ? List.of() : List.copyOf(ofClient.values());
  }
}
