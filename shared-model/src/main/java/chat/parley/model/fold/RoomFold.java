package chat.parley.model.fold;

import chat.parley.model.Bytes32;
import chat.parley.model.Message;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import org.jspecify.annotations.Nullable;

/**
 * The pure step from a room and its next event to the room after it. It reads no clock, no random
 * numbers, no locale and no tables of characters, so every replica that folds the same events has
 * the same room, bit for bit.
 */
public final class RoomFold {
  private RoomFold() {}

  /** What one event does: the room after it and the message it brought, if it brought one. */
  public record Step(RoomHead head, @Nullable Message message) {}

  /**
   * Folds the next event of a room.
   *
   * @param before the room before the event, null before its first
   * @throws IllegalArgumentException if this is not the room's next event or its content is not
   *     what it was committed to
   */
  public static Step fold(@Nullable RoomHead before, RoomEvent event) {
    long expected = before == null ? 1 : before.number() + 1;
    if (event.number() != expected) {
      throw new IllegalArgumentException(
          "Event "
              + event.number()
              + " of room "
              + event.room()
              + " where "
              + expected
              + " is expected");
    }
    if (!event.keepsItsCommitment()) {
      throw new IllegalArgumentException(
          "Event " + event.number() + " of room " + event.room() + " is not what was committed to");
    }
    Message message = message(event);
    return new Step(after(before, event, message), message);
  }

  /**
   * The message an event brings to its room, or null; a message whose content was erased has an
   * empty text.
   */
  public static @Nullable Message message(RoomEvent event) {
    return switch (event.body()) {
      case RoomBody.MessagePosted posted -> message(event, posted.text(), false);
      case RoomBody.Erased erased ->
          erased.type().equals(RoomBody.MessagePosted.TYPE) ? message(event, "", true) : null;
      case RoomBody.RoomCreated _,
          RoomBody.RoomChanged _,
          RoomBody.MemberChanged _,
          RoomBody.MessageDeleted _ ->
          null;
    };
  }

  private static Message message(RoomEvent event, String text, boolean deleted) {
    return new Message(
        event.id(),
        event.actor().name(),
        text,
        event.time(),
        event.room(),
        event.actor().guest(),
        deleted);
  }

  /**
   * The step of a reader that is given messages and not whole events: what the room reads as after
   * its next message.
   *
   * @param before what it reads as before that, null where nothing is known of it
   */
  public static RoomReading fold(@Nullable RoomReading before, Message message) {
    return new RoomReading(messageCount(before) + 1, message.timestamp());
  }

  private static RoomHead after(
      @Nullable RoomHead before, RoomEvent event, @Nullable Message message) {
    RoomReading read = before == null ? null : before.reading();
    return new RoomHead(
        event.room(),
        event.number(),
        event.chainedTo(before == null ? Bytes32.ZERO : before.digest()),
        message == null ? unread(read, event) : fold(read, message),
        before == null ? event.time() : before.created());
  }

  /** What brings no message is no activity, but for the beginning of it all. */
  private static RoomReading unread(@Nullable RoomReading before, RoomEvent event) {
    return before == null ? new RoomReading(0, event.time()) : before;
  }

  private static long messageCount(@Nullable RoomReading reading) {
    return reading == null ? 0 : reading.messageCount();
  }
}
