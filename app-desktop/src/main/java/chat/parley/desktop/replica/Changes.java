package chat.parley.desktop.replica;

import chat.parley.model.Message;
import chat.parley.model.fold.RoomReading;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction changed.
 *
 * @param startedOver all that was known of the server's rooms was void; {@code rooms} are all there
 *     are
 * @param arrived messages that are new here, by room, oldest first
 * @param outbox of each room whose outbox changed, all its entries that are to be shown
 * @param rooms the rooms whose place in the list, or what it says of them, may have changed
 * @param deleted messages that were taken away, by room, whether or not they were known here
 * @param forgotten rooms that this person is no longer in; nothing of them is here any more
 * @param members rooms whose members, or what they are to it, have changed
 */
public record Changes(
    boolean startedOver,
    Map<String, List<Message>> arrived,
    Map<String, List<OutboxEntry>> outbox,
    List<ListedRoom> rooms,
    Map<String, Set<UUID>> deleted,
    Set<String> forgotten,
    Set<String> members) {

  static final Changes NONE =
      new Changes(false, Map.of(), Map.of(), List.of(), Map.of(), Set.of(), Set.of());

  boolean isNone() {
    return !startedOver
        && arrived.isEmpty()
        && outbox.isEmpty()
        && rooms.isEmpty()
        && deleted.isEmpty()
        && forgotten.isEmpty()
        && members.isEmpty();
  }

  /**
   * A room of the list.
   *
   * @param reading what the server's list says of it too, null where nobody has written in it
   * @param activity grows with each message of any room: the list's order
   */
  public record ListedRoom(RoomSummary summary, @Nullable RoomReading reading, long activity) {}
}
