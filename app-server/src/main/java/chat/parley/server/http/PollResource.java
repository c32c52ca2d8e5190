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
import chat.parley.server.machine.Addresses;
import chat.parley.server.poll.OpenPoll;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.PollRequest;
import chat.parley.server.poll.Poller;
import chat.parley.server.poll.Rooms;
import chat.parley.server.poll.Wanted;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/poll}. */
final class PollResource {
  private static final String ALL = "*";

  private final Poller poller;
  private final Callers callers;
  private final Pending pending;
  private final Peers peers;
  private final RateLimits limits;

  PollResource(Poller poller, Callers callers, Pending pending, Peers peers, RateLimits limits) {
    this.poller = poller;
    this.callers = callers;
    this.pending = pending;
    this.peers = peers;
    this.limits = limits;
  }

  void poll(Context ctx, Caller caller) {
    Query query = Query.of(ctx.queryString());
    Peer peer = peers.of(ctx);
    String address = Addresses.plain(peer.address()); // in which form bans have it
    ClientId client = ClientId.of(query.required("client_id"));
    PollRequest request =
        new PollRequest(
            Owner.of(caller.nameKey(), client),
            () -> callers.noLonger(caller, address),
            rooms(query.all("room")),
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
    // Anyone can take another guest's client id, so it counts together with the address.
    limits.admit(
        Limited.POLL,
        caller.nameKey() != null
            ? caller.nameKey()
            : RateLimits.guest(client.value(), peer.limitedAddress()),
        peer.limitedAddress());
    pending.answer(
        ctx,
        () -> {
          OpenPoll poll = poller.poll(request);
          return new Pending.Reply(poll.reply(), poll::abandon);
        });
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

  private static @Nullable String cursor(@Nullable String cursor) {
    if (cursor != null && !cursor.matches("[A-Za-z0-9_-]{1," + Limits.CURSOR_MAX_CHARS + "}")) {
      throw new Refusal(
          ErrorCode.MALFORMED,
          "A cursor has at most "
              + Limits.CURSOR_MAX_CHARS
              + " letters, digits, '-' and '_': take it as it came.",
          "cursor");
    }
    return cursor;
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
