package chat.parley.server.room;

import chat.parley.model.ErrorCode;
import chat.parley.model.Message;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.server.event.Place;
import chat.parley.server.projection.Entry;
import chat.parley.server.projection.Queries;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a room's past, a page at a time. Safe for use by any thread; it blocks on the disk at
 * worst.
 */
public final class ReadHistory {
  private final Queries queries;
  private final Supplier<Place> head;

  /**
   * @param head the place up to which polls see the log
   */
  public ReadHistory(Queries queries, Supplier<Place> head) {
    this.queries = queries;
    this.head = head;
  }

  /**
   * A page: messages, oldest first, whether there are more on the side it was taken from, and the
   * place it was read at.
   */
  public record Page(List<Message> messages, boolean hasMore, Place at) {}

  /** Which page: before a message, after one, between two, or the newest. */
  public record Range(@Nullable String before, @Nullable String after, int limit) {}

  /**
   * Reads a page.
   *
   * @throws Refusal {@code message_unknown} if a message that bounds the range is not there
   */
  public Page read(RoomName room, Range range) {
    Place at = head.get(); // taken before the page is read: a poll from here misses nothing
    long before =
        range.before() == null
            ? at.seq() + 1
            : Math.min(seqOf(range.before(), "before"), at.seq() + 1);
    Queries.Page page =
        range.after() == null
            ? queries.newest(room.value(), before, range.limit())
            : queries.oldest(room.value(), seqOf(range.after(), "after"), before, range.limit());
    return new Page(page.entries().stream().map(Entry::message).toList(), page.hasMore(), at);
  }

  private long seqOf(String messageId, String field) {
    Place place = null;
    try {
      place = queries.placeOf(UUID.fromString(messageId));
    } catch (IllegalArgumentException e) {
      // Not an id of ours at all: as unknown as one that never was.
    }
    if (place == null) {
      throw new Refusal(
          ErrorCode.MESSAGE_UNKNOWN,
          "There is no message with the id given as '" + field + "'.",
          field);
    }
    return place.seq();
  }
}
