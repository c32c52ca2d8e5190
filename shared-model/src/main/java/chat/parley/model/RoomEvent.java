package chat.parley.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event of a room, what every member receives: its number in the room (from 1, without
 * gaps), who, when, what, and the commitment SHA-256(salt ‖ content). The salt goes with the
 * content when it is erased, else the hash of a short text would give the text away; the commitment
 * stays.
 */
public record RoomEvent(
    String room,
    long number,
    UUID id,
    Actor actor,
    Timestamp time,
    RoomBody body,
    @Nullable Bytes32 salt,
    Bytes32 commitment) {

  /** SHA-256(salt ‖ content). */
  public static Bytes32 commitment(Bytes32 salt, byte[] content) {
    return Bytes32.sha256(salt.toArray(), content);
  }

  /** Whether salt and content give the commitment; true for an erased event, which has neither. */
  public boolean keepsItsCommitment() {
    return salt == null || commitment.equals(commitment(salt, body.content()));
  }

  /**
   * The room's digest after this event, given the digest before it: it covers all but what an
   * erasure takes away.
   */
  public Bytes32 chainedTo(Bytes32 digestBefore) {
    byte[] header =
        new CanonicalBytes()
            .add(room)
            .add(number)
            .add(id)
            .add(body.type())
            .add(body.version())
            .add(actor.name())
            .add(actor.key())
            .add(actor.keyVersion())
            .add(actor.guest())
            .add(time.millis())
            .add(commitment)
            .toArray();
    return Bytes32.sha256(digestBefore.toArray(), header);
  }
}
