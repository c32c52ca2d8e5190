package chat.parley.server.room;

import chat.parley.model.Actor;
import chat.parley.model.ErrorCode;
import chat.parley.model.Message;
import chat.parley.model.MessageText;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.RoomName;
import chat.parley.server.command.Commands;
import chat.parley.server.event.Applied;
import chat.parley.server.event.Outcome;
import chat.parley.server.limit.Limited;
import chat.parley.server.limit.RateLimits;
import chat.parley.server.log.EventLog;
import chat.parley.server.metrics.CounterBy;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.projection.Queries;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sends a message: exactly once, however often it is asked to. Safe for use by any thread. */
public final class SendMessage {
  private final EventLog log;
  private final Commands commands;
  private final Queries queries;
  private final int roomsMax;
  private final RateLimits limits;
  private final CounterBy<Send> sends;
  private final Set<String> knownRooms = ConcurrentHashMap.newKeySet(); // a room, once there, stays

  public SendMessage(
      EventLog log,
      Commands commands,
      Queries queries,
      int roomsMax,
      RateLimits limits,
      Metrics metrics) {
    this.log = log;
    this.commands = commands;
    this.queries = queries;
    this.roomsMax = roomsMax;
    this.limits = limits;
    this.sends =
        metrics.counterBy("sends", "Sends acknowledged, by what they did.", "outcome", Send.class);
  }

  /** What an acknowledged send did. */
  enum Send {
    /** It stored the message. */
    STORED,
    /** The message was there already. */
    DUPLICATE
  }

  /**
   * A message to send, checked.
   *
   * @param clientMessageId the sender's own id for it, by which it is recognised when it is sent
   *     again; null if it has none
   * @param address where it comes from, null if that is not limited
   */
  public record Command(
      Actor actor,
      MessageText text,
      RoomName room,
      @Nullable UUID clientMessageId,
      @Nullable String address) {

    /** Who counts: whoever owns the name, or a guest at that address. */
    @Nullable String limitedName() {
      return actor.guest() ? RateLimits.guest(actor.key(), address) : actor.key();
    }
  }

  /**
   * Sends a message without waiting for anything, if that can be done: whether it was sent before
   * the log finds out. What is refused so, and was not stored, does not count.
   *
   * @return as of {@link #send}, but that one that was sent before may fail, too; null if it cannot
   *     be done, and then nothing was done
   */
  public @Nullable CompletableFuture<Replies.Sent> sendWithoutWaiting(Command command) {
    if (!knownRooms.contains(command.room().value())) {
      return null;
    }
    RoomBody message = message(command);
    try {
      requireAllowed(command, message);
      admit(command, false);
    } catch (Refusal leftToTheOther) { // one that was sent before is never refused
      return null;
    }
    return append(command, message)
        .whenComplete((sent, why) -> {
          if (why != null || sent.duplicate() != null) {
            limits.giveBack(Limited.SEND, command.limitedName(), command.address());
          }
        });
  }

  /**
   * Sends a message. It may block on the disk.
   *
   * @return done when the message is durable and everyone may read it, on a thread that must not
   *     wait; fails with a {@link Refusal}
   * @throws Refusal if it is refused at once
   */
  public CompletableFuture<Replies.Sent> send(Command command) {
    UUID clientMessageId = command.clientMessageId();
    Queries.Original original =
        clientMessageId == null ? null : queries.originalOf(clientMessageId);
    if (original != null && original.seq() <= log.bounds().last().seq()) {
      return CompletableFuture.completedFuture(sentBefore(command, original));
    }
    // One that is stored and not yet shown to all is answered through the log, behind what shows
    // it.
    RoomBody message = message(command);
    if (original != null) {
      return append(command, message);
    }
    requireAllowed(command, message);
    boolean makesRoom = !isThere(command.room().value());
    admit(command, makesRoom);
    return makesRoom
        ? makeRoom(command).thenCompose(_ -> append(command, message))
        : append(command, message);
  }

  private static RoomBody message(Command command) {
    return new RoomBody.MessagePosted(command.text().value());
  }

  private void requireAllowed(Command command, RoomBody message) {
    commands.requireOpen();
    commands.requireAllowed(command.actor(), command.room().value(), message);
  }

  private CompletableFuture<Replies.Sent> append(Command command, RoomBody message) {
    return commands
        .appendAndTellAtOnce(
            command.actor(), command.room().value(), message, command.clientMessageId())
        .thenApply(applied -> sent(command, message, applied));
  }

  private boolean isThere(String room) {
    if (knownRooms.contains(room)) {
      return true;
    }
    boolean isThere = queries.room(room) != null;
    if (isThere) {
      knownRooms.add(room);
    }
    return isThere;
  }

  /** What is refused for a lack of room has not come too fast. */
  private void admit(Command command, boolean makesRoom) {
    if (makesRoom) {
      requireRoomForOne(queries, roomsMax);
    }
    limits.admit(
        makesRoom ? List.of(Limited.ROOM, Limited.SEND) : List.of(Limited.SEND),
        command.limitedName(),
        command.address());
  }

  private CompletableFuture<Applied> makeRoom(Command command) {
    String room = command.room().value();
    // If someone else makes it at the same time the log refuses the second, which is just as well.
    return commands
        .append(command.actor(), room, RoomBody.RoomCreated.PLAIN, null)
        .whenComplete((applied, _) -> {
          if (applied != null && applied.outcome() instanceof Outcome.Accepted) {
            knownRooms.add(room);
          }
        });
  }

  /** Requires that one more room may be made. */
  static void requireRoomForOne(Queries queries, int roomsMax) {
    if (queries.roomCount() >= roomsMax) {
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "This server has its " + roomsMax + " rooms already; write in one of those.",
          "room");
    }
  }

  private Replies.Sent sent(Command command, RoomBody message, Applied applied) {
    return switch (applied.outcome()) {
      case Outcome.Refused refused -> throw Commands.refusal(refused, message);
      case Outcome.Accepted accepted when applied.first() -> {
        sends.increment(Send.STORED);
        yield new Replies.Sent("sent", accepted.event().id(), accepted.event().time(), null);
      }
      case Outcome.Noted _ ->
          throw new Refusal(
              ErrorCode.CLIENT_MESSAGE_ID_REUSED,
              "This client_message_id was used for something else.",
              "client_message_id");
      case Outcome.Accepted accepted -> sentBefore(command, original(applied, accepted.event()));
    };
  }

  private static Queries.Original original(Applied applied, RoomEvent event) {
    boolean erased = event.body() instanceof RoomBody.Erased;
    String text = event.body() instanceof RoomBody.MessagePosted posted ? posted.text() : "";
    Message message =
        new Message(event.id(), event.actor().name(), text, event.time(), event.room());
    return new Queries.Original(applied.place().seq(), message, event.actor().key(), erased);
  }

  private Replies.Sent sentBefore(Command command, Queries.Original original) {
    Message message = original.message();
    boolean same =
        original.senderKey().equals(command.actor().key())
            && message.room().equals(command.room().value())
            && (original.erased() || message.text().equals(command.text().value()));
    if (!same) {
      throw new Refusal(
          ErrorCode.CLIENT_MESSAGE_ID_REUSED,
          "This client_message_id was used for another message; make a new one for each message.",
          "client_message_id");
    }
    sends.increment(Send.DUPLICATE);
    return new Replies.Sent("sent", message.id(), message.timestamp(), true);
  }
}
