package chat.parley.desktop.ui.conversation;

import static chat.parley.desktop.ui.conversation.Lines.id;
import static chat.parley.desktop.ui.conversation.Lines.said;
import static chat.parley.desktop.ui.conversation.Lines.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.OutboxEntry.State;
import chat.parley.desktop.testing.Replay;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the new begins. */
class TimelineNewTest {
  private final Timeline timeline = new Timeline(ZoneOffset.UTC, "alice"::equals);
  private final Replay<TimelineItem> replay = new Replay<>(timeline.items());

  @AfterEach
  void whatWasToldIsTrue() {
    replay.expectSame();
  }

  /** The divider stands before one row, and {@link Timeline#firstFresh} finds it. */
  private void expectNewAt(String text) {
    List<String> marked =
        timeline.items().stream()
            .filter(row -> row.mark().fresh())
            .map(TimelineItem::text)
            .toList();
    assertEquals(List.of(text), marked);
    assertEquals(text, timeline.items().get(timeline.firstFresh()).text());
    assertTrue(timeline.items().get(timeline.firstFresh()).mark().first(), "it begins a group");
  }

  private void expectNothingNew() {
    assertEquals(-1, timeline.firstFresh());
    assertTrue(timeline.items().stream().noneMatch(row -> row.mark().fresh()));
  }

  @Test
  void nothingIsNewWhereNothingWasEverRead() {
    timeline.show(List.of(said("bob", "one"), said("carol", "two")), null);

    expectNothingNew();
  }

  @Test
  void theNewBeginsAfterWhatWasReadLast() {
    timeline.show(List.of(said("bob", "one"), said("bob", "two"), said("bob", "three")), id("one"));

    expectNewAt("two");
  }

  @Test
  void nothingIsNewWhereAllWasRead() {
    timeline.show(List.of(said("bob", "one"), said("bob", "two")), id("two"));

    expectNothingNew();
  }

  @Test
  void whatOneSaidOneselfIsNotNew() {
    timeline.show(
        List.of(said("bob", "one"), said("alice", "mine"), said("carol", "two")), id("one"));

    expectNewAt("two");
  }

  @Test
  void theNewBeginsWithWhatComesAfterOnesOwn() {
    timeline.show(List.of(said("bob", "one"), said("alice", "mine")), id("one"));
    timeline.pending(List.of(written("next", State.WAITING)));
    expectNothingNew();

    timeline.append(List.of(said("alice", "more"), said("bob", "two"), said("bob", "three")));

    expectNewAt("two");
  }

  @Test
  void theDividerStaysWhereItIsWhenMoreComes() {
    timeline.show(List.of(said("bob", "one"), said("bob", "two")), id("one"));

    timeline.append(List.of(said("bob", "three")));
    timeline.prepend(List.of(said("carol", "zero")));

    expectNewAt("two");
  }

  @Test
  void theNewBeginsAboveThePageAndIsFoundOnTheWayUp() {
    timeline.show(List.of(said("bob", "four"), said("bob", "five")), id("one"));
    expectNothingNew();

    timeline.prepend(List.of(said("bob", "three")));
    expectNothingNew();
    timeline.prepend(List.of(said("bob", "zero"), said("bob", "one"), said("bob", "two")));

    expectNewAt("two");
  }

  @Test
  void theNewBeginsWithTheOldestRowOfTheFirstPage() {
    timeline.show(List.of(said("bob", "two"), said("bob", "three")), id("one"));

    timeline.prepend(List.of(said("bob", "zero"), said("bob", "one")));

    expectNewAt("two");
  }

  @Test
  void theNewBeginsFurtherDownIfWhatFollowsIsOnesOwn() {
    timeline.show(
        List.of(said("alice", "mine"), said("alice", "too"), said("bob", "two")), id("one"));

    timeline.prepend(List.of(said("bob", "one"), said("alice", "first")));

    expectNewAt("two");
  }

  @Test
  void nothingIsNewIfAllThatFollowsIsOnesOwn() {
    timeline.show(List.of(said("alice", "mine")), id("one"));
    timeline.pending(List.of(written("next", State.WAITING)));

    timeline.prepend(List.of(said("bob", "one")));
    expectNothingNew();
    timeline.append(List.of(said("bob", "two")));

    expectNewAt("two");
  }

  @Test
  void whatComesIsNotNewWhileTheMarkIsStillAbove() {
    timeline.show(List.of(said("bob", "three")), id("one"));

    timeline.append(List.of(said("bob", "four")));
    expectNothingNew();
    timeline.prepend(List.of(said("bob", "one"), said("bob", "two")));

    expectNewAt("two");
  }

  @Test
  void readingUpToHereMovesTheDividerToWhatComesNext() {
    timeline.show(List.of(said("bob", "one"), said("bob", "two")), id("one"));

    timeline.readUpToHere();
    expectNothingNew();
    timeline.append(List.of(said("bob", "three"), said("bob", "four")));

    expectNewAt("three");
  }

  @Test
  void theRowThatBeganTheNewHangsTogetherAgain() {
    timeline.show(List.of(said("bob", "one"), said("bob", "two")), id("one"));

    timeline.nothingIsNew();

    assertEquals(
        List.of(true, false), timeline.items().stream().map(row -> row.mark().first()).toList());
  }

  @Test
  void nothingIsNewAnyMoreUntilARoomIsReadAgain() {
    timeline.show(List.of(said("bob", "one"), said("bob", "two")), id("one"));

    timeline.nothingIsNew();
    timeline.append(List.of(said("bob", "three")));

    expectNothingNew();
  }

  @Test
  void readingAnEmptyRoomMarksNothing() {
    timeline.readUpToHere();
    timeline.append(List.of(said("bob", "one")));

    expectNothingNew();
  }

  @Test
  void clearingARoomForgetsWhereTheNewBegan() {
    timeline.show(List.of(said("bob", "one"), said("bob", "two")), id("one"));

    timeline.clear();
    timeline.append(List.of(said("bob", "one"), said("bob", "two")));

    expectNothingNew();
  }
}
