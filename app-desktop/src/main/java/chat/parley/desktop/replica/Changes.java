package chat.parley.desktop.replica;

import chat.parley.model.Message;
import chat.parley.model.fold.RoomReading;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction changed.
 *
 * @param startedOver all that was known of the server's rooms was void; {@code rooms} are all there
 *     are
 * @param arrived messages that are new here, by room, oldest first
 * @param outbox of each room whose outbox changed, all its entries that are to be shown
 * @param rooms the rooms whose place in the list, or what it says of them, may have changed
 */
public record Changes(
    boolean startedOver,
    Map<String, List<Message>> arrived,
    Map<String, List<OutboxEntry>> outbox,
    List<ListedRoom> rooms) {

  static final Changes NONE = new Changes(false, Map.of(), Map.of(), List.of());

  boolean isNone() {
    return !startedOver && arrived.isEmpty() && outbox.isEmpty() && rooms.isEmpty();
  }

  /**
   * A room of the list.
   *
   * @param reading what the server's list says of it too, null where nobody has written in it
   * @param activity grows with each message of any room: the list's order
   */
  public record ListedRoom(RoomSummary summary, @Nullable RoomReading reading, long activity) {}
}
