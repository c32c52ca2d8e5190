package chat.parley.server.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Time that moves only when it is told to: the time of day and a monotonic clock, in step. Safe for
 * use by any thread.
 */
public final class VirtualTime implements InstantSource, LongSupplier {
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

  private final AtomicLong millis = new AtomicLong(1_000_000);

  @Override
  public Instant instant() {
    return START.plusMillis(millis.get());
  }

  @Override
  public long getAsLong() {
    return millis.get();
  }

  public void advance(Duration step) {
    millis.addAndGet(step.toMillis());
  }
}
