package chat.parley.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one trouble from filling the disk: what is logged again and again is told {@value
 * #TOLD_IN_A_SPAN} times in a minute, and then how often it was not told. After that minute it is
 * news again. What DEBUG and TRACE tell was asked for and passes. Time is that of the events, and
 * of {@link #tellBy}; safe for use by any thread.
 */
final class RepeatLimit extends AppenderBase<ILoggingEvent> {
  static final int TOLD_IN_A_SPAN = 5;
  static final long SPAN_MILLIS = 60_000;
  static final int KINDS_MAX = 1_000;

  private final Appender<ILoggingEvent> target;
  private final Map<List<@Nullable Object>, Span> spans =
      new LinkedHashMap<>(); // by kind; the one that began first, first

  RepeatLimit(Appender<ILoggingEvent> target) {
    this.target = target;
  }

  /**
   * What makes two events the same: all but their arguments. A list, as Java writes the {@code
   * equals} of a record when it is first asked, at each start.
   */
  private static List<@Nullable Object> kind(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    return Arrays.asList(
        event.getLoggerName(),
        event.getLevel(),
        event.getMessage(),
        thrown == null ? null : thrown.getClassName() + thrown.getMessage());
  }

  private static final class Span {
    final ILoggingEvent first;
    int told;
    long withheld;

    Span(ILoggingEvent first) {
      this.first = first;
    }

    /** A clock that was set back ends it too. */
    boolean isOver(long nowMillis) {
      return Math.abs(nowMillis - first.getTimeStamp()) >= SPAN_MILLIS;
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(Level.INFO)) {
      target.doAppend(event);
      return;
    }
    tellBy(event.getTimeStamp());
    Span span = spans.computeIfAbsent(kind(event), _ -> new Span(event));
    if (span.told < TOLD_IN_A_SPAN) {
      span.told++;
      target.doAppend(event);
    } else {
      span.withheld++;
    }
    if (spans.size() > KINDS_MAX) {
      removeEldest(event.getTimeStamp());
    }
  }

  /** Tells what was withheld in spans that are over by then. */
  synchronized void tellBy(long nowMillis) {
    while (!spans.isEmpty() && spans.values().iterator().next().isOver(nowMillis)) {
      removeEldest(nowMillis);
    }
  }

  private void removeEldest(long nowMillis) {
    var eldest = spans.values().iterator();
    Span span = eldest.next();
    eldest.remove();
    if (span.withheld > 0) {
      target.doAppend(repeated(span, nowMillis));
    }
  }

  private static ILoggingEvent repeated(Span span, long nowMillis) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName(span.first.getLoggerName());
    event.setLevel(span.first.getLevel());
    event.setThreadName(Thread.currentThread().getName());
    event.setTimeStamp(nowMillis);
    event.setMDCPropertyMap(Map.of());
    event.setMessage(
        "Repeated "
            + span.withheld
            + " times in a minute: "
            + span.first.getFormattedMessage().lines().findFirst().orElse(""));
    return event;
  }

  /** Tells all that was withheld. */
  @Override
  public synchronized void stop() {
    while (!spans.isEmpty()) {
      removeEldest(spans.values().iterator().next().first.getTimeStamp());
    }
    super.stop();
    target.stop();
  }
}
