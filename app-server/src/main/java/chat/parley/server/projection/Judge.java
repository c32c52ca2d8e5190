package chat.parley.server.projection;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.ErrorCode;
import chat.parley.model.EventBody;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.Timestamp;
import chat.parley.model.fold.RoomHead;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.ServerBody;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.Facts;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an event of the log does, as it is applied. It depends on the event and what was so
 * before it alone, so every node decides alike, and two who claim one thing at once are settled by
 * the log's order.
 */
public final class Judge {
  /**
   * A clock that is behind by less than this is evened out: the message takes the time of the one
   * before it.
   */
  static final long EVENED_OUT_MAX_MILLIS = 5_000;

  // No rule looks at these, and making them costs more than all rules together.
  private static final UUID UNMADE_ID = new UUID(0, 0);
  private static final Bytes32 UNMADE_COMMITMENT = Bytes32.ZERO;

  private Judge() {}

  /** What was so before an event. */
  public interface Before extends Facts {
    /** The room, null where there is none. */
    @Nullable RoomHead head(String room);

    /** A message that was accepted, by its id; null where there is none. */
    @Nullable Written written(UUID messageId);
  }

  /** Where a message is, and who wrote it. */
  public record Written(String room, String authorKey, boolean guest) {}

  /** Judges an event. */
  public static Outcome judge(LogEvent event, Before before) {
    return switch (event.body()) {
      case ServerBody body -> {
        Outcome.Refused refused = ServerRules.refusal(event, body, before);
        yield refused != null ? refused : new Outcome.Noted(event);
      }
      case RoomBody body -> ofRoom(event, body, before);
      default ->
          throw new IllegalArgumentException("No rules are known for " + event.body().type());
    };
  }

  /**
   * Why something would not count if it were logged now; null where it would. Whether its room
   * exists is not looked at.
   */
  public static Outcome.@Nullable Refused foresee(
      Actor actor, String room, Timestamp now, EventBody body, Before before) {
    LogEvent logged =
        new LogEvent(0, UNMADE_ID, room, actor, now, null, body, null, UNMADE_COMMITMENT);
    return switch (body) {
      case ServerBody ofServer -> ServerRules.refusal(logged, ofServer, before);
      case RoomBody ofRoom -> RoomRules.refusal(logged, ofRoom, before);
      default -> throw new IllegalArgumentException("No rules are known for " + body.type());
    };
  }

  private static Outcome ofRoom(LogEvent event, RoomBody body, Before before) {
    RoomHead room = before.head(event.room());
    boolean creates = body.type().equals(RoomBody.RoomCreated.TYPE);
    if (creates && room != null) {
      return new Outcome.Refused(ErrorCode.EXISTS, "There is a room of that name already.");
    }
    if (!creates && room == null) {
      return roomUnknown();
    }
    Outcome.Refused refused = RoomRules.refusal(event, body, before);
    return refused != null ? refused : accepted(event, body, room);
  }

  private static Outcome accepted(LogEvent event, RoomBody body, @Nullable RoomHead room) {
    return new Outcome.Accepted(
        new RoomEvent(
            event.room(),
            room == null ? 1 : room.number() + 1,
            event.id(),
            event.actor(),
            room == null ? event.time() : notBackwards(event.time(), room.lastActivity()),
            body,
            event.salt(),
            event.commitment()));
  }

  /** Why somebody cannot do anything under that name; null where they can. */
  static Outcome.@Nullable Refused actorRefusal(Actor actor, Facts before) {
    if (actor.equals(Actor.SERVER_OWNER)) {
      return null;
    }
    Fact.Name name = before.name(actor.key());
    if (name != null && name.banned()) {
      return new Outcome.Refused(ErrorCode.BANNED, "That name was banned from this server.");
    }
    boolean owned = name != null && name.owned();
    if (actor.guest() && owned) {
      return nameTaken();
    }
    return actor.guest() || owned
        ? null
        : new Outcome.Refused(ErrorCode.FORBIDDEN, "Nobody owns that name.");
  }

  static boolean isAdministrator(Actor actor, Facts before) {
    if (actor.equals(Actor.SERVER_OWNER)) {
      return true;
    }
    Fact.Name name = before.name(actor.key());
    return !actor.guest() && name != null && name.administrator();
  }

  static Outcome.Refused nameTaken() {
    return new Outcome.Refused(
        ErrorCode.NAME_TAKEN, "That name has an owner. Take another, or sign in as its owner.");
  }

  static Outcome.Refused roomUnknown() {
    return new Outcome.Refused(ErrorCode.ROOM_UNKNOWN, "There is no such room.");
  }

  private static Timestamp notBackwards(Timestamp time, Timestamp before) {
    long backwards = before.millis() - time.millis();
    return backwards > 0 && backwards < EVENED_OUT_MAX_MILLIS ? before : time;
  }
}
