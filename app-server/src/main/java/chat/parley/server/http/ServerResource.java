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

  ServerResource(
      RoomList roomList,
      Poller poller,
      Presence<Owner> presence,
      InstantSource clock,
      ServerStatus status) {
    this.roomList = roomList;
    this.poller = poller;
    this.presence = presence;
    this.clock = clock;
    this.status = status;
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
                now(),
                poller.waiting(),
                uptimeSeconds(),
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
    String trouble = status.trouble().get();
    Replies.Health health =
        trouble == null
            ? new Replies.Health("healthy", null, status.build().version(), uptimeSeconds())
            : new Replies.Health("unhealthy", trouble, null, null);
    Answer.json(ctx, trouble == null ? 200 : 503, Json.bytes(health));
  }

  void live(Context ctx, Caller caller) {
    Answer.json(ctx, 200, Json.bytes(new Replies.Health("alive", null, null, null)));
  }

  void ready(Context ctx, Caller caller) {
    String reason =
        status.draining().getAsBoolean() ? "The server is stopping." : status.trouble().get();
    Replies.Health health =
        new Replies.Health(reason == null ? "ready" : "unready", reason, null, null);
    Answer.json(ctx, reason == null ? 200 : 503, Json.bytes(health));
  }

  private Timestamp now() {
    return Timestamp.of(clock.instant());
  }

  private long uptimeSeconds() {
    return Math.max(0, (now().millis() - status.started().millis()) / 1_000);
  }
}
