package chat.parley.server.sqlite;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Whether one who works gets anywhere. For the one who works, and for any who look. */
final class Progress {
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private volatile long sinceNanos; // since it last got somewhere; 0 while nothing is done

  /**
   * Nothing is done.
   *
   * @param nanoTime a clock that never runs backwards
   */
  Progress(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** It begins, or got somewhere: said before anyone is told, because who hears may send more. */
  void made() {
    long now = nanoTime.getAsLong();
    sinceNanos = now == 0 ? 1 : now;
  }

  /** Nothing is done any more. */
  void over() {
    sinceNanos = 0;
  }

  boolean isStuck() {
    long since = sinceNanos;
    return since != 0 && nanoTime.getAsLong() - since > STUCK_NANOS;
  }
}
