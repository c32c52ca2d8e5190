package chat.parley.server.poll;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The polls that are open, by client and rooms: one each. Safe for use by any thread. */
final class OpenPolls {
  private final ConcurrentHashMap<Owner, Map<Rooms, OpenPoll>> polls = new ConcurrentHashMap<>();

  /**
   * Puts a poll in the place of the one that the same client had open for the same rooms, which is
   * returned.
   */
  @Nullable OpenPoll put(OpenPoll poll) {
    @Nullable OpenPoll[] before = {null};
    polls.compute(
        poll.request().owner(),
        (_, found) -> {
          Map<Rooms, OpenPoll> ofClient = found == null ? HashMap.newHashMap(1) : found;
          before[0] = ofClient.put(poll.rooms(), poll);
          return ofClient;
        });
    return before[0];
  }

  void remove(OpenPoll poll) {
    polls.computeIfPresent(
        poll.request().owner(),
        (_, ofClient) -> {
          ofClient.remove(poll.rooms(), poll);
          return ofClient.isEmpty() ? null : ofClient;
        });
  }

  /** Takes out all polls of a client. */
  List<OpenPoll> removeAll(Owner owner) {
    Map<Rooms, OpenPoll> ofClient = polls.remove(owner);
    return ofClient == null ? List.of() : List.copyOf(ofClient.values());
  }
}
