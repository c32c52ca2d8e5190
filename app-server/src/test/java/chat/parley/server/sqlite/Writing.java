package chat.parley.server.sqlite;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Refusal;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** What tests do with writes: they hold the writer, and look at what it refused. */
final class Writing {
  private Writing() {}

  static Refusal refusal(CompletableFuture<?> future) {
    var failure = assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
    return assertInstanceOf(Refusal.class, failure.getCause());
  }

  /** Holds the writer inside a transaction of its own until it is released. */
  static CountDownLatch hold(Database database) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    var waiting =
        database.write(session -> {
          held.countDown();
          return waitFor(release);
        });
    assertTrue(held.await(10, TimeUnit.SECONDS));
    assertFalse(waiting.isDone());
    return release;
  }

  static boolean waitFor(CountDownLatch latch) throws SQLException {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
  }
}
