package chat.parley.server.fault;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waiting: for a condition with a deadline, or the pacing of the load. */
final class Await {
  private static final long LOOK_EVERY_NANOS = 2_000_000;

  private Await() {}

  /** Waits until the condition holds; past the limit the run has failed. */
  static void until(String what, Duration limit, BooleanSupplier condition)
      throws InterruptedException {
    if (!within(limit, condition)) {
      throw new AssertionError("waited " + limit.toSeconds() + " s in vain: " + what);
    }
  }

  /** Waits until the condition holds, at most for the limit; says whether it holds. */
  static boolean within(Duration limit, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      park(LOOK_EVERY_NANOS);
    }
    return true;
  }

  /** Lets this much time pass. */
  static void pauseMillis(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
      park(left);
    }
  }

  private static void park(long nanos) throws InterruptedException {
    LockSupport.parkNanos(nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
