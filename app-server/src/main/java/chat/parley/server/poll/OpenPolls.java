package chat.parley.server.poll;

import chat.parley.model.ClientId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The polls that are open, by client and rooms: one each. Safe for use by any thread.
 *
 * <p>A client without any stays for a while, because it mostly comes again at once. Were it removed
 * and added each time, the removed nodes would form a chain through all recent polls; once one of
 * them is in the old generation, a young collection keeps all that follow it.
 */
final class OpenPolls {
  static final int KEPT_MAX = 50_000;

  private final ConcurrentHashMap<Owner, Some> clients = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Some> names = new ConcurrentHashMap<>();

  /**
   * What a client or the owner of a name has open: nearly always one poll, and there are tens of
   * thousands.
   */
  sealed interface Some permits OpenPoll, None, Many {}

  /** Nothing, at the moment. */
  private enum None implements Some {
    NONE
  }

  /** Two or more, of a name perhaps thousands, in a set for use by any thread. */
  record Many(Set<OpenPoll> polls) implements Some {}

  private static List<OpenPoll> all(@Nullable Some found) {
    return switch (found) {
      case null -> List.of();
      case None _ -> List.of();
      case OpenPoll poll -> List.of(poll);
      case Many many -> List.copyOf(many.polls());
    };
  }

  /**
   * Puts a poll in the place of the one that the same client had open for the same rooms, which is
   * returned.
   */
  @Nullable OpenPoll put(OpenPoll poll) {
    Owner owner = poll.request().owner();
    String nameKey = owner.nameKey();
    if (nameKey != null && !putAlone(poll, names, nameKey)) {
      names.compute(nameKey, (_, found) -> with(found, poll));
    }
    return putAlone(poll, clients, owner) ? null : putBeside(poll, owner);
  }

  /** Puts the only one of its group; false if it is not, and then nothing was done. */
  private static <K> boolean putAlone(OpenPoll poll, ConcurrentHashMap<K, Some> groups, K key) {
    return groups.replace(key, None.NONE, poll) || groups.putIfAbsent(key, poll) == null;
  }

  private @Nullable OpenPoll putBeside(OpenPoll poll, Owner owner) {
    @Nullable OpenPoll[] before = {null};
    clients.compute(
        owner,
        (_, found) -> {
          OpenPoll other = forTheRoomsOf(poll, all(found));
          before[0] = other;
          return with(other == null ? found : without(found, other), poll);
        });
    return before[0];
  }

  private static @Nullable OpenPoll forTheRoomsOf(OpenPoll poll, List<OpenPoll> others) {
    for (OpenPoll other : others) {
      if (other.request().rooms().equals(poll.request().rooms())) {
        return other;
      }
    }
    return null;
  }

  private static Some with(@Nullable Some some, OpenPoll poll) {
    return switch (some) {
      case null -> poll;
      case None _ -> poll;
      case OpenPoll one -> {
        Set<OpenPoll> both = ConcurrentHashMap.newKeySet();
        both.add(one);
        both.add(poll);
        yield new Many(both);
      }
      case Many many -> {
        many.polls().add(poll);
        yield many;
      }
    };
  }

  private static Some without(@Nullable Some some, OpenPoll poll) {
    return switch (some) {
      case null -> None.NONE;
      case None none -> none;
      case OpenPoll one -> one.equals(poll) ? None.NONE : one;
      case Many many -> {
        many.polls().remove(poll);
        yield many.polls().size() == 1 ? many.polls().iterator().next() : many;
      }
    };
  }

  void remove(OpenPoll poll) {
    Owner owner = poll.request().owner();
    remove(poll, clients, owner);
    String nameKey = owner.nameKey();
    if (nameKey != null) {
      remove(poll, names, nameKey);
    }
  }

  private static <K> void remove(OpenPoll poll, ConcurrentHashMap<K, Some> groups, K key) {
    if (!groups.replace(key, poll, None.NONE)) {
      groups.computeIfPresent(key, (_, found) -> without(found, poll));
    }
    if (groups.mappingCount() > KEPT_MAX) { // anyone can invent clients
      groups.remove(key, None.NONE);
    }
  }

  /** Forgets clients that have nothing open. Called now and then. */
  void tidy() {
    clients.values().removeIf(some -> some == None.NONE);
    names.values().removeIf(some -> some == None.NONE);
  }

  /** How many clients are remembered, whether they have something open or not. */
  int clients() {
    return clients.size();
  }

  /** All polls of whoever owns a name, from all their devices. */
  List<OpenPoll> ofName(String nameKey) {
    return all(names.get(nameKey));
  }

  /** All polls from an address. */
  List<OpenPoll> from(String address) {
    return clients.values().stream()
        .flatMap(some -> all(some).stream())
        .filter(poll -> poll.request().address().equals(address))
        .toList();
  }

  /** Whoever has polls open as a client of that id. */
  List<Owner> owners(ClientId client) {
    return clients.entrySet().stream()
        .filter(entry -> entry.getKey().clientId().equals(client))
        .filter(entry -> !all(entry.getValue()).isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Takes out all polls of a client. */
  List<OpenPoll> removeAll(Owner owner) {
    return all(clients.replace(owner, None.NONE));
  }
}
