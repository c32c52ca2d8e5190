package chat.parley.server.event;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.CanonicalBytes;
import chat.parley.model.EventBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.Timestamp;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event at its place in the log. Body and salt may have been erased; all else stays for ever.
 */
public record LogEvent(
    long seq,
    UUID id,
    String room,
    Actor actor,
    Timestamp time,
    @Nullable UUID clientMessageId,
    EventBody body,
    @Nullable Bytes32 salt,
    Bytes32 commitment) {

  /**
   * The log's chain after this event, given the chain before it: it covers all but what an erasure
   * takes away.
   */
  public Bytes32 chainedTo(Bytes32 chainBefore) {
    byte[] header =
        new CanonicalBytes()
            .add(seq)
            .add(id)
            .add(body.type())
            .add(body.version())
            .add(body.ignorable())
            .add(room)
            .add(actor.name())
            .add(actor.key())
            .add(actor.keyVersion())
            .add(actor.guest())
            .add(time.millis())
            .add(clientMessageId)
            .add(commitment)
            .toArray();
    return Bytes32.sha256(chainBefore.toArray(), header);
  }

  /** Whether salt and content give the commitment; true where both have been erased. */
  public boolean keepsItsCommitment() {
    return salt == null || commitment.equals(RoomEvent.commitment(salt, body.content()));
  }
}
