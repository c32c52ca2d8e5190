package chat.parley.server.http;

import chat.parley.model.Actor;
import chat.parley.model.ErrorCode;
import chat.parley.model.Json;
import chat.parley.model.Limits;
import chat.parley.model.MessageText;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.model.RoomName;
import chat.parley.model.SenderName;
import chat.parley.server.access.Caller;
import chat.parley.server.poll.CursorCodec;
import chat.parley.server.room.ReadHistory;
import chat.parley.server.room.SendMessage;
import io.javalin.http.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/send} and {@code GET /api/history}. */
final class MessageResource {
  private final SendMessage sendMessage;
  private final ReadHistory readHistory;
  private final CursorCodec cursors;
  private final Pending pending;
  private final Peers peers;

  MessageResource(
      SendMessage sendMessage,
      ReadHistory readHistory,
      CursorCodec cursors,
      Pending pending,
      Peers peers) {
    this.sendMessage = sendMessage;
    this.readHistory = readHistory;
    this.cursors = cursors;
    this.pending = pending;
    this.peers = peers;
  }

  void send(Context ctx, Caller caller) throws IOException {
    SendMessage.Command command = command(JsonBody.of(ctx.req()), caller, peers.of(ctx));
    pending.answer(ctx, () -> sendMessage.send(command).thenApply(Json::bytes));
  }

  /**
   * A message to send.
   *
   * @throws Refusal if it is none, or not for its caller to send
   */
  static SendMessage.Command command(JsonBody body, Caller caller, Peer peer) {
    return new SendMessage.Command(
        sender(caller, body),
        MessageText.of(body.required("text")),
        room(body.optional("room")),
        body.optionalUuid("client_message_id"),
        peer.limitedAddress());
  }

  /** Who a message is from: the owner of the token's name, or a guest under the name given. */
  private static Actor sender(Caller caller, JsonBody body) {
    if (caller instanceof Caller.Guest) {
      return Actor.guest(SenderName.of(body.required("sender")));
    }
    Actor owner = caller.requiredName().actor();
    String sender = body.optional("sender");
    if (sender != null && !SenderName.of(sender).key().equals(owner.key())) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "This token is for another name: " + owner.name() + ".", "sender");
    }
    return owner;
  }

  void history(Context ctx, Caller caller) {
    Query query = Query.of(ctx.queryString());
    RoomName room = room(query.optional("room"));
    ReadHistory.Page page =
        readHistory.read(
            caller.nameKey(),
            room,
            new ReadHistory.Range(
                query.optional("before"),
                query.optional("after"),
                query.integer(
                    "limit", Limits.HISTORY_ENTRIES_DEFAULT, 1, Limits.HISTORY_ENTRIES_MAX)));
    Answer.json(
        ctx,
        200,
        Json.bytes(
            new Replies.History(
                room.value(),
                page.messages(),
                "success",
                page.hasMore(),
                cursors.encode(page.at()))));
  }

  private static RoomName room(@Nullable String name) {
    return name == null ? RoomName.GENERAL : RoomName.of(name);
  }
}
