package chat.parley.server.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.metrics.Metrics;
import chat.parley.server.testing.StepExecutor;
import chat.parley.server.testing.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Who is begun when, and who is turned away, by hand-moved time and threads that come when told.
 */
class WaitingLineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int STARTERS = 2;

  private final VirtualTime time = new VirtualTime();
  private final StepExecutor threads = new StepExecutor();
  private final Metrics metrics = new Metrics();
  private final WaitingLine line = new WaitingLine(threads, STARTERS, PATIENCE, time, metrics);
  private final List<String> begun = new ArrayList<>();
  private final List<String> turnedAway = new ArrayList<>();

  private boolean join(Rank rank, String name) {
    return line.join(
        rank,
        new WaitingLine.Work() {
          @Override
          public void begin() {
            begun.add(name);
          }

          @Override
          public void turnAway() {
            turnedAway.add(name);
          }
        });
  }

  private void pass(long millis) {
    time.advance(Duration.ofMillis(millis));
  }

  private String metric(String nameAndLabels) {
    return new String(metrics.text(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(nameAndLabels + " "))
        .findFirst()
        .orElseThrow()
        .substring(nameAndLabels.length() + 1);
  }

  @Test
  void whatComesIsBegunInTheOrderInWhichItCame() {
    for (String name : List.of("one", "two", "three", "four")) {
      assertTrue(join(Rank.SECOND, name));
    }
    assertEquals(4, line.length());
    threads.runAll();
    assertEquals(List.of("one", "two", "three", "four"), begun);
    assertEquals(0, line.length());
  }

  @Test
  void pollsComeFirstAndReadingLastButNotNever() {
    for (int i = 1; i <= 5; i++) {
      assertTrue(join(Rank.LAST, "read " + i));
      assertTrue(join(Rank.SECOND, "send " + i));
    }
    assertTrue(join(Rank.FIRST, "poll"));
    threads.runAll();
    assertEquals(
        List.of(
            "poll", "send 1", "send 2", "read 1", "send 3", "send 4", "send 5", "read 2", "read 3",
            "read 4", "read 5"),
        begun);
  }

  @Test
  void onlyAFewThreadsAreAskedForHoweverMuchWaits() {
    for (int i = 0; i < 100; i++) {
      assertTrue(join(Rank.SECOND, "send " + i));
    }
    for (int i = 0; i < 100; i++) {
      assertEquals(i, begun.size());
      assertTrue(threads.step(), "the one that began asked for the next");
    }
    assertEquals(100, begun.size());
    assertFalse(threads.step(), "nobody was asked for in vain");
  }

  @Test
  void aBurstIsTakenInAsLongAsItIsBegunWithinThePatience() {
    assertTrue(join(Rank.SECOND, "first"));
    pass(900);
    assertTrue(join(Rank.SECOND, "second"), "nobody has waited too long yet");
    threads.runAll();
    assertEquals(List.of("first", "second"), begun);
    assertEquals(List.of(), turnedAway);
  }

  @Test
  void nobodyJoinsALineInWhichSomebodyHasWaitedTooLong() {
    assertTrue(join(Rank.SECOND, "first"));
    pass(1_001);
    assertFalse(join(Rank.SECOND, "second"));
    assertEquals("1.0", metric("parley_requests_shed_total{rank=\"second\"}"));
    assertEquals("1.0", metric("parley_requests_waiting"));
  }

  @Test
  void whoHasWaitedTooLongIsTurnedAwayInsteadOfBegun() {
    assertTrue(join(Rank.LAST, "read"));
    assertTrue(join(Rank.SECOND, "send"));
    pass(1_001);
    threads.runAll();
    assertEquals(List.of(), begun);
    assertEquals(List.of("send", "read"), turnedAway);
    assertEquals("1.0", metric("parley_requests_shed_total{rank=\"last\"}"));
  }

  @Test
  void pollsAreNeverTurnedAwayForTheirWait() {
    assertTrue(join(Rank.FIRST, "poll"));
    pass(60_000);
    assertTrue(join(Rank.FIRST, "another"));
    threads.runAll();
    assertEquals(List.of("poll", "another"), begun);
  }

  /** Else the line would stay as long as the patience, and each would wait that long. */
  @Test
  void whenTheLineWasNotEmptyForLongItIsKeptShort() {
    assertTrue(join(Rank.SECOND, "0"));
    for (int i = 1; i <= 30; i++) {
      pass(40);
      assertTrue(join(Rank.SECOND, "" + i), "each waits 40 ms: as much is done as comes");
      assertTrue(threads.step());
    }
    pass(51);
    assertFalse(join(Rank.SECOND, "too much"), "1,251 ms with somebody waiting");
    threads.runAll();
    assertTrue(join(Rank.SECOND, "after it was empty"));
    pass(900);
    assertTrue(join(Rank.SECOND, "a burst may wait again"));
    assertEquals(List.of(), turnedAway);
  }

  @Test
  void whereOneRankWaitsTooLongAnotherMayStillBeTakenIn() {
    assertTrue(join(Rank.LAST, "read"));
    pass(1_001);
    assertFalse(join(Rank.LAST, "another read"));
    assertTrue(join(Rank.SECOND, "send"));
    threads.runAll();
    assertEquals(List.of("send"), begun);
    assertEquals(List.of("read"), turnedAway);
  }

  @Test
  void itIsNeverLongerThanItsBound() {
    for (int i = 0; i < WaitingLine.LENGTH_MAX; i++) {
      assertTrue(join(Rank.FIRST, "poll"));
    }
    assertFalse(join(Rank.FIRST, "one too many"));
    assertTrue(threads.step());
    assertTrue(join(Rank.FIRST, "now there is room"));
  }
}
