package chat.parley.server.poll;

import chat.parley.model.Limits;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.server.event.Place;
import chat.parley.server.projection.Entry;
import chat.parley.server.projection.Queries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log for polls, from memory where it can, and makes replies of what it reads. Safe for
 * use by any thread.
 */
final class Reader {
  static final int AT_HAND_MAX_EVENTS = 64;

  private final Tail tail;
  private final Queries queries;
  private final CursorCodec cursors;
  private final ReplyCache cache;
  private volatile @Nullable Last last;
  private volatile OpenPoll.Start.After newest = new OpenPoll.Start.After(0);

  Reader(Tail tail, Queries queries, CursorCodec cursors, ReplyCache cache) {
    this.tail = tail;
    this.queries = queries;
    this.cursors = cursors;
    this.cache = cache;
  }

  /**
   * What a poll gets: messages in the log's order, and the place after the last position that was
   * examined. Those who are woken together mostly get the same one.
   */
  static final class Page {
    private final List<Entry> entries;
    private final Place examined;
    private final long revision;
    private volatile byte @Nullable [] reply; // of whoever need not start over

    private Page(List<Entry> entries, Place examined, long revision) {
      this.entries = entries;
      this.examined = examined;
      this.revision = revision;
    }

    List<Entry> entries() {
      return entries;
    }

    Place examined() {
      return examined;
    }
  }

  /** What was read last in memory. */
  private record Last(Tail.View view, long fromSeq, Scope scope, int limit, Page page) {
    boolean is(Tail.View nowView, long nowFromSeq, Scope nowScope, int nowLimit, long revision) {
      return view.equals(nowView) // which is equal to itself alone
          && fromSeq == nowFromSeq
          && limit == nowLimit
          && page.revision == revision
          && scope.equals(nowScope);
    }
  }

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

  /** Whether all that came after a place is in memory, and little enough to be read in a moment. */
  boolean isAtHand(String cursor) {
    Place place = cursors.decode(cursor);
    Tail.View view = tail.view();
    return place != null && isAtHand(view, place.seq()) && place.equals(view.placeAt(place.seq()));
  }

  /** The same for a poll that knows where it reads from. */
  boolean isAtHand(OpenPoll.Start start) {
    return start instanceof OpenPoll.Start.After(long seq) && isAtHand(tail.view(), seq);
  }

  private static boolean isAtHand(Tail.View view, long seq) {
    long events = view.head().seq() - seq;
    return events >= 0 && events <= AT_HAND_MAX_EVENTS && view.covers(seq);
  }

  /** Where to read on behind a page: for all who have read to the end mostly the same object. */
  OpenPoll.Start behind(Page page) {
    long seq = page.examined().seq();
    OpenPoll.Start.After now = newest;
    if (now.seq() != seq) {
      now = new OpenPoll.Start.After(seq);
      newest = now;
    }
    return now;
  }

  Page read(OpenPoll.Start start, Scope scope, int limit) {
    long revision = cache.revision(); // taken before the texts are, which may be taken away since
    Tail.View view = tail.view();
    Place head = view.head();
    return switch (start) {
      case OpenPoll.Start.Over _ -> startOver(scope, head, limit, revision);
      case OpenPoll.Start.After after -> after(view, after.seq(), scope, limit, revision);
      case OpenPoll.Start.AfterEach each ->
          page(named(each.seqs(), head.seq(), scope, limit), head, limit, revision);
    };
  }

  private static Page page(List<Entry> entries, Place head, int limit, long revision) {
    int fitting = fitting(entries);
    return fitting < entries.size() || fitting == limit
        ? new Page(entries.subList(0, fitting), entries.get(fitting - 1).place(), revision)
        : new Page(entries, head, revision);
  }

  /** How many entries one reply takes: however slowly it is read, it must not fill the memory. */
  private static int fitting(List<Entry> entries) {
    long chars = 0;
    int count = 0;
    while (count < entries.size() && chars < Limits.POLL_REPLY_TEXT_MAX_CHARS) {
      chars += entries.get(count).chars();
      count++;
    }
    return count;
  }

  private Page after(Tail.View view, long fromSeq, Scope scope, int limit, long revision) {
    if (!view.covers(fromSeq)) {
      return page(
          afterOnDisk(fromSeq, view.head().seq(), scope, limit), view.head(), limit, revision);
    }
    Last before = last;
    if (before != null && before.is(view, fromSeq, scope, limit, revision)) {
      return before.page();
    }
    List<Entry> entries =
        fromSeq < view.head().seq() ? view.after(fromSeq, scope, limit) : List.of();
    Page page = page(entries, view.head(), limit, revision);
    last = new Last(view, fromSeq, scope, limit, page);
    return page;
  }

  private List<Entry> afterOnDisk(long fromSeq, long toSeq, Scope scope, int limit) {
    return switch (scope.rooms()) {
      case Rooms.All _ -> all(fromSeq, toSeq, scope, limit);
      case Rooms.Named named -> named(from(named.keys(), fromSeq), toSeq, scope, limit);
    };
  }

  private List<Entry> all(long fromSeq, long toSeq, Scope scope, int limit) {
    List<String> types = scope.wanted().types();
    List<Entry> entries = new ArrayList<>(queries.afterInPublic(fromSeq, toSeq, types, limit));
    entries.addAll(queries.after(from(scope.privateRooms(), fromSeq), toSeq, types, limit));
    return oldest(entries, limit);
  }

  private List<Entry> named(Map<String, Long> fromSeqs, long toSeq, Scope scope, int limit) {
    return queries.after(fromSeqs, toSeq, scope.wanted().types(), limit);
  }

  private static Map<String, Long> from(Collection<String> rooms, long fromSeq) {
    return rooms.stream().collect(Collectors.toMap(room -> room, _ -> fromSeq));
  }

  private static List<Entry> oldest(List<Entry> entries, int limit) {
    entries.sort(Comparator.comparingLong(entry -> entry.place().seq()));
    return entries.size() <= limit ? entries : List.copyOf(entries.subList(0, limit));
  }

  private Page startOver(Scope scope, Place head, int limit, long revision) {
    List<String> names =
        switch (scope.rooms()) {
          case Rooms.Named named -> named.keys();
          case Rooms.All _ -> queries.newestRooms(scope::includes, Limits.RESET_ENTRIES_MAX);
        };
    return new Page(
        queries.startOver(names, head.seq(), limit, Limits.RESET_ENTRIES_MAX), head, revision);
  }

  /**
   * The reply of a page that was read after one place in all its rooms, encoded once for all who
   * get the same. Such a page is known by its first and last entry: between them stands everything
   * that was said in those rooms.
   */
  byte[] sharedReply(Page page, Scope scope, boolean reset) {
    byte[] made = page.reply;
    if (made != null && !reset) {
      cache.hit();
      return made;
    }
    byte[] reply = cachedReply(page, scope, reset);
    if (!reset) {
      page.reply = reply;
    }
    return reply;
  }

  private byte[] cachedReply(Page page, Scope scope, boolean reset) {
    List<Entry> entries = page.entries();
    boolean timeout = entries.isEmpty();
    boolean eventsWanted = !scope.wanted().isMessagesOnly();
    var key =
        new ReplyCache.Key(
            timeout ? null : scope,
            eventsWanted,
            timeout ? -1 : entries.getFirst().place().seq(),
            timeout ? -1 : entries.getLast().place().seq(),
            page.examined().seq(),
            reset,
            page.revision);
    return cache.get(key, () -> body(page, scope, reset, null));
  }

  /** The body of a page's reply; {@code retryAfterMillis} where the server is stopping. */
  Replies.Poll body(Page page, Scope scope, boolean reset, @Nullable Long retryAfterMillis) {
    List<Message> messages = new ArrayList<>();
    List<Replies.Event> events = new ArrayList<>();
    for (Entry entry : page.entries()) {
      if (entry.message() != null) {
        messages.add(entry.message());
      } else if (entry.event() != null) {
        events.add(Replies.Event.of(entry.event()));
      }
    }
    boolean timeout = page.entries().isEmpty();
    return new Replies.Poll(
        messages,
        timeout ? "timeout" : "success",
        timeout,
        cursor(page.examined()),
        reset ? true : null,
        retryAfterMillis,
        scope.wanted().isMessagesOnly() ? null : events);
  }

  /** A message's text was taken away: replies that have it are encoded no more. */
  void forgetReplies() {
    cache.forgetAll();
  }
}
