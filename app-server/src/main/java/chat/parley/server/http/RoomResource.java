package chat.parley.server.http;

import chat.parley.model.Actor;
import chat.parley.model.ErrorCode;
import chat.parley.model.Json;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.model.RoomName;
import chat.parley.model.RoomRole;
import chat.parley.model.SenderName;
import chat.parley.server.access.Caller;
import chat.parley.server.fact.Fact;
import chat.parley.server.limit.Limited;
import chat.parley.server.limit.RateLimits;
import chat.parley.server.room.ChangeRooms;
import chat.parley.server.room.RoomList;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** {@code /api/rooms} and what is below it, and {@code DELETE /api/messages/{id}}. */
final class RoomResource {
  private static final int ROOM = 2; // the third part of the path
  private static final int NAME = 4;

  private final RoomList rooms;
  private final ChangeRooms change;
  private final Pending pending;
  private final Peers peers;
  private final RateLimits limits;

  RoomResource(
      RoomList rooms, ChangeRooms change, Pending pending, Peers peers, RateLimits limits) {
    this.rooms = rooms;
    this.change = change;
    this.pending = pending;
    this.peers = peers;
    this.limits = limits;
  }

  void list(Context ctx, Caller caller) {
    Answer.json(ctx, 200, Json.bytes(new Replies.Rooms(rooms.rooms(caller.nameKey()), "success")));
  }

  void one(Context ctx, Caller caller) {
    Answer.json(ctx, 200, told(caller, room(ctx)));
  }

  void make(Context ctx, Caller caller) throws IOException {
    Actor by = caller.requiredActor();
    JsonBody body = JsonBody.of(ctx.req());
    String topic = Fields.words(body.optional("topic"), "topic");
    limits.admit(Limited.ROOM, by.key(), peers.of(ctx).limitedAddress());
    if (body.optional("direct") != null) {
      SenderName with = Fields.as("direct", () -> SenderName.of(body.required("direct")));
      Actor named = caller.requiredName().actor();
      made(ctx, caller, () -> change.direct(named, with));
    } else if (body.optionalBoolean("private", false)) {
      String title = Fields.requiredWords(body.optional("title"), "title");
      String passphrase = body.optional("passphrase");
      made(ctx, caller, () -> change.makePrivate(by, title, topic, passphrase));
    } else {
      RoomName name = Fields.as("name", () -> RoomName.of(body.required("name")));
      if (name.isPrivate()) {
        throw new Refusal(ErrorCode.ROOM_NAME_INVALID, "This must not begin with '~'.", "name");
      }
      made(ctx, caller, () -> change.makePublic(by, name, topic));
    }
  }

  private void made(Context ctx, Caller caller, Supplier<CompletableFuture<RoomName>> making) {
    pending.answer(ctx, () -> making.get().thenApply(room -> told(caller, room)));
  }

  private byte[] told(Caller caller, RoomName room) {
    return Json.bytes(new Replies.OneRoom("success", rooms.room(caller.nameKey(), room)));
  }

  void change(Context ctx, Caller caller) throws IOException {
    Actor by = caller.requiredActor();
    RoomName room = room(ctx);
    JsonBody body = JsonBody.of(ctx.req());
    String title =
        body.optional("title") == null
            ? null
            : Fields.requiredWords(body.optional("title"), "title");
    String topic = Fields.words(body.optional("topic"), "topic");
    String passphrase = body.optional("passphrase");
    if (title == null && topic == null && passphrase == null) {
      throw new Refusal(ErrorCode.MISSING, "Give a title, a topic or a passphrase.", "topic");
    }
    admitChange(ctx, by);
    pending.answer(
        ctx,
        () -> {
          // Whoever may change the passphrase may change the words too: this one first, so that
          // what is refused has changed nothing.
          CompletableFuture<?> secret =
              passphrase == null
                  ? CompletableFuture.completedFuture(room)
                  : change.changePassphrase(by, room, passphrase);
          return secret
              .thenCompose(_ ->
                  title == null && topic == null
                      ? CompletableFuture.completedFuture(room)
                      : change
                          .change(by, room, new ChangeRooms.Words(title, topic))
                          .thenApply(_ -> room))
              .thenApply(_ -> told(caller, room));
        });
  }

  void join(Context ctx, Caller caller) throws IOException {
    Actor by = caller.requiredName().actor();
    RoomName room = room(ctx);
    String passphrase = JsonBody.orEmpty(ctx.req()).optional("passphrase");
    String address = peers.of(ctx).limitedAddress();
    String guessing = by.key() + '/' + room.value(); // neither has that character
    boolean guesses = room.isPrivate() && passphrase != null;
    admitChange(ctx, by);
    if (guesses) {
      limits.admit(Limited.LOG_IN, guessing, address); // whether there is such a room or not
    }
    pending.answer(
        ctx,
        () ->
            change
                .join(by, room, passphrase)
                .thenApply(_ -> {
                  if (guesses) {
                    limits.loggedIn(guessing, address);
                  }
                  return told(caller, room);
                }));
  }

  void leave(Context ctx, Caller caller) {
    Actor by = caller.requiredName().actor();
    RoomName room = room(ctx);
    admitChange(ctx, by);
    pending.answer(
        ctx,
        () -> AccountResource.done(change.role(by, room, SenderName.of(by.name()), RoomRole.NONE)));
  }

  void members(Context ctx, Caller caller) {
    var members =
        rooms.members(caller.nameKey(), room(ctx)).stream().map(RoomResource::told).toList();
    Answer.json(ctx, 200, Json.bytes(new Replies.Members("success", members)));
  }

  private static Replies.Member told(Fact.Member member) {
    return new Replies.Member(member.name(), member.role().wire());
  }

  void setMember(Context ctx, Caller caller) throws IOException {
    Actor by = caller.requiredActor();
    RoomName room = room(ctx);
    SenderName who = member(ctx);
    RoomRole role = RoomRole.of(JsonBody.of(ctx.req()).required("role"));
    admitChange(ctx, by);
    pending.answer(ctx, () -> AccountResource.done(change.role(by, room, who, role)));
  }

  void removeMember(Context ctx, Caller caller) {
    Actor by = caller.requiredActor();
    RoomName room = room(ctx);
    SenderName who = member(ctx);
    admitChange(ctx, by);
    pending.answer(ctx, () -> AccountResource.done(change.role(by, room, who, RoomRole.NONE)));
  }

  void deleteMessage(Context ctx, Caller caller) {
    Actor by = caller.requiredActor();
    UUID id = messageId(Fields.segment(ctx, ROOM));
    admitChange(ctx, by);
    pending.answer(ctx, () -> AccountResource.done(change.delete(by, id)));
  }

  private void admitChange(Context ctx, Actor by) {
    limits.admit(Limited.CHANGE, by.key(), peers.of(ctx).limitedAddress());
  }

  private static UUID messageId(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ErrorCode.MESSAGE_UNKNOWN, "There is no such message.", "message_id");
    }
  }

  private static RoomName room(Context ctx) {
    return RoomName.of(Fields.segment(ctx, ROOM));
  }

  private static SenderName member(Context ctx) {
    return Fields.as("name", () -> SenderName.of(Fields.segment(ctx, NAME)));
  }
}
