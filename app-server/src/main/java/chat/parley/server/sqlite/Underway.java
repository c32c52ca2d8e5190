package chat.parley.server.sqlite;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The writes that were queued and have no result yet, be it that they wait for their commit or that
 * others cannot see them yet. Safe for use by any thread.
 */
final class Underway {
  private static final long ELDEST_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final int batchMax;
  private final LongSupplier nanoTime;
  private final AtomicInteger count = new AtomicInteger();
  private volatile long eldestNanos; // since when the eldest waits, or a little earlier

  /**
   * None.
   *
   * @param batchMax how many one commit takes
   * @param nanoTime a clock that never runs backwards
   */
  Underway(int batchMax, LongSupplier nanoTime) {
    this.batchMax = batchMax;
    this.nanoTime = nanoTime;
  }

  /** One more is queued; returns the time. */
  long begun() {
    long now = nanoTime.getAsLong();
    if (count.getAndIncrement() == 0) {
      eldestNanos = now;
    }
    return now;
  }

  /** One that was queued at a time, and all before it, are stored and shown. */
  void stored(long sinceNanos) {
    eldestNanos = sinceNanos;
    count.decrementAndGet();
  }

  /** One failed. */
  void failed() {
    count.decrementAndGet();
  }

  /** Whether there are more than one commit takes, and that for longer than a moment. */
  boolean areTooMany() {
    return count.get() > batchMax && nanoTime.getAsLong() - eldestNanos > ELDEST_MAX_NANOS;
  }
}
