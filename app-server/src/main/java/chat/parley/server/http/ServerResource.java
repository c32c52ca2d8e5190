package chat.parley.server.http;

import chat.parley.model.ClientId;
import chat.parley.model.ErrorCode;
import chat.parley.model.Json;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.model.Timestamp;
import chat.parley.model.fold.RoomHead;
import chat.parley.server.access.Caller;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.Poller;
import chat.parley.server.presence.Presence;
import chat.parley.server.room.RoomList;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;

/** What the server tells of itself: rooms, statistics, clients and health. */
final class ServerResource {
  private final RoomList roomList;
  private final Poller poller;
  private final Presence<Owner> presence;
  private final InstantSource clock;
  private final ServerStatus status;
  private final Health health;

  ServerResource(
      RoomList roomList,
      Poller poller,
      Presence<Owner> presence,
      InstantSource clock,
      ServerStatus status,
      Health health) {
    this.roomList = roomList;
    this.poller = poller;
    this.presence = presence;
    this.clock = clock;
    this.status = status;
    this.health = health;
  }

  void stats(Context ctx, Caller caller) {
    List<RoomHead> rooms = roomList.heads(caller.nameKey());
    Answer.json(
        ctx,
        200,
        Json.bytes(
            new Replies.Stats(
                presence.count(),
                rooms.stream().mapToLong(RoomHead::messageCount).sum(),
                rooms.stream().map(RoomHead::room).sorted().toList(),
                Timestamp.of(clock.instant()),
                poller.waiting(),
                health.uptimeSeconds(),
                status.build().version())));
  }

  void disconnect(Context ctx, Caller caller) {
    ClientId client =
        ClientId.of(
            ctx.pathParamMap().isEmpty()
                ? Query.of(ctx.queryString()).required("client_id")
                : Fields.segment(ctx, 2));
    if (!disconnects(caller, client)) {
      throw new Refusal(
          ErrorCode.CLIENT_UNKNOWN,
          "There is no such client, or it has been away for long.",
          "client_id");
    }
    Answer.json(ctx, 200, Json.bytes(new Replies.Disconnected("disconnected", client.value())));
  }

  /** A client id is no secret: one's own clients, or for an administrator whoever's it is. */
  private boolean disconnects(Caller caller, ClientId client) {
    return caller.administers()
        ? poller.disconnectAll(client)
        : poller.disconnect(Owner.of(caller.nameKey(), client));
  }

  void health(Context ctx, Caller caller) {
    tell(ctx, health.whole());
  }

  void live(Context ctx, Caller caller) {
    tell(ctx, health.live());
  }

  void ready(Context ctx, Caller caller) {
    tell(ctx, health.ready());
  }

  private static void tell(Context ctx, Health.Told told) {
    Answer.json(ctx, told.status(), told.body());
  }
}
