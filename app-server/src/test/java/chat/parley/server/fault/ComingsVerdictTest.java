package chat.parley.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.fault.Comings.Reader;
import chat.parley.server.fault.Verdict.Evidence;
import chat.parley.server.fault.Verdict.Witness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The judge of comings and goings must condemn each kind of failure.
 *
 * <p>Carol is in the room of Alice, is removed between the times 20 and 22, and is let in again
 * between 40 and 42. Alice writes two messages before, two meanwhile and two after that; Carol
 * writes the last one.
 */
class ComingsVerdictTest {
  private static final String ROOM = "~room";
  private static final Visit CAROL = new Visit(ROOM, "carol");
  private static final Change REMOVED = new Change(CAROL, Change.NONE, "alice");
  private static final Change ADDED = new Change(CAROL, Change.MEMBER, "alice");

  private final List<Receipt> alice = new ArrayList<>();
  private final List<Receipt> carol = new ArrayList<>();
  private final List<Message> history = new ArrayList<>();
  private final List<Entry> story = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();
  private final List<Message> aliceSaw;
  private final List<Message> bobSaw;
  private final List<Message> oscarSaw = new ArrayList<>();
  private final List<Reading> everything = new ArrayList<>();
  private final List<Reading> named = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  ComingsVerdictTest() {
    write(alice, "before 1");
    write(alice, "before 2");
    story.add(new Entry.Changed(REMOVED));
    turns.add(new Turn(REMOVED, new Span(20, 22)));
    write(alice, "meanwhile 1");
    write(alice, "meanwhile 2");
    story.add(new Entry.Changed(ADDED));
    turns.add(new Turn(ADDED, new Span(40, 42)));
    write(alice, "after 1");
    write(carol, "after 2");
    aliceSaw = new ArrayList<>(history);
    bobSaw = new ArrayList<>(history);
    everything.add(reading(5, 10, 0, 2));
    everything.add(reading(24, 30)); // so she will never be told what is written meanwhile
    everything.add(reading(43, 50, 4, 6));
    named.add(reading(5, 10, 0, 2));
    named.add(reading(41, 44, 2, 4)); // now she may read what was written meanwhile
    named.add(reading(45, 50, 4, 6));
    refusals.add(new Refusal("carol", Optional.of(ROOM), new Span(11, 21)));
    refusals.add(new Refusal("carol", Optional.of(ROOM), new Span(25, 26)));
    refusals.add(new Refusal("carol", Optional.empty(), new Span(11, 23)));
  }

  @Test
  void oneStoryToldByAllIsAcquitted() {
    assertEquals(List.of(), problems());
  }

  @Test
  void aMessageReadAfterTheRemovalIsCondemned() {
    everything.set(1, reading(19, 30, 2, 3)); // her poll was under way; the message came later
    assertCondemned("carol-all read while out: m2");
  }

  @Test
  void anOldMessageReadWhileOutIsCondemned() {
    everything.set(0, reading(5, 10, 0, 1));
    everything.set(1, reading(24, 30, 1, 2)); // written before, and asked for after the removal
    assertCondemned("carol-all read while out: m1");
  }

  @Test
  void aMessageMissedOrOnItsWayAsTheRemovalCameIsNot() {
    everything.set(0, reading(5, 10, 0, 1));
    assertEquals(List.of(), problems());
    everything.set(1, reading(21, 30, 1, 2));
    assertEquals(List.of(), problems());
  }

  @Test
  void aPollByIdThatIsAnsweredWhileOutIsCondemned() {
    named.add(1, reading(24, 30));
    assertCondemned("carol-named was answered for ~room while out");
  }

  @Test
  void aRemovalThatWasAcknowledgedAndLostIsCondemned() {
    story.removeIf(entry -> entry.equals(new Entry.Changed(REMOVED)));
    assertCondemned("2 turns settled, 1 in the log");
  }

  @Test
  void anAdditionThatWasAcknowledgedAndLostIsCondemned() {
    story.removeIf(entry -> entry.equals(new Entry.Changed(ADDED)));
    assertCondemned("2 turns settled, 1 in the log");
  }

  @Test
  void aRemovalThatWasGivenUpFoundNotDoneAndIsThereIsCondemned() {
    story.add(new Entry.Changed(REMOVED));
    assertCondemned("2 turns settled, 3 in the log");
  }

  @Test
  void aTurnStoredTwiceIsCondemned() {
    story.add(3, new Entry.Changed(REMOVED));
    assertCondemned("2 turns settled, 3 in the log");
    turns.add(1, new Turn(REMOVED, new Span(23, 23)));
    assertCondemned("it changes nothing");
  }

  @Test
  void turnsInAnotherOrderAreCondemned() {
    Collections.swap(turns, 0, 1);
    assertCondemned("2 turns settled, 2 in the log; number 0");
  }

  @Test
  void aTurnOfSomebodyElseThatNobodyAskedForIsCondemned() {
    story.add(new Entry.Changed(new Change(new Visit(ROOM, "oscar"), Change.MEMBER, "alice")));
    assertCondemned("nobody asked for");
  }

  @Test
  void aMessageOfOneWhoWasOutIsCondemned() {
    Collections.swap(story, 5, 7); // she wrote it before she was let in
    assertCondemned("stored, though its sender was out: m5");
  }

  @Test
  void aMessageMissedWhileInIsCondemned() {
    everything.set(2, reading(43, 50, 5, 6));
    assertCondemned("carol-all missed something in ~room while in: 1 of 2");
    everything.set(2, reading(43, 50, 4, 5)); // also the last one
    assertCondemned("carol-all missed something in ~room while in: 1 of 2");
  }

  @Test
  void aMessageMissedInAnEarlierStayIsCondemned() {
    everything.set(0, reading(5, 10, 1, 2));
    assertCondemned("carol-all missed something in ~room while in: 1 of 2");
  }

  @Test
  void aMessageMissedByOneWhoReadsOnByTheRoomsIdIsCondemned() {
    named.set(1, reading(41, 44, 3, 4));
    assertCondemned("carol-named in ~room against the history: 1 of 6 missing");
  }

  @Test
  void aMessageReadTwiceIsCondemned() {
    everything.add(reading(51, 52, 5, 6));
    assertCondemned("carol-all read twice or in another order: m5");
  }

  @Test
  void anotherOrderIsCondemned() {
    everything.set(2, reading(43, 45, 5, 6));
    everything.add(reading(46, 50, 4, 5));
    assertCondemned("carol-all read twice or in another order: m4");
  }

  @Test
  void aRefusalOfOneWhoIsInIsCondemned() {
    refusals.add(new Refusal("carol", Optional.of(ROOM), new Span(43, 44)));
    assertCondemned("refused, though it was in");
  }

  @Test
  void aPollOfAllRoomsThatEndsThoughNobodyWasRemovedIsCondemned() {
    refusals.add(new Refusal("carol", Optional.empty(), new Span(43, 60)));
    assertCondemned("refused, though it was in");
  }

  @Test
  void aMessageMissingForOneWhoIsInAlwaysIsCondemned() {
    bobSaw.remove(2);
    assertCondemned("bob in ~room against the history: 1 of 6 missing");
  }

  @Test
  void anOutsiderWhoSawAMessageIsCondemned() {
    oscarSaw.add(history.getFirst());
    assertCondemned("oscar in rooms it does not follow");
  }

  @Test
  void aVisitorWhoSawARoomItWasNeverInIsCondemned() {
    Message other = new Message("other", "~other", "alice", "not for carol", 1);
    everything.add(new Reading(new Span(51, 52), List.of(other), List.of()));
    assertCondemned("carol-all read while out: other");
  }

  private void write(List<Receipt> receipts, String text) {
    int number = history.size();
    String sender = text.equals("after 2") ? "carol" : "alice";
    Draft draft = new Draft("client-" + number, sender, ROOM, text);
    Receipt receipt = new Receipt(draft, "m" + number, 1000 + number);
    receipts.add(receipt);
    history.add(receipt.message());
    story.add(new Entry.Written(receipt.message()));
  }

  private Reading reading(long asked, long answered) {
    return reading(asked, answered, 0, 0);
  }

  private Reading reading(long asked, long answered, int from, int to) {
    return new Reading(
        new Span(asked, answered), List.copyOf(history.subList(from, to)), List.of());
  }

  private void assertCondemned(String why) {
    List<String> problems = problems();
    assertTrue(problems.stream().anyMatch(problem -> problem.contains(why)), problems::toString);
  }

  private List<String> problems() {
    List<Reader> readers =
        List.of(
            new Reader("carol-all", "carol", List.of(), everything),
            new Reader("carol-named", "carol", List.of(ROOM), named));
    List<Message> carolNamedSaw =
        named.stream().flatMap(reading -> reading.messages().stream()).toList();
    return Verdict.problems(
        new Evidence(
            Map.of("alice", alice, "carol", carol),
            Map.of(ROOM, history),
            List.of(
                new Witness("alice", Set.of(ROOM), aliceSaw),
                new Witness("bob", Set.of(ROOM), bobSaw),
                new Witness("carol-named", Set.of(ROOM), carolNamedSaw),
                new Witness("oscar", Set.of(), oscarSaw)),
            new Comings(story, Map.of(CAROL, turns), readers, refusals)));
  }
}
