package chat.parley.desktop.sync;

import chat.parley.desktop.replica.RoomFacts;
import chat.parley.desktop.replica.Snapshot;
import chat.parley.desktop.sync.Lookout.SleptException;
import chat.parley.model.Limits;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.model.RoomName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a server's present state, so that a poll from its cursor goes on without a gap, and brings
 * nothing that belongs before what was read.
 *
 * <p>A page of history is exact at its own cursor. The last page's is taken for all; to each page
 * that was read at another is added what came after its last message. So every message up to the
 * cursor is in its page, unless it is older than all of the page, and whatever a poll from the
 * cursor brings is either in a page already or comes after it. The list of rooms is read last: it
 * counts all that is in the pages.
 */
final class SnapshotReader {
  private static final int ROOMS_READ_MAX = 20;
  private static final int ADDITIONS_MAX = 10;
  private static final int PAGE = Limits.HISTORY_ENTRIES_MAX;

  private final ServerApi api;
  private final Lookout lookout;

  SnapshotReader(ServerApi api, Lookout lookout) {
    this.api = api;
    this.lookout = lookout;
  }

  Snapshot read() throws ExecutionException, SleptException {
    Set<String> names = new LinkedHashSet<>();
    for (RoomFacts room : lookout.await(api.rooms()).rooms()) {
      if (names.size() < ROOMS_READ_MAX) {
        names.add(room.room());
      }
    }
    names.add(RoomName.GENERAL.value());
    List<Replies.History> read = new ArrayList<>();
    for (String name : names) {
      read.add(lookout.await(api.newest(name, PAGE)));
    }
    String cursor = read.getLast().cursor();
    List<Snapshot.RoomPage> pages = new ArrayList<>();
    for (Replies.History history : read) {
      Snapshot.RoomPage page = upTo(cursor, history);
      if (page != null) {
        pages.add(page);
      }
    }
    return new Snapshot(cursor, lookout.await(api.rooms()).rooms(), pages);
  }

  /** The page with all that came before the cursor; null for a room that is too busy for that. */
  private Snapshot.@Nullable RoomPage upTo(String cursor, Replies.History history)
      throws ExecutionException, SleptException {
    boolean whole = !history.hasMore();
    List<Message> messages = new ArrayList<>(history.messages());
    boolean complete = history.cursor().equals(cursor);
    for (int added = 0; !complete && added < ADDITIONS_MAX; added++) {
      Replies.History next =
          lookout.await(
              messages.isEmpty()
                  ? api.newest(history.room(), PAGE)
                  : api.after(history.room(), messages.getLast().id(), PAGE));
      // The oldest of a room that was empty just now are not on the page of its newest.
      complete = !next.hasMore();
      messages.addAll(complete || !messages.isEmpty() ? next.messages() : List.of());
    }
    return complete && !messages.isEmpty()
        ? new Snapshot.RoomPage(history.room(), messages, whole)
        : null;
  }
}
