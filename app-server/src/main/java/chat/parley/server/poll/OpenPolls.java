package chat.parley.server.poll;

import chat.parley.model.ClientId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The polls that are open, by client and rooms: one each. Safe for use by any thread.
 *
 * <p>A client without any stays for a while, because it mostly comes again at once. Were it taken
 * out and put in each time, the map's dead nodes would hang together as a chain of all polls of
 * late, of which the collector of a part of the heap keeps all that follow one that it has moved to
 * the old ones.
 */
final class OpenPolls {
  static final int GROUPS_KEPT = 50_000;

  private final ConcurrentHashMap<Owner, Group> clients = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Group> names = new ConcurrentHashMap<>();

  /**
   * What a client or the owner of a name has open: nearly always one poll, and there are tens of
   * thousands. Guarded by itself.
   */
  private static final class Group {
    private @Nullable OpenPoll one;
    private @Nullable List<OpenPoll> others;
    private boolean isGone; // no more is put in here

    boolean isEmpty() {
      return one == null && others == null;
    }

    void add(OpenPoll poll) {
      if (one == null) {
        one = poll;
        return;
      }
      if (others == null) {
        others = new ArrayList<>();
      }
      others.add(poll);
    }

    @SuppressWarnings("ReferenceEquality") // a poll is itself and no other
    void remove(OpenPoll poll) {
      if (one == poll) {
        one = null;
      } else if (others != null && others.remove(poll) && others.isEmpty()) {
        others = null;
      }
    }

    List<OpenPoll> all() {
      List<OpenPoll> all = new ArrayList<>();
      if (one != null) {
        all.add(one);
      }
      if (others != null) {
        all.addAll(others);
      }
      return all;
    }

    @Nullable OpenPoll forTheRoomsOf(OpenPoll other) {
      if (isFor(one, other)) {
        return one;
      }
      if (others != null) {
        for (OpenPoll poll : others) {
          if (isFor(poll, other)) {
            return poll;
          }
        }
      }
      return null;
    }

    private static boolean isFor(@Nullable OpenPoll poll, OpenPoll other) {
      return poll != null && poll.request().rooms().equals(other.request().rooms());
    }
  }

  /**
   * Puts a poll in the place of the one that the same client had open for the same rooms, which is
   * returned.
   */
  @Nullable OpenPoll put(OpenPoll poll) {
    Owner owner = poll.request().owner();
    String nameKey = owner.nameKey();
    if (nameKey != null) {
      var _ = put(poll, names, nameKey, false);
    }
    return put(poll, clients, owner, true);
  }

  private static <K> @Nullable OpenPoll put(
      OpenPoll poll, ConcurrentHashMap<K, Group> groups, K key, boolean onePerRooms) {
    while (true) {
      Group group = groups.get(key);
      if (group == null) {
        Group fresh = new Group();
        Group there = groups.putIfAbsent(key, fresh);
        group = there == null ? fresh : there;
      }
      synchronized (group) {
        if (!group.isGone) {
          OpenPoll before = onePerRooms ? group.forTheRoomsOf(poll) : null;
          if (before != null) {
            group.remove(before);
          }
          group.add(poll);
          return before;
        }
      }
    }
  }

  void remove(OpenPoll poll) {
    Owner owner = poll.request().owner();
    remove(poll, clients, owner);
    String nameKey = owner.nameKey();
    if (nameKey != null) {
      remove(poll, names, nameKey);
    }
  }

  private static <K> void remove(OpenPoll poll, ConcurrentHashMap<K, Group> groups, K key) {
    Group group = groups.get(key);
    if (group != null) {
      synchronized (group) {
        group.remove(poll);
      }
      if (groups.mappingCount() > GROUPS_KEPT) { // anyone can invent clients
        takeOut(groups, key, group);
      }
    }
  }

  /** Forgets clients that have nothing open. Called now and then. */
  void tidy() {
    clients.forEach((client, group) -> takeOut(clients, client, group));
    names.forEach((name, group) -> takeOut(names, name, group));
  }

  private static <K> void takeOut(ConcurrentHashMap<K, Group> groups, K key, Group group) {
    boolean isOver;
    synchronized (group) {
      isOver = group.isEmpty();
      group.isGone = isOver;
    }
    if (isOver) {
      groups.remove(key, group);
    }
  }

  /** How many clients are remembered, whether they have something open or not. */
  int clients() {
    return clients.size();
  }

  /** All polls of whoever owns a name, from all their devices. */
  List<OpenPoll> ofName(String nameKey) {
    Group group = names.get(nameKey);
    return group == null ? List.of() : all(group);
  }

  private static List<OpenPoll> all(Group group) {
    synchronized (group) {
      return group.all();
    }
  }

  /** All polls from an address. */
  List<OpenPoll> from(String address) {
    return clients.values().stream()
        .map(OpenPolls::all)
        .flatMap(Collection::stream)
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
    Group group = clients.get(owner);
    if (group == null) {
      return List.of();
    }
    synchronized (group) {
      List<OpenPoll> all = group.all();
      all.forEach(group::remove);
      return all;
    }
  }
}
