package chat.parley.server.poll;

import chat.parley.model.Limits;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.server.event.Place;
import chat.parley.server.projection.Entry;
import chat.parley.server.projection.Queries;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log for polls, from memory where it can, and makes replies of what it reads. Safe for
 * use by any thread.
 */
final class Reader {
  private final Tail tail;
  private final Queries queries;
  private final CursorCodec cursors;
  private final ReplyCache cache;

  Reader(Tail tail, Queries queries, CursorCodec cursors, ReplyCache cache) {
    this.tail = tail;
    this.queries = queries;
    this.cursors = cursors;
    this.cache = cache;
  }

  /**
   * What a poll gets: messages in the log's order, and the place after the last position that was
   * examined.
   */
  record Page(List<Entry> entries, Place examined) {}

  Place head() {
    return tail.view().head();
  }

  String cursor(Place place) {
    return cursors.encode(place);
  }

  /** The place of a cursor, or null if this log does not know it. */
  @Nullable Place placeOf(String cursor) {
    Place place = cursors.decode(cursor);
    Tail.View view = tail.view();
    // One node is never behind its own log: a place ahead of it means that the log was rolled back.
    if (place == null || place.seq() > view.head().seq()) {
      return null;
    }
    Place inMemory = view.placeAt(place.seq());
    return place.equals(inMemory != null ? inMemory : queries.placeAt(place.seq())) ? place : null;
  }

  Page read(OpenPoll.Start start, Rooms rooms, int limit) {
    Tail.View view = tail.view();
    Place head = view.head();
    return switch (start) {
      case OpenPoll.Start.Over _ -> startOver(rooms, head, limit);
      case OpenPoll.Start.After after -> page(after(view, after.seq(), rooms, limit), head, limit);
      case OpenPoll.Start.AfterEach each ->
          page(queries.after(each.seqs(), head.seq(), limit), head, limit);
    };
  }

  private static Page page(List<Entry> entries, Place head, int limit) {
    int fitting = fitting(entries);
    return fitting < entries.size() || fitting == limit
        ? new Page(entries.subList(0, fitting), entries.get(fitting - 1).place())
        : new Page(entries, head);
  }

  /** How many entries one reply takes: however slowly it is read, it must not fill the memory. */
  private static int fitting(List<Entry> entries) {
    long chars = 0;
    int count = 0;
    while (count < entries.size() && chars < Limits.POLL_REPLY_TEXT_MAX_CHARS) {
      chars += entries.get(count).message().text().length();
      count++;
    }
    return count;
  }

  private List<Entry> after(Tail.View view, long fromSeq, Rooms rooms, int limit) {
    long head = view.head().seq();
    if (fromSeq >= head) {
      return List.of();
    }
    return view.covers(fromSeq)
        ? view.after(fromSeq, rooms, limit)
        : afterOnDisk(fromSeq, head, rooms, limit);
  }

  private List<Entry> afterOnDisk(long fromSeq, long toSeq, Rooms rooms, int limit) {
    return switch (rooms) {
      case Rooms.All _ -> queries.after(fromSeq, toSeq, limit);
      case Rooms.Named named ->
          queries.after(
              named.keys().stream().collect(Collectors.toMap(room -> room, _ -> fromSeq)),
              toSeq,
              limit);
    };
  }

  private Page startOver(Rooms rooms, Place head, int limit) {
    List<String> names = rooms instanceof Rooms.Named named ? named.keys() : null;
    return new Page(queries.startOver(names, head.seq(), limit, Limits.RESET_ENTRIES_MAX), head);
  }

  /**
   * The reply of a page that was read after one place in all its rooms, encoded once for all who
   * get the same. Such a page is known by its first and last entry: between them stands everything
   * that was said in those rooms.
   */
  byte[] sharedReply(Page page, Rooms rooms, boolean reset) {
    List<Entry> entries = page.entries();
    boolean timeout = entries.isEmpty();
    var key =
        new ReplyCache.Key(
            timeout ? null : rooms,
            timeout ? -1 : entries.getFirst().place().seq(),
            timeout ? -1 : entries.getLast().place().seq(),
            page.examined().seq(),
            reset);
    return cache.get(key, () -> body(page, reset, null));
  }

  /** The body of a page's reply; {@code retryAfterMillis} where the server is stopping. */
  Replies.Poll body(Page page, boolean reset, @Nullable Long retryAfterMillis) {
    List<Message> messages = page.entries().stream().map(Entry::message).toList();
    boolean timeout = messages.isEmpty();
    return new Replies.Poll(
        messages,
        timeout ? "timeout" : "success",
        timeout,
        cursor(page.examined()),
        reset ? true : null,
        retryAfterMillis);
  }
}
