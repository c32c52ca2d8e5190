package chat.parley.server.event;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.EventBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.Timestamp;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the log. It carries its time, its ids and its salt, so that applying it
 * reads no clock and no random numbers.
 *
 * @param clientMessageId the sender's own id for it, by which a repeated event is recognised for
 *     ever
 */
public record NewEvent(
    UUID id,
    String room,
    Actor actor,
    Timestamp time,
    @Nullable UUID clientMessageId,
    EventBody body,
    Bytes32 salt) {

  /** What its place in the log commits to. */
  public Bytes32 commitment() {
    return RoomEvent.commitment(salt, body.content());
  }

  /**
   * This event at its place in the log.
   *
   * @param commitment its {@link #commitment()}, which whoever gives places need not work out
   */
  public LogEvent at(long seq, Bytes32 commitment) {
    return new LogEvent(seq, id, room, actor, time, clientMessageId, body, salt, commitment);
  }
}
