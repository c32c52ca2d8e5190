package chat.parley.server.http;

import chat.parley.model.ClientId;
import chat.parley.model.ErrorCode;
import chat.parley.model.Limits;
import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.server.access.Caller;
import chat.parley.server.access.Callers;
import chat.parley.server.limit.Limited;
import chat.parley.server.limit.RateLimits;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.PollRequest;
import chat.parley.server.poll.Recalled;
import chat.parley.server.poll.Recent;
import chat.parley.server.poll.Rooms;
import chat.parley.server.poll.Wanted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a poll asks for, read from its query, and whether it comes too often. */
final class PollEntry {
  private static final String ALL = "*";
  private static final Ascii CURSOR = Ascii.lettersDigitsAnd("-_");

  private final Callers callers;
  private final RateLimits limits;
  private final Recalled<List<String>, Rooms> rooms = new Recalled<>(PollEntry::rooms);
  private final Recent<String> texts = new Recent<>();

  PollEntry(Callers callers, RateLimits limits) {
    this.callers = callers;
    this.limits = limits;
  }

  /**
   * Reads a query; nothing is counted yet.
   *
   * @param before whose poll came last on that connection: mostly the same
   */
  PollRequest request(@Nullable String rawQuery, Caller caller, Peer peer, @Nullable Owner before) {
    Query query = Query.of(rawQuery);
    String address = texts.same(peer.address());
    String client = query.required("client_id");
    Owner owner =
        before != null && before.is(caller.nameKey(), client)
            ? before
            : Owner.of(caller.nameKey(), ClientId.of(client));
    return new PollRequest(
        owner,
        callers.noLonger(caller, address),
        rooms.of(query.all("room")),
        wanted(query.optional("events")),
        cursor(query.optional("cursor")),
        lastMessageId(query.optional("last_message_id")),
        query.integer(
            "timeout",
            Limits.POLL_TIMEOUT_DEFAULT_SECONDS,
            Limits.POLL_TIMEOUT_MIN_SECONDS,
            Limits.POLL_TIMEOUT_MAX_SECONDS),
        query.integer("limit", Limits.POLL_ENTRIES_DEFAULT, 1, Limits.POLL_ENTRIES_MAX),
        address,
        peer.isLimited());
  }

  /**
   * Counts a poll.
   *
   * @throws Refusal {@code slow_down}; then it was not counted
   */
  void admit(PollRequest request, Peer peer) {
    String nameKey = request.owner().nameKey();
    // Anyone can take another guest's client id, so it counts together with the address.
    limits.admit(
        Limited.POLL,
        nameKey != null
            ? nameKey
            : RateLimits.guest(request.owner().clientId().value(), peer.limitedAddress()),
        peer.limitedAddress());
  }

  private static Wanted wanted(@Nullable String events) {
    return events == null ? Wanted.MESSAGES : Wanted.of(events);
  }

  private static Rooms rooms(List<String> names) {
    if (names.isEmpty()) {
      return Rooms.named(List.of(RoomName.GENERAL.value()));
    }
    if (names.contains(ALL)) {
      return new Rooms.All();
    }
    List<String> rooms = names.stream().map(name -> RoomName.of(name).value()).distinct().toList();
    if (rooms.size() > Limits.POLL_ROOMS_MAX) {
      throw new Refusal(
          ErrorCode.OUT_OF_RANGE,
          "One poll asks for at most "
              + Limits.POLL_ROOMS_MAX
              + " rooms by name; room=* asks for all.",
          "room");
    }
    return Rooms.named(rooms);
  }

  private @Nullable String cursor(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    if (cursor.length() > Limits.CURSOR_MAX_CHARS || !CURSOR.hasAll(cursor)) {
      throw new Refusal(
          ErrorCode.MALFORMED,
          "A cursor has at most "
              + Limits.CURSOR_MAX_CHARS
              + " letters, digits, '-' and '_': take it as it came.",
          "cursor");
    }
    return texts.same(cursor);
  }

  /** Where a cursor ends: at most so far on that it is not too long. */
  static int endOfCursor(byte[] bytes, int from) {
    return Math.min(CURSOR.endOfRun(bytes, from), from + Limits.CURSOR_MAX_CHARS);
  }

  private static @Nullable String lastMessageId(@Nullable String id) {
    if (id != null && id.length() > Limits.MESSAGE_ID_MAX_CHARS) {
      throw new Refusal(
          ErrorCode.OUT_OF_RANGE,
          "A message id has at most " + Limits.MESSAGE_ID_MAX_CHARS + " characters.",
          "last_message_id");
    }
    return id;
  }
}
