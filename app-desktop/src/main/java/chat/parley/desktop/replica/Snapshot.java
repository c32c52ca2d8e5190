package chat.parley.desktop.replica;

import chat.parley.model.Message;
import java.util.List;

/**
 * A server's rooms as they are at a place of its log.
 *
 * @param cursor the place
 * @param rooms its list of rooms, not older than the place, the newest activity first
 * @param pages the newest messages of some rooms: without gaps, and up to the place at least
 */
public record Snapshot(String cursor, List<RoomFacts> rooms, List<RoomPage> pages) {

  /**
   * The newest messages of a room, oldest first.
   *
   * @param whole whether they begin with the room's first
   */
  public record RoomPage(String room, List<Message> messages, boolean whole) {}
}
