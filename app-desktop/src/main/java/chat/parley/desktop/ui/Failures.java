package chat.parley.desktop.ui;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Where a failure goes that no screen waits for: it is told to the person, on the window's thread.
 */
public final class Failures {
  private final Executor window;
  private final Consumer<Throwable> tell;

  public Failures(Executor window, Consumer<Throwable> tell) {
    this.window = window;
    this.tell = tell;
  }

  /** Has a failure told, if it comes to one. */
  public void watch(CompletableFuture<?> task) {
    var _ =
        task.whenComplete((result, failure) -> {
          if (failure != null) {
            tell(failure);
          }
        });
  }

  /** Tells a failure, from any thread. */
  public void tell(Throwable failure) {
    Throwable told = cause(failure);
    if (told instanceof CancellationException) {
      return; // the chat was closed: whoever asked is gone
    }
    window.execute(() -> tell.accept(told));
  }

  /** What a future failed of, without what futures wrap it in. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
