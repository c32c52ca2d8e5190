package chat.parley.server.event;

import chat.parley.model.ErrorCode;
import chat.parley.model.RoomEvent;

/**
 * What became of an event when it was applied; the same on every node, because it depends on the
 * log alone.
 */
public sealed interface Outcome {
  /** It counts: this is what the members of its room receive. */
  record Accepted(RoomEvent event) implements Outcome {}

  /** It counts, and no room hears of it. */
  record Noted(LogEvent event) implements Outcome {}

  /** It keeps its place in the log and changes nothing. */
  record Refused(ErrorCode code, String detail) implements Outcome {}
}
