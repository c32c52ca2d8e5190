package chat.parley.browser;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waiting for what no browser shows. */
final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LOOK_EVERY_NANOS = 5_000_000;

  private Await() {}

  /** Waits until a condition holds; what does not come in time fails the test. */
  static void until(String what, BooleanSupplier condition) {
    if (!within(PATIENCE, condition)) {
      throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain: " + what);
    }
  }

  /** Waits until a condition holds, at most for the limit; says whether it holds. */
  static boolean within(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    return true;
  }
}
