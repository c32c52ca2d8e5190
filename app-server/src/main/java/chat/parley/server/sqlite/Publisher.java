package chat.parley.server.sqlite;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Does one thing after the other, in the order in which they were given to it: on the thread that
 * gives them, or on one of its own.
 */
final class Publisher {
  private static final int STOP_SECONDS = 10;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("log-publisher").factory());
  private final AtomicInteger given = new AtomicInteger(); // to the thread, and not done
  private final ReentrantLock turn = new ReentrantLock();

  /** Does something on this thread; false if something else would be before it. */
  boolean now(Runnable work) {
    if (given.get() > 0 || !turn.tryLock()) {
      return false;
    }
    try {
      work.run();
    } finally {
      turn.unlock();
    }
    return true;
  }

  /** Has something done after all that was given before. */
  void later(Runnable work) {
    given.incrementAndGet();
    thread.execute(() -> {
      turn.lock();
      try {
        work.run();
      } finally {
        turn.unlock();
        given.decrementAndGet();
      }
    });
  }

  /** Waits for what was given, and takes no more; false if that takes too long. */
  boolean stop() throws InterruptedException {
    thread.shutdown();
    return thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
  }
}
