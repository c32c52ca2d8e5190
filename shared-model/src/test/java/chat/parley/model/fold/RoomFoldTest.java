package chat.parley.model.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoomFoldTest {
  private static final Bytes32 SALT = Bytes32.sha256(new byte[] {1});

  private static RoomEvent event(long number, RoomBody body) {
    return event(number, body, "alice", 1_000 * number);
  }

  private static RoomEvent event(long number, RoomBody body, String actor, long millis) {
    return new RoomEvent(
        "kitchen",
        number,
        new UUID(0, number),
        Actor.guest(SenderName.of(actor)),
        new Timestamp(millis),
        body,
        SALT,
        RoomEvent.commitment(SALT, body.content()));
  }

  private static RoomHead created() {
    return RoomFold.fold(null, event(1, RoomBody.RoomCreated.PLAIN)).head();
  }

  @Test
  void aRoomBeginsWithItsFirstEvent() {
    RoomFold.Step step = RoomFold.fold(null, event(1, RoomBody.RoomCreated.PLAIN));

    assertNull(step.message());
    assertEquals(1, step.head().number());
    assertEquals(0, step.head().messageCount());
    assertEquals(new Timestamp(1_000), step.head().created());
  }

  @Test
  void aMessageIsCountedAndIsTheNewestActivity() {
    RoomFold.Step step = RoomFold.fold(created(), event(2, new RoomBody.MessagePosted("hi")));

    assertNotNull(step.message());
    assertEquals("hi", step.message().text());
    assertEquals(1, step.head().messageCount());
    assertEquals(new Timestamp(2_000), step.head().lastActivity());
    assertEquals(new Timestamp(1_000), step.head().created());
  }

  @Test
  void refusesAnEventThatIsNotTheNext() {
    RoomBody body = new RoomBody.MessagePosted("hi");
    assertThrows(IllegalArgumentException.class, () -> RoomFold.fold(created(), event(3, body)));
    assertThrows(IllegalArgumentException.class, () -> RoomFold.fold(null, event(2, body)));
  }

  @Test
  void refusesAContentThatWasNotCommittedTo() {
    RoomEvent posted = event(2, new RoomBody.MessagePosted("hi"));
    RoomEvent forged =
        new RoomEvent(
            posted.room(),
            posted.number(),
            posted.id(),
            posted.actor(),
            posted.time(),
            new RoomBody.MessagePosted("ho"),
            posted.salt(),
            posted.commitment());
    assertThrows(IllegalArgumentException.class, () -> RoomFold.fold(created(), forged));
  }

  @Test
  void theDigestDependsOnWhoWhenAndWhat() {
    RoomBody body = new RoomBody.MessagePosted("hi");
    Bytes32 digest = RoomFold.fold(created(), event(2, body)).head().digest();

    assertEquals(digest, RoomFold.fold(created(), event(2, body)).head().digest());
    assertNotEquals(digest, RoomFold.fold(created(), event(2, body, "bob", 2_000)).head().digest());
    assertNotEquals(
        digest, RoomFold.fold(created(), event(2, body, "alice", 2_001)).head().digest());
    RoomBody other = new RoomBody.MessagePosted("ho");
    assertNotEquals(digest, RoomFold.fold(created(), event(2, other)).head().digest());
  }

  @Test
  void erasingTheContentKeepsTheDigest() {
    RoomEvent posted = event(2, new RoomBody.MessagePosted("hi"));
    RoomEvent erased =
        new RoomEvent(
            posted.room(),
            posted.number(),
            posted.id(),
            posted.actor(),
            posted.time(),
            new RoomBody.Erased(RoomBody.MessagePosted.TYPE, 1, false),
            null,
            posted.commitment());

    RoomFold.Step step = RoomFold.fold(created(), erased);

    assertEquals(RoomFold.fold(created(), posted).head(), step.head());
    assertNotNull(step.message());
    assertEquals("", step.message().text());
  }

  /** The format of the first day: a change here breaks every log there is. */
  @Test
  void theFormatOfDigestsDoesNotChange() {
    RoomHead head = RoomFold.fold(created(), event(2, new RoomBody.MessagePosted("hi"))).head();
    assertEquals(
        "cebf7971e51e3a00d2a16eff4515197a4204cd31b6cb3a9bff0b3ad7603297cd",
        HexFormat.of().formatHex(head.digest().toArray()));
  }
}
