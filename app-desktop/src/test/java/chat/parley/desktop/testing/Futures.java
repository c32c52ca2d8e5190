package chat.parley.desktop.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** How futures come out, once they do. */
public final class Futures {
  private Futures() {}

  /** Waits for one that has no value; it must go well. */
  public static void done(CompletableFuture<Void> future) {
    Await.until("it is done", future::isDone);
    future.join();
  }

  /** What one fails of; it must fail. */
  public static Throwable failure(CompletableFuture<?> future) {
    Await.until("it ends", future::isDone);
    assertTrue(future.isCompletedExceptionally(), "it should have failed");
    Throwable thrown = future.exceptionNow();
    return thrown instanceof CompletionException
        ? Objects.requireNonNull(thrown.getCause())
        : thrown;
  }
}
