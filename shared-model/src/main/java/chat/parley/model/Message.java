package chat.parley.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;

/**
 * A message as everyone reads it. The id names it and says nothing about order; order is the log's.
 *
 * @param guest whether its sender did not own the name, as it was when the message was sent; on the
 *     wire only where it is so
 * @param deleted whether it was taken away: its text is empty and its place stays; on the wire only
 *     where it is so
 */
public record Message(
    UUID id,
    String sender,
    String text,
    Timestamp timestamp,
    String room,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean guest,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean deleted) {

  /** One whose sender owns the name, and that is there. */
  public Message(UUID id, String sender, String text, Timestamp timestamp, String room) {
    this(id, sender, text, timestamp, room, false, false);
  }

  /** The same after it was taken away: its place stays, its text does not. */
  public Message withoutText() {
    return new Message(id, sender, "", timestamp, room, guest, true);
  }
}
