package chat.parley.server.sqlite;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When the writes under way are too many, by hand-moved time. */
class UnderwayTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong now = new AtomicLong();
  private final Underway underway = new Underway(10, now::get);

  private long begin(int writes) {
    long since = 0;
    for (int i = 0; i < writes; i++) {
      since = underway.begun();
    }
    return since;
  }

  @Test
  void asManyAsOneCommitTakesMayTakeAsLongAsTheDiskDoes() {
    long since = begin(10);
    now.addAndGet(900 * MILLI);
    assertFalse(underway.areTooMany());
    underway.stored(since);
  }

  @Test
  void moreThanThatMayWaitForAMoment() {
    begin(1_000);
    now.addAndGet(100 * MILLI);
    assertFalse(underway.areTooMany());
    now.addAndGet(1);
    assertTrue(underway.areTooMany());
  }

  @Test
  void itIsTheEldestThatCounts() {
    begin(11);
    now.addAndGet(90 * MILLI);
    long since = begin(20);
    now.addAndGet(50 * MILLI);
    assertTrue(underway.areTooMany(), "the eldest has waited 140 ms");
    for (int i = 0; i < 11; i++) {
      underway.stored(since);
    }
    assertFalse(underway.areTooMany(), "the others 50");
  }

  @Test
  void whatFailedIsNotUnderWay() {
    begin(11);
    now.addAndGet(200 * MILLI);
    assertTrue(underway.areTooMany());
    underway.failed();
    assertFalse(underway.areTooMany());
  }

  @Test
  void aPauseIsNoWait() {
    underway.stored(begin(1));
    now.addAndGet(5_000 * MILLI);
    begin(50);
    now.addAndGet(10 * MILLI);
    assertFalse(underway.areTooMany());
  }
}
