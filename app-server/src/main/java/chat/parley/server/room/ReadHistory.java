package chat.parley.server.room;

import chat.parley.model.ErrorCode;
import chat.parley.model.Message;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.server.event.Place;
import chat.parley.server.fact.Visibility;
import chat.parley.server.projection.Entry;
import chat.parley.server.projection.Queries;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a room's past, a page at a time. Safe for use by any thread; it blocks on the disk at
 * worst.
 */
public final class ReadHistory {
  private final Queries queries;
  private final Visibility visibility;
  private final Supplier<Place> head;

  /**
   * @param head the place up to which polls see the log
   */
  public ReadHistory(Queries queries, Visibility visibility, Supplier<Place> head) {
    this.queries = queries;
    this.visibility = visibility;
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
   * @param nameKey the key of the name that its reader owns, null for none
   * @throws Refusal {@code message_unknown} if a message that bounds the range is not there, {@code
   *     room_unknown} if the reader may not see the room
   */
  public Page read(@Nullable String nameKey, RoomName room, Range range) {
    Place at = head.get(); // taken before the page is read: a poll from here misses nothing
    // Looked at after that: nothing is read from after the moment when somebody was let out.
    if (!visibility.sees(nameKey, room.value())) {
      throw new Refusal(ErrorCode.ROOM_UNKNOWN, "There is no such room.", "room");
    }
    long before =
        range.before() == null
            ? at.seq() + 1
            : Math.min(seqOf(nameKey, range.before(), "before"), at.seq() + 1);
    Queries.Page page =
        range.after() == null
            ? queries.newest(room.value(), before, range.limit())
            : queries.oldest(
                room.value(), seqOf(nameKey, range.after(), "after"), before, range.limit());
    return new Page(
        page.entries().stream().map(Entry::message).filter(Objects::nonNull).toList(),
        page.hasMore(),
        at);
  }

  private long seqOf(@Nullable String nameKey, String messageId, String field) {
    Queries.Whereabouts found = null;
    try {
      found = queries.whereIs(UUID.fromString(messageId));
    } catch (IllegalArgumentException e) {
      // Not an id of ours at all: as unknown as one that never was.
    }
    if (found == null || !visibility.sees(nameKey, found.room())) {
      throw new Refusal(
          ErrorCode.MESSAGE_UNKNOWN,
          "There is no message with the id given as '" + field + "'.",
          field);
    }
    return found.place().seq();
  }
}
