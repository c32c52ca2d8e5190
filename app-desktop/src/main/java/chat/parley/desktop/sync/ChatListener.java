package chat.parley.desktop.sync;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.RoomSummary;
import chat.parley.model.Message;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Told what has changed, after it is on disk. Called on the session's threads, one call at a time,
 * in the order in which things happened; a call must return at once.
 */
public interface ChatListener {
  void linkChanged(Link link);

  /** All rooms, the one with the newest activity first. */
  void roomsChanged(List<RoomSummary> rooms);

  /** Messages that are new here, oldest first, all of one room, each after those told before. */
  void messagesArrived(String room, List<Message> messages);

  /** All of a room's messages that were written here and have not come back yet, in their order. */
  void outboxChanged(String room, List<OutboxEntry> entries);

  /** Messages that were taken away from a room, whether or not they were told of. */
  void messagesDeleted(String room, Set<UUID> messageIds);

  /** Who is in a room, or what they are to it, has changed. */
  void membersChanged(String room);

  /**
   * A room that this person is no longer in: nothing of it is known here any more. It may still be
   * in the list, if something was written for it and not sent.
   */
  void roomForgotten(String room);

  /** What was known of the server's rooms is void, because the server's log is another one. */
  void startedOver();
}
