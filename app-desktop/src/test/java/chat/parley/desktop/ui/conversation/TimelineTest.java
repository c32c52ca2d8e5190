package chat.parley.desktop.ui.conversation;

import static chat.parley.desktop.ui.conversation.Lines.NOON;
import static chat.parley.desktop.ui.conversation.Lines.id;
import static chat.parley.desktop.ui.conversation.Lines.said;
import static chat.parley.desktop.ui.conversation.Lines.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.OutboxEntry.State;
import chat.parley.desktop.testing.Replay;
import chat.parley.model.Message;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rows of a room, without the divider of what is new. */
class TimelineTest {
  private final Timeline timeline = new Timeline(ZoneOffset.UTC, "alice"::equals);

  private List<String> texts() {
    return timeline.items().stream().map(TimelineItem::text).toList();
  }

  private List<String> marked(Predicate<TimelineItem.Mark> what) {
    return timeline.items().stream()
        .filter(row -> what.test(row.mark()))
        .map(TimelineItem::text)
        .toList();
  }

  @Test
  void whatIsSaidStandsInTheOrderItCame() {
    timeline.append(List.of(said("alice", "one"), said("bob", "two")));
    timeline.append(List.of(said("carol", "three")));

    assertEquals(List.of("one", "two", "three"), texts());
    assertEquals(3, timeline.postedCount());
  }

  @Test
  void whatWasSaidBeforeStandsAbove() {
    timeline.append(List.of(said("bob", "three"), said("bob", "four")));

    timeline.prepend(List.of(said("bob", "one"), said("bob", "two")));

    assertEquals(List.of("one", "two", "three", "four"), texts());
    TimelineItem oldest = timeline.oldestPosted();
    assertEquals("one", oldest == null ? "" : oldest.text());
  }

  @Test
  void whatIsThereAlreadyIsLeftOut() {
    timeline.append(List.of(said("bob", "two"), said("bob", "three")));

    int others = timeline.append(List.of(said("bob", "three"), said("bob", "four")));
    timeline.prepend(List.of(said("bob", "one"), said("bob", "two")));

    assertEquals(List.of("one", "two", "three", "four"), texts());
    assertEquals(1, others);
  }

  @Test
  void onlyWhatOthersSaidIsCounted() {
    int others = timeline.append(List.of(said("alice", "one"), said("bob", "two")));

    assertEquals(1, others);
    assertEquals(List.of(true, false), timeline.items().stream().map(TimelineItem::own).toList());
  }

  @Test
  void nothingToAddChangesNothing() {
    timeline.append(List.of(said("bob", "one")));
    Replay<TimelineItem> replay = new Replay<>(timeline.items());

    timeline.append(List.of(said("bob", "one")));
    timeline.prepend(List.of());
    timeline.pending(List.of());

    assertEquals(0, replay.changes());
  }

  @Test
  void whatIsOnItsWayStandsAtTheEnd() {
    timeline.append(List.of(said("bob", "one")));
    timeline.pending(List.of(written("mine", State.WAITING)));

    timeline.append(List.of(said("bob", "two")));
    timeline.prepend(List.of(said("bob", "zero")));

    assertEquals(List.of("zero", "one", "two", "mine"), texts());
    assertEquals(3, timeline.postedCount());
    TimelineItem newest = timeline.newestPosted();
    assertEquals("two", newest == null ? "" : newest.text());
  }

  @Test
  void whatIsOnItsWayMayStandAlone() {
    timeline.pending(List.of(written("mine", State.WAITING)));
    assertNull(timeline.newestPosted());
    assertNull(timeline.oldestPosted());

    timeline.prepend(List.of(said("alice", "before", NOON.minusSeconds(60))));

    assertEquals(List.of("before", "mine"), texts());
    assertEquals(List.of("before"), marked(TimelineItem.Mark::day));
  }

  @Test
  void whatHasComeBackIsNoLongerOnItsWay() {
    timeline.append(List.of(said("alice", "mine")));

    timeline.pending(
        List.of(written("mine", State.SENT, id("mine")), written("next", State.WAITING)));

    assertEquals(List.of("mine", "next"), texts());
    assertTrue(timeline.items().get(0).posted());
    assertFalse(timeline.items().get(1).posted());
  }

  @Test
  void onlyTheRowsFromTheFirstThatDiffersOnAreTouched() {
    timeline.append(List.of(said("bob", "one")));
    timeline.pending(List.of(written("a", State.SENDING), written("b", State.WAITING)));
    TimelineItem first = timeline.items().get(1);
    Replay<TimelineItem> replay = new Replay<>(timeline.items());

    timeline.pending(List.of(written("a", State.SENDING), written("b", State.SENDING)));

    assertSame(first, timeline.items().get(1));
    assertEquals(1, replay.changes());
    replay.expectSame();
  }

  @Test
  void aDayBeginsAtMidnightInThePersonsZone() {
    Timeline inBerlin = new Timeline(ZoneId.of("Europe/Berlin"), "alice"::equals);

    inBerlin.append(
        List.of(
            said("bob", "late", Instant.parse("2026-03-02T22:59:59Z")),
            said("bob", "after midnight", Instant.parse("2026-03-02T23:00:00Z")),
            said("bob", "still early", Instant.parse("2026-03-03T00:00:00Z"))));

    assertEquals(
        List.of(true, true, false),
        inBerlin.items().stream().map(row -> row.mark().day()).toList());
    assertTrue(inBerlin.items().get(1).mark().first(), "a day begins a group");
  }

  @Test
  void whatFollowsWithinFiveMinutesHangsTogether() {
    timeline.append(
        List.of(
            said("bob", "one", 0),
            said("bob", "two", 299),
            said("bob", "three", 599),
            said("carol", "four", 600),
            said("bob", "five", 601)));

    assertEquals(List.of("one", "three", "four", "five"), marked(TimelineItem.Mark::first));
  }

  @Test
  void aClockThatWasSetBackDoesNotGlueRowsTogether() {
    timeline.append(List.of(said("bob", "one", 600), said("bob", "two", 0)));

    assertEquals(List.of("one", "two"), marked(TimelineItem.Mark::first));
  }

  @Test
  void whatStandsAboveChangesHowTheFirstRowHangsTogether() {
    timeline.append(List.of(said("bob", "two", 60)));
    Replay<TimelineItem> replay = new Replay<>(timeline.items());

    timeline.prepend(List.of(said("bob", "one", 0)));

    assertEquals(List.of("one"), marked(TimelineItem.Mark::first));
    assertEquals(List.of("one"), marked(TimelineItem.Mark::day));
    replay.expectSame();
  }

  @Test
  void whatFailedStandsApart() {
    timeline.pending(
        List.of(
            written("one", State.WAITING),
            written("two", State.FAILED),
            written("three", State.WAITING)));

    assertEquals(List.of("one", "two", "three"), marked(TimelineItem.Mark::first));
    assertTrue(timeline.items().get(1).failed());
    assertEquals("No.", timeline.items().get(1).problem());
  }

  @Test
  void showingARoomForgetsTheOneBefore() {
    timeline.append(List.of(said("bob", "one")));
    timeline.pending(List.of(written("mine", State.WAITING)));

    timeline.show(List.of(said("bob", "one"), said("carol", "other")), null);

    assertEquals(List.of("one", "other"), texts());
    assertEquals(2, timeline.postedCount());
  }

  private static List<Message> many(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> said("bob", "m" + i)).toList();
  }

  @Test
  void theOldestAreLetGoWhereThereAreTooMany() {
    timeline.append(many(0, Timeline.ROWS_MAX));
    timeline.pending(List.of(written("mine", State.WAITING)));
    Replay<TimelineItem> replay = new Replay<>(timeline.items());

    timeline.append(many(Timeline.ROWS_MAX, Timeline.ROWS_MAX + 1));

    assertTrue(timeline.postedCount() < Timeline.ROWS_MAX);
    assertEquals(timeline.postedCount() + 1, timeline.items().size());
    assertTrue(timeline.items().get(0).mark().day(), "the oldest row begins a day");
    TimelineItem oldest = timeline.oldestPosted();
    int first = Timeline.ROWS_MAX + 1 - timeline.postedCount();
    assertEquals("m" + first, oldest == null ? "" : oldest.text());
    replay.expectSame();
  }

  @Test
  void whatWasLetGoCanBeHadAgain() {
    timeline.append(many(0, Timeline.ROWS_MAX + 1));
    int kept = timeline.postedCount();

    timeline.prepend(many(0, Timeline.ROWS_MAX + 1 - kept));

    assertEquals(Timeline.ROWS_MAX + 1, timeline.postedCount());
    assertEquals("m0", timeline.items().get(0).text());
  }

  @Test
  void aFloodInOneFrameIsLetGoOfToo() {
    timeline.append(many(0, Timeline.ROWS_MAX * 3 / 2));

    assertTrue(timeline.postedCount() <= Timeline.ROWS_MAX);
    assertEquals("m" + (Timeline.ROWS_MAX * 3 / 2 - 1), texts().getLast());
  }

  @Test
  void whatIsTakenAwayLosesItsWordsAndKeepsItsPlace() {
    timeline.append(List.of(said("bob", "one"), said("bob", "two"), said("bob", "three")));

    timeline.deleted(Set.of(id("two"), id("unknown")));

    assertEquals(List.of("one", "", "three"), texts());
    assertTrue(timeline.items().get(1).deleted());
    assertEquals(id("two"), timeline.items().get(1).id());
  }

  @Test
  void aGuestAndWhoOwnsTheSameNameDoNotHangTogether() {
    Message guests = said("bob", "two");
    timeline.append(
        List.of(
            said("bob", "one"),
            new Message(
                guests.id(), "bob", "two", guests.timestamp(), guests.room(), true, false)));

    assertEquals(List.of("one", "two"), marked(TimelineItem.Mark::first));
    assertTrue(timeline.items().get(1).guest());
  }
}
