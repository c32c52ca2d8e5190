package chat.parley.server.room;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.ErrorCode;
import chat.parley.model.EventBody;
import chat.parley.model.Message;
import chat.parley.model.MessageText;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.model.RoomEvent;
import chat.parley.model.RoomName;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import chat.parley.server.event.Applied;
import chat.parley.server.event.NewEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.limit.Limited;
import chat.parley.server.limit.RateLimits;
import chat.parley.server.log.EventLog;
import chat.parley.server.metrics.CounterBy;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.projection.Queries;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message: exactly once, however often it is asked to. Safe for use by any thread; it may
 * block on the disk.
 */
public final class SendMessage {
  private final EventLog log;
  private final Queries queries;
  private final int roomsMax;
  private final RateLimits limits;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final CounterBy<Send> sends;
  private final Set<String> knownRooms = ConcurrentHashMap.newKeySet(); // a room, once there, stays
  private volatile boolean draining;

  public SendMessage(
      EventLog log,
      Queries queries,
      int roomsMax,
      RateLimits limits,
      InstantSource clock,
      RandomGenerator random,
      Metrics metrics) {
    this.log = log;
    this.queries = queries;
    this.roomsMax = roomsMax;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
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
      SenderName sender,
      MessageText text,
      RoomName room,
      @Nullable UUID clientMessageId,
      @Nullable String address) {}

  /**
   * Sends a message.
   *
   * @return done when the message is durable and everyone may read it; fails with a {@link Refusal}
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
    if (draining && original == null) {
      throw new Refusal(
          ErrorCode.DRAINING,
          "The server is stopping; this was not stored. Send it again in a moment.");
    }
    boolean makesRoom = original == null && !isThere(command.room().value());
    if (original == null) {
      admit(command, makesRoom);
    }
    return (makesRoom ? makeRoom(command) : CompletableFuture.completedFuture(false))
        .thenCompose(
            _ -> log.append(event(command, new EventBody.MessagePosted(command.text().value()))))
        .thenApply(applied -> sent(command, applied));
  }

  /** Refuses what is new from now on, before it is stored. */
  public void drain() {
    draining = true;
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
    if (makesRoom && queries.roomCount() >= roomsMax) {
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "This server has its " + roomsMax + " rooms already; write in one of those.",
          "room");
    }
    limits.admit(
        makesRoom ? List.of(Limited.ROOM, Limited.SEND) : List.of(Limited.SEND),
        RateLimits.guest(command.sender().key(), command.address()),
        command.address());
  }

  private CompletableFuture<Boolean> makeRoom(Command command) {
    // If someone else makes it at the same time the log refuses the second, which is just as well.
    Command creation = new Command(command.sender(), command.text(), command.room(), null, null);
    return log.append(event(creation, new EventBody.RoomCreated())).thenApply(Applied::first);
  }

  private NewEvent event(Command command, EventBody body) {
    byte[] salt = new byte[32];
    random.nextBytes(salt);
    Timestamp now = Timestamp.of(clock.instant());
    return new NewEvent(
        Uuid7.at(now.millis(), random),
        command.room().value(),
        Actor.guest(command.sender()),
        now,
        command.clientMessageId(),
        body,
        Bytes32.of(salt));
  }

  private Replies.Sent sent(Command command, Applied applied) {
    return switch (applied.outcome()) {
      case Outcome.Refused refused -> throw new Refusal(refused.code(), refused.detail());
      case Outcome.Accepted accepted when applied.first() -> {
        sends.increment(Send.STORED);
        yield new Replies.Sent("sent", accepted.event().id(), accepted.event().time(), null);
      }
      case Outcome.Accepted accepted -> sentBefore(command, original(applied, accepted.event()));
    };
  }

  private static Queries.Original original(Applied applied, RoomEvent event) {
    boolean erased = event.body() instanceof EventBody.Erased;
    String text = event.body() instanceof EventBody.MessagePosted posted ? posted.text() : "";
    Message message =
        new Message(event.id(), event.actor().name(), text, event.time(), event.room());
    return new Queries.Original(applied.place().seq(), message, event.actor().key(), erased);
  }

  private Replies.Sent sentBefore(Command command, Queries.Original original) {
    Message message = original.message();
    boolean same =
        original.senderKey().equals(command.sender().key())
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
