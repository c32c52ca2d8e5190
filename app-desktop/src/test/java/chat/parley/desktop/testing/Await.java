package chat.parley.desktop.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waiting: what does not come in time fails the test. */
public final class Await {
  /** Runs what blocks, each on a thread of its own: the HTTP client needs the common pool. */
  public static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LOOK_EVERY_NANOS = 2_000_000;

  private Await() {}

  /** Waits until a condition holds. */
  public static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0) {
        fail("Waited " + PATIENCE.toSeconds() + " s in vain: " + what);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  /** The value of a future, once it is there. */
  public static <T> T result(Future<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new AssertionError("It failed instead of answering", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("No answer in " + PATIENCE.toSeconds() + " s", e);
    }
  }
}
