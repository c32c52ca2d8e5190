package chat.parley.server.testing;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import chat.parley.server.event.Applied;
import chat.parley.server.event.NewEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.Place;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The people and rooms of the tests, and what they do. */
public final class Cast {
  public static final String ALICE = "alice";
  public static final String BOB = "bob";
  public static final String CAROL = "carol";
  public static final String KITCHEN = "kitchen";
  public static final String ATTIC = "attic";

  private Cast() {}

  public static Actor guest(String name) {
    return Actor.guest(SenderName.of(name));
  }

  /** An id that a number stands for. */
  public static UUID id(long number) {
    return new UUID(0x7000, number);
  }

  public static NewEvent roomCreated(long number, String room) {
    return event(number, room, ALICE, null, RoomBody.RoomCreated.PLAIN);
  }

  public static NewEvent message(long number, String room, String sender, String text) {
    return event(number, room, sender, null, new RoomBody.MessagePosted(text));
  }

  public static NewEvent message(
      long number, String room, String sender, String text, UUID clientMessageId) {
    return event(number, room, sender, clientMessageId, new RoomBody.MessagePosted(text));
  }

  private static NewEvent event(
      long number, String room, String sender, @Nullable UUID clientMessageId, RoomBody body) {
    byte[] salt = ByteBuffer.allocate(32).putLong(number).array();
    return new NewEvent(
        id(number),
        room,
        guest(sender),
        new Timestamp(1_795_000_000_000L + number),
        clientMessageId,
        body,
        Bytes32.of(salt));
  }

  /** A batch of one message, as the log hands it on. */
  public static Applied.Batch posted(long seq, String room, String text) {
    NewEvent event = message(seq, room, BOB, text);
    RoomEvent accepted =
        new RoomEvent(
            room,
            seq,
            event.id(),
            event.actor(),
            event.time(),
            (RoomBody) event.body(),
            event.salt(),
            RoomEvent.commitment(event.salt(), event.body().content()));
    return new Applied.Batch(
        List.of(new Applied(new Place(seq, (int) seq), new Outcome.Accepted(accepted), true)));
  }
}
