package chat.parley.desktop.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Time that moves only when it is told to: the time of day, and a monotonic clock that can be left
 * behind as in a computer that sleeps. Safe for use by any thread.
 */
public final class HandClock implements InstantSource, LongSupplier {
  public static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

  private final AtomicReference<Instant> day = new AtomicReference<>(START);
  private final AtomicLong nanos = new AtomicLong(1_000_000_000);

  @Override
  public Instant instant() {
    return day.get();
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  /** Time passes. */
  public void advance(Duration step) {
    day.updateAndGet(now -> now.plus(step));
    nanos.addAndGet(step.toNanos());
  }

  /** The computer sleeps, and only the time of day goes on. */
  public void sleep(Duration step) {
    day.updateAndGet(now -> now.plus(step));
  }
}
