package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Chance;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void theBoundDoublesUpToEightSeconds() {
    List<Long> longest =
        IntStream.of(1, 2, 3, 4, 5, 6, 7, 100, Integer.MAX_VALUE)
            .mapToObj(failures -> Backoff.after(failures, Chance.MOST).toMillis())
            .toList();

    assertEquals(
        List.of(750L, 1_250L, 2_250L, 4_250L, 8_250L, 8_250L, 8_250L, 8_250L, 8_250L), longest);
  }

  @Test
  void neverAsksInAHotLoop() {
    assertEquals(Duration.ofMillis(250), Backoff.after(1, Chance.LEAST));
    assertEquals(Duration.ofMillis(250), Backoff.asked(Duration.ZERO, Chance.LEAST));
  }

  @Test
  void isNeverEarlierThanTheServerAsked() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      long wait = Backoff.asked(Duration.ofSeconds(3), random).toMillis();
      assertTrue(wait >= 3_000 && wait <= 4_000, "waits " + wait + " ms");
    }
  }

  @Test
  void doesNotBelieveAServerThatAsksForMoreThanFiveMinutes() {
    assertEquals(
        Duration.ofMinutes(5).plusSeconds(1), Backoff.asked(Duration.ofDays(3_000), Chance.MOST));
  }

  @Test
  void spreadsOverTheWholeTime() {
    Random random = new Random(2);
    double mean =
        IntStream.range(0, 10_000)
            .mapToLong(i -> Backoff.after(20, random).toMillis())
            .average()
            .orElse(0);
    assertTrue(mean > 4_000 && mean < 4_500, "mean " + mean);
  }
}
