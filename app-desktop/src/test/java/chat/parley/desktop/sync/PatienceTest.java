package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Chance;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatienceTest {
  @Test
  void asksForTwentyFiveSecondsOrALittleLess() {
    Random random = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      int asked = Patience.FULL.next(random);
      assertTrue(asked >= 22 && asked <= 25, "asks for " + asked);
    }
  }

  @Test
  void isHalvedByACutWhileHeldButNotBelowFive() {
    Patience patience = Patience.FULL;
    patience = patience.cutAfter(Duration.ofSeconds(20));
    assertEquals(12, patience.seconds());
    patience = patience.cutAfter(Duration.ofSeconds(11));
    assertEquals(6, patience.seconds());
    patience = patience.cutAfter(Duration.ofSeconds(6));
    assertEquals(5, patience.seconds());
    patience = patience.cutAfter(Duration.ofSeconds(5));
    assertEquals(5, patience.seconds());
    assertEquals(5, patience.next(Chance.MOST));
  }

  @Test
  void isNotShortenedByACutThatAShorterPollWouldMeetToo() {
    assertEquals(Patience.FULL, Patience.FULL.cutAfter(Duration.ofMillis(4_999)));
  }

  @Test
  void growsByASecondForEachPollServedInFull() {
    Patience patience = Patience.of(5);
    for (int i = 6; i <= 25; i++) {
      patience = patience.served();
      assertEquals(i, patience.seconds());
    }
    assertEquals(Patience.FULL, patience.served());
  }

  @Test
  void whatWasRememberedIsBroughtIntoRange() {
    assertEquals(5, Patience.of(-3).seconds());
    assertEquals(25, Patience.of(1_000).seconds());
  }
}
