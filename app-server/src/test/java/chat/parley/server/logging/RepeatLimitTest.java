package chat.parley.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same trouble a thousand times, and the same trouble an hour later. */
class RepeatLimitTest {
  private static final long MINUTE_MILLIS = RepeatLimit.SPAN_MILLIS;

  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private final RepeatLimit limit = new RepeatLimit(told);
  private long nowMillis = 1_000_000;

  @BeforeEach
  void start() {
    told.start();
    limit.start();
  }

  private void log(Level level, String template, Object argument) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName("chat.parley.test");
    event.setLevel(level);
    event.setMessage(template);
    event.setArgumentArray(new Object[] {argument});
    event.setTimeStamp(nowMillis);
    event.setMDCPropertyMap(Map.of());
    limit.doAppend(event);
  }

  private List<String> lines() {
    return told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void aTroubleOfAThousandTimesASecondIsToldFiveTimesAndThenCounted() {
    for (int i = 0; i < 30_000; i++) {
      nowMillis++;
      log(Level.WARN, "No room for {}", i);
    }
    assertEquals(5, lines().size());
    nowMillis += MINUTE_MILLIS;
    limit.tellBy(nowMillis);

    assertEquals("Repeated 29995 times in a minute: No room for 0", lines().getLast());
    assertEquals(Level.WARN, told.list.getLast().getLevel());
    assertEquals(6, lines().size());
  }

  @Test
  void aTroubleThatComesBackIsToldAgain() {
    for (int hour = 0; hour < 24; hour++) {
      log(Level.ERROR, "The disk is full", "");
      nowMillis += 60 * MINUTE_MILLIS;
    }

    assertEquals(24, lines().size());
  }

  @Test
  void aTroubleThatGoesOnIsToldAnewEachMinute() {
    for (int second = 0; second < 180; second++) {
      log(Level.ERROR, "The disk is full", "");
      nowMillis += 1_000;
    }
    limit.stop();

    assertEquals(3 * (5 + 1), lines().size(), lines()::toString);
    assertEquals(3, lines().stream().filter(line -> line.startsWith("Repeated 55 times")).count());
  }

  @Test
  void othersAreToldMeanwhile() {
    for (int i = 0; i < 100; i++) {
      log(Level.WARN, "One trouble", "");
    }
    log(Level.WARN, "Another", "");
    log(Level.ERROR, "One trouble", "");

    assertEquals(List.of("Another", "One trouble"), lines().subList(5, 7));
  }

  @Test
  void whatDebugTellsWasAskedFor() {
    for (int i = 0; i < 100; i++) {
      log(Level.DEBUG, "GET {}", "");
    }

    assertEquals(100, lines().size());
  }

  @Test
  void noMoreKindsAreRememberedThanABoundAndNoneIsForgottenUntold() {
    for (int i = 0; i < 10; i++) {
      log(Level.WARN, "The first kind", "");
    }
    for (int i = 0; i < 2 * RepeatLimit.KINDS_MAX; i++) {
      log(Level.WARN, "Kind " + i, "");
    }

    assertEquals(5 + 1 + 2 * RepeatLimit.KINDS_MAX, lines().size());
    assertTrue(lines().contains("Repeated 5 times in a minute: The first kind"));
  }

  @Test
  void aClockThatIsSetBackHidesNothing() {
    for (int i = 0; i < 6; i++) {
      log(Level.WARN, "A trouble", "");
    }
    nowMillis -= 24 * 60 * MINUTE_MILLIS;
    log(Level.WARN, "A trouble", "");

    assertEquals(5 + 1 + 1, lines().size());
  }
}
