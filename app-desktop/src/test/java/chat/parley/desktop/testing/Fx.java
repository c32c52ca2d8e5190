package chat.parley.desktop.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.testfx.api.FxToolkit;

/** JavaFX without a screen: its thread, and waiting for what happens on it. */
public final class Fx {
  private static final int FRAMES_TO_SETTLE = 6;

  private Fx() {}

  /** Starts the toolkit, unless it runs. */
  public static void start() {
    try {
      FxToolkit.registerPrimaryStage();
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
    Platform.setImplicitExit(false);
  }

  /** The value of an expression, computed on the toolkit's thread. */
  public static <T> T get(Supplier<T> expression) {
    if (Platform.isFxApplicationThread()) {
      return expression.get();
    }
    CompletableFuture<T> value = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        value.complete(expression.get());
      } catch (RuntimeException | Error e) {
        value.completeExceptionally(e);
      }
    });
    return Await.result(value);
  }

  /** Does something on the toolkit's thread and waits until it is done. */
  public static void run(Runnable task) {
    var _ =
        get(() -> {
          task.run();
          return true;
        });
  }

  /** Waits until a condition holds, looked at on the toolkit's thread. */
  public static void until(String what, Supplier<Boolean> condition) {
    Await.until(what, () -> get(condition));
  }

  /** Waits until some frames have been drawn, so that what was changed is laid out. */
  public static void settle() {
    AtomicInteger left = new AtomicInteger(FRAMES_TO_SETTLE);
    CompletableFuture<Boolean> settled = new CompletableFuture<>();
    Platform.runLater(() ->
        new AnimationTimer() {
          @Override
          public void handle(long nanos) {
            if (left.decrementAndGet() == 0) {
              stop();
              settled.complete(true);
            }
          }
        }.start());
    var _ = Await.result(settled);
  }
}
