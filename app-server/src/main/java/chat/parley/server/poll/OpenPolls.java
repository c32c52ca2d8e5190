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
  private final ConcurrentHashMap<String, OfName> ofNames = new ConcurrentHashMap<>();

  /** What a client has open: nearly always one poll, and there are tens of thousands. */
  sealed interface OfClient permits OpenPoll, Several {}

  /** Two or more. */
  record Several(Map<Rooms, OpenPoll> byRooms) implements OfClient {}

  /** What somebody has open on all devices, likewise. */
  sealed interface OfName permits OpenPoll, Many {}

  /** Two or more, in a set that is safe for use by any thread. */
  record Many(Set<OpenPoll> polls) implements OfName {}

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
    if (nameKey != null && ofNames.putIfAbsent(nameKey, poll) != null) {
      ofNames.compute(nameKey, (_, found) -> found == null ? poll : both(found, poll));
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

  private static OfName both(OfName some, OpenPoll poll) {
    Set<OpenPoll> both =
        switch (some) {
          case Many many -> many.polls();
          case OpenPoll one -> {
            Set<OpenPoll> first = ConcurrentHashMap.newKeySet();
            first.add(one);
            yield first;
          }
        };
    both.add(poll);
    return new Many(both);
  }

  void remove(OpenPoll poll) {
    if (!polls.remove(poll.request().owner(), poll)) {
      removeBeside(poll);
    }
    String nameKey = poll.request().owner().nameKey();
    if (nameKey != null && !ofNames.remove(nameKey, poll)) {
      ofNames.computeIfPresent(nameKey, (_, found) -> without(found, poll));
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

  private static OfName without(OfName some, OpenPoll poll) {
    if (!(some instanceof Many(Set<OpenPoll> all))) {
      return some;
    }
    all.remove(poll);
    return all.size() == 1 ? all.iterator().next() : some;
  }

  /** All polls of whoever owns a name, from all their devices. */
  List<OpenPoll> ofName(String nameKey) {
    return switch (ofNames.get(nameKey)) {
      case null -> List.of();
      case OpenPoll one -> List.of(one);
      case Many(Set<OpenPoll> all) -> List.copyOf(all);
    };
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
