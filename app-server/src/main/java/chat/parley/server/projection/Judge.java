package chat.parley.server.projection;

import chat.parley.model.ErrorCode;
import chat.parley.model.EventBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.Timestamp;
import chat.parley.model.fold.RoomHead;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an event of the log does, as it is applied. It depends on the event and the room
 * before it alone, so every node decides alike, and two who claim one thing at once are settled by
 * the log's order.
 */
public final class Judge {
  /**
   * A clock that is behind by less than this is evened out: the message takes the time of the one
   * before it.
   */
  static final long EVENED_OUT_MAX_MILLIS = 5_000;

  private Judge() {}

  /**
   * Judges an event.
   *
   * @param room the event's room before it, null where there is none
   */
  public static Outcome judge(LogEvent event, @Nullable RoomHead room) {
    boolean creates = event.body().type().equals(EventBody.RoomCreated.TYPE);
    if (creates && room != null) {
      return new Outcome.Refused(ErrorCode.EXISTS, "There is a room of that name already.");
    }
    if (!creates && room == null) {
      return new Outcome.Refused(ErrorCode.ROOM_UNKNOWN, "There is no such room.");
    }
    return new Outcome.Accepted(
        new RoomEvent(
            event.room(),
            room == null ? 1 : room.number() + 1,
            event.id(),
            event.actor(),
            room == null ? event.time() : notBackwards(event.time(), room.lastActivity()),
            event.body(),
            event.salt(),
            event.commitment()));
  }

  private static Timestamp notBackwards(Timestamp time, Timestamp before) {
    long backwards = before.millis() - time.millis();
    return backwards > 0 && backwards < EVENED_OUT_MAX_MILLIS ? before : time;
  }
}
