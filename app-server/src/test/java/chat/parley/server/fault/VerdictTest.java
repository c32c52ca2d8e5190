package chat.parley.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.server.fault.Verdict.Evidence;
import chat.parley.server.fault.Verdict.Witness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The judge of the crash run must condemn each kind of failure, or a passed run says nothing. */
class VerdictTest {
  private final List<Receipt> alice =
      IntStream.range(0, 6).mapToObj(n -> receipt(n, n % 2 == 0 ? "kitchen" : "attic")).toList();
  private final List<Message> kitchen = inRoom("kitchen");
  private final List<Message> attic = inRoom("attic");
  private final List<Message> carolSaw =
      new ArrayList<>(alice.stream().map(Receipt::message).toList());
  private final List<Message> bobSaw = new ArrayList<>(kitchen);

  @Test
  void oneStoryToldByAllIsAcquitted() {
    assertEquals(List.of(), problems());
  }

  @Test
  void anAcknowledgedMessageInNoHistoryIsCondemned() {
    attic.removeLast();
    carolSaw.removeLast();
    assertFalse(problems().isEmpty());
  }

  @Test
  void aMessageNobodyWasPromisedIsCondemned() {
    Message stranger = receipt(99, "kitchen").message();
    kitchen.add(stranger);
    bobSaw.add(stranger);
    carolSaw.add(stranger);
    assertFalse(problems().isEmpty());
  }

  @Test
  void aMessageStoredTwiceUnderTwoIdsIsCondemned() {
    Message again = new Message("other", "kitchen", "alice", kitchen.getFirst().text(), 1);
    kitchen.add(again);
    bobSaw.add(again);
    carolSaw.add(again);
    assertFalse(problems().isEmpty());
  }

  @Test
  void aFollowerThatMissedAMessageIsCondemned() {
    bobSaw.remove(1);
    assertFalse(problems().isEmpty());
  }

  @Test
  void aFollowerThatSawAMessageTwiceIsCondemned() {
    bobSaw.add(bobSaw.getLast());
    assertFalse(problems().isEmpty());
  }

  @Test
  void aFollowerThatSawAnotherOrderIsCondemned() {
    Collections.swap(bobSaw, 0, 1);
    assertFalse(problems().isEmpty());
  }

  @Test
  void anotherOrderBetweenRoomsIsCondemned() {
    Collections.swap(carolSaw, 0, 1);
    assertFalse(problems().isEmpty());
  }

  @Test
  void aFollowerThatSawAnotherRoomIsCondemned() {
    bobSaw.add(attic.getFirst());
    assertFalse(problems().isEmpty());
  }

  @Test
  void aSenderWhoseOrderWasNotKeptIsCondemnedThoughAllAgree() {
    Collections.swap(kitchen, 0, 1);
    Collections.swap(bobSaw, 0, 1);
    Collections.swap(carolSaw, 0, 2);
    assertFalse(problems().isEmpty());
  }

  @Test
  void anotherTimeThanTheAcknowledgedOneIsCondemned() {
    Message first = kitchen.getFirst();
    Message later =
        new Message(first.id(), first.room(), first.sender(), first.text(), first.timeMillis() + 1);
    kitchen.set(0, later);
    bobSaw.set(0, later);
    carolSaw.set(0, later);
    assertFalse(problems().isEmpty());
  }

  private List<String> problems() {
    return Verdict.problems(
        new Evidence(
            Map.of("alice", alice),
            Map.of("kitchen", kitchen, "attic", attic),
            List.of(
                new Witness("bob", Set.of("kitchen"), bobSaw),
                new Witness("carol", Set.of("kitchen", "attic"), carolSaw)),
            new Comings(List.of(), Map.of(), List.of(), List.of())));
  }

  private List<Message> inRoom(String room) {
    return new ArrayList<>(
        alice.stream().map(Receipt::message).filter(m -> m.room().equals(room)).toList());
  }

  private static Receipt receipt(int number, String room) {
    Draft draft = new Draft("client-" + number, "alice", room, "text " + number);
    return new Receipt(draft, "id-" + number, 1000 + number);
  }
}
