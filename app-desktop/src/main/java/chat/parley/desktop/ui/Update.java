package chat.parley.desktop.ui;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.sync.Link;
import chat.parley.model.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that has changed since the frame before. What was told before a new start is not in it.
 *
 * @param startedOver whether what was shown of the rooms is void
 * @param link null: unchanged
 * @param rooms null: unchanged
 * @param messages by room, oldest first
 * @param outbox by room, what is there now
 * @param deleted messages that were taken away, by room
 * @param members rooms in which people came, went, or became something else
 * @param forgotten rooms that this person is no longer in
 */
public record Update(
    boolean startedOver,
    @Nullable Link link,
    @Nullable List<RoomSummary> rooms,
    Map<String, List<Message>> messages,
    Map<String, List<OutboxEntry>> outbox,
    Map<String, Set<UUID>> deleted,
    Set<String> members,
    Set<String> forgotten) {

  /** One in which nothing was taken away, and nobody came or went. */
  public Update(
      boolean startedOver,
      @Nullable Link link,
      @Nullable List<RoomSummary> rooms,
      Map<String, List<Message>> messages,
      Map<String, List<OutboxEntry>> outbox) {
    this(startedOver, link, rooms, messages, outbox, Map.of(), Set.of(), Set.of());
  }
}
