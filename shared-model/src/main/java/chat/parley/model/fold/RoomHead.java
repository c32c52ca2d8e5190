package chat.parley.model.fold;

import chat.parley.model.Bytes32;
import chat.parley.model.Timestamp;

/**
 * A room as it is after some of its events: how many there were, what they hash to, and what it
 * reads as.
 */
public record RoomHead(
    String room, long number, Bytes32 digest, RoomReading reading, Timestamp created) {

  public long messageCount() {
    return reading.messageCount();
  }

  public Timestamp lastActivity() {
    return reading.lastActivity();
  }
}
