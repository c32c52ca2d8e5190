package chat.parley.server.poll;

import chat.parley.model.ClientId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The clients that poll, and so the polls that are open: one for each client and rooms. Safe for
 * use by any thread.
 *
 * <p>A client without any stays for a while, because it mostly comes again at once. Were it removed
 * and added each time, the removed nodes would form a chain through all recent polls; once one of
 * them is in the old generation, a young collection keeps all that follow it.
 */
final class OpenPolls {
  static final int KEPT_MAX = 50_000;

  private final ConcurrentHashMap<Owner, PollClient> clients = new ConcurrentHashMap<>();

  /** By the key of the name that a client belongs to; most have one. */
  private final ConcurrentHashMap<String, Set<PollClient>> named = new ConcurrentHashMap<>();

  /**
   * A client, which is remembered from now on.
   *
   * @param known what it was before, if somebody knows
   */
  PollClient client(Owner owner, @Nullable PollClient known) {
    if (known != null && !known.isForgotten() && known.owner().equals(owner)) {
      return known;
    }
    PollClient found = clients.get(owner);
    return found != null && !found.isForgotten()
        ? found
        : clients.compute(
            owner, (_, other) -> other == null || other.isForgotten() ? named(owner) : other);
  }

  /** A new one; whoever finds it finds it by its name, too. */
  private PollClient named(Owner owner) {
    PollClient client = new PollClient(owner);
    String nameKey = owner.nameKey();
    if (nameKey != null) {
      named.compute(nameKey, (_, others) -> with(others, client));
    }
    return client;
  }

  private static Set<PollClient> with(@Nullable Set<PollClient> others, PollClient client) {
    if (others == null) {
      return Set.of(client);
    }
    Set<PollClient> all = others;
    if (others.size() == 1) {
      all = ConcurrentHashMap.newKeySet();
      all.addAll(others);
    }
    all.add(client);
    return all;
  }

  private static @Nullable Set<PollClient> without(Set<PollClient> all, PollClient client) {
    if (!all.contains(client)) {
      return all;
    }
    if (all.size() == 1) {
      return null;
    }
    all.remove(client);
    return all.size() == 1 ? Set.copyOf(all) : all;
  }

  /**
   * Puts a poll in the place of the one that the same client had open for the same rooms, which is
   * returned.
   */
  @Nullable OpenPoll put(OpenPoll poll) {
    PollClient.Opened opened = poll.client().open(poll);
    while (!opened.done()) { // it was forgotten meanwhile
      poll.client(client(poll.request().owner(), null));
      opened = poll.client().open(poll);
    }
    return opened.insteadOf();
  }

  void remove(OpenPoll poll) {
    poll.client().close(poll);
    if (clients.mappingCount() > KEPT_MAX) { // anyone can invent clients
      forget(poll.client());
    }
  }

  private void forget(PollClient client) {
    if (client.forget()) {
      clients.remove(client.owner(), client);
      String nameKey = client.owner().nameKey();
      if (nameKey != null) {
        named.computeIfPresent(nameKey, (_, all) -> without(all, client));
      }
    }
  }

  /** Forgets clients that have nothing open. Called now and then. */
  void tidy() {
    clients.values().forEach(this::forget);
  }

  /** How many clients are remembered, whether they have something open or not. */
  int clients() {
    return clients.size();
  }

  /** All polls of whoever owns a name, from all their devices. */
  List<OpenPoll> ofName(String nameKey) {
    return polls(named.getOrDefault(nameKey, Set.of()).stream()).toList();
  }

  private static Stream<OpenPoll> polls(Stream<PollClient> of) {
    return of.flatMap(client -> client.polls().stream());
  }

  /** All polls from an address. */
  List<OpenPoll> from(String address) {
    return polls(clients.values().stream())
        .filter(poll -> poll.request().address().equals(address))
        .toList();
  }

  /** Whoever has polls open as a client of that id. */
  List<Owner> owners(ClientId id) {
    return clients.values().stream()
        .filter(client -> client.owner().clientId().equals(id))
        .filter(client -> !client.polls().isEmpty())
        .map(PollClient::owner)
        .toList();
  }

  /** Takes out all polls of a client. */
  List<OpenPoll> removeAll(Owner owner) {
    PollClient client = clients.get(owner);
    return client == null ? List.of() : client.closeAll();
  }
}
