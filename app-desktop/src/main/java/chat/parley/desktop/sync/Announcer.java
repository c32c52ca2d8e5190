package chat.parley.desktop.sync;

import chat.parley.desktop.replica.Changes;
import chat.parley.desktop.replica.Changes.ListedRoom;
import chat.parley.desktop.replica.RoomSummary;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener what changed, and knows the whole list of rooms. For the session's thread. */
final class Announcer {
  private static final Logger log = LoggerFactory.getLogger(Announcer.class);
  private static final Comparator<ListedRoom> NEWEST_ACTIVITY_FIRST =
      Comparator.comparingLong(ListedRoom::activity)
          .reversed()
          .thenComparing(room -> room.summary().room());

  private final ChatListener listener;
  private final Map<String, ListedRoom> rooms = new HashMap<>();

  Announcer(ChatListener listener) {
    this.listener = listener;
  }

  void tell(Changes changes) {
    if (changes.startedOver()) {
      rooms.clear();
      guarded(listener::startedOver);
    }
    changes
        .arrived()
        .forEach((room, messages) -> guarded(() -> listener.messagesArrived(room, messages)));
    changes
        .outbox()
        .forEach((room, entries) -> guarded(() -> listener.outboxChanged(room, entries)));
    changes.deleted().forEach((room, ids) -> guarded(() -> listener.messagesDeleted(room, ids)));
    changes.members().forEach(room -> guarded(() -> listener.membersChanged(room)));
    boolean changed = changes.startedOver();
    for (String room : changes.forgotten()) {
      changed |= rooms.remove(room) != null;
      guarded(() -> listener.roomForgotten(room));
    }
    for (ListedRoom room : changes.rooms()) {
      changed |= !room.equals(rooms.put(room.summary().room(), room));
    }
    if (changed) {
      List<RoomSummary> all =
          rooms.values().stream().sorted(NEWEST_ACTIVITY_FIRST).map(ListedRoom::summary).toList();
      guarded(() -> listener.roomsChanged(all));
    }
  }

  void tell(Link link) {
    guarded(() -> listener.linkChanged(link));
  }

  /** A listener's fault is not the conversation's. */
  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      log.error("The listener of a chat failed", e);
    }
  }
}
