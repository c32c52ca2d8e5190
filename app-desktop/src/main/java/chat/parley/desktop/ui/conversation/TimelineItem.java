package chat.parley.desktop.ui.conversation;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.model.Message;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of a timeline.
 *
 * @param id the message's id; for one on its way, the id it is sent under
 * @param state how far it is, null for a message that everyone has
 * @param problem what is in the way of one on its way, null for nothing
 * @param guest whether its sender does not own the name
 * @param deleted whether it was taken away: then the text is empty
 * @param mark what stands before it and how it hangs together with the row before
 */
public record TimelineItem(
    UUID id,
    String sender,
    String text,
    Instant time,
    boolean own,
    OutboxEntry.@Nullable State state,
    @Nullable String problem,
    boolean guest,
    boolean deleted,
    Mark mark) {

  /**
   * What stands before a row, and whether it begins a group.
   *
   * @param day whether a new day begins with it
   * @param fresh whether what is new begins with it
   * @param first whether it is the first of its sender's in a row
   */
  public record Mark(boolean day, boolean fresh, boolean first) {
    static final Mark NONE = new Mark(false, false, true);
  }

  static TimelineItem of(Message message, boolean own) {
    return new TimelineItem(
        message.id(),
        message.sender(),
        message.text(),
        Instant.ofEpochMilli(message.timestamp().millis()),
        own,
        null,
        null,
        message.guest(),
        message.deleted(),
        Mark.NONE);
  }

  static TimelineItem of(OutboxEntry entry) {
    return new TimelineItem(
        entry.id(),
        entry.sender(),
        entry.text(),
        Instant.ofEpochMilli(entry.written().millis()),
        true,
        entry.state(),
        entry.problem(),
        false,
        false,
        Mark.NONE);
  }

  /** Whether everyone has it. */
  public boolean posted() {
    return state == null;
  }

  public boolean failed() {
    return state == OutboxEntry.State.FAILED;
  }

  TimelineItem with(Mark other) {
    return mark.equals(other)
        ? this
        : new TimelineItem(id, sender, text, time, own, state, problem, guest, deleted, other);
  }

  /** The same after it was taken away. */
  TimelineItem withoutText() {
    return new TimelineItem(id, sender, "", time, own, state, problem, guest, true, mark);
  }
}
