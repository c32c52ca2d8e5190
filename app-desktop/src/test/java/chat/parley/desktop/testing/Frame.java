package chat.parley.desktop.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;

/**
 * How long it takes until something is shown. Beside the time that passed, which depends on what
 * else the computer does, there is the time for which the toolkit's thread computed.
 */
public final class Frame {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int FRAMES_UNTIL_PAINTED = 2;

  private final Scene scene;
  private final BooleanSupplier isThere;
  private final long begun = System.nanoTime();
  private final long cpuBegun = THREADS.getCurrentThreadCpuTime();
  private final CompletableFuture<Shown> shown = new CompletableFuture<>();
  private final Runnable laidOut = this::laidOut;

  private Frame(Scene scene, BooleanSupplier isThere) {
    this.scene = scene;
    this.isThere = isThere;
    scene.addPostLayoutPulseListener(laidOut);
  }

  /**
   * How long it took until something was laid out; until it was painted, which it is before the
   * frame after it is begun; and for how long the toolkit's thread computed until then.
   */
  public record Shown(long laidOutNanos, long paintedNanos, long computedNanos) {}

  /** Does something, and waits until it is shown. */
  public static Shown after(Runnable task, Scene scene, BooleanSupplier isThere) {
    return Await.result(
        Fx.get(() -> {
          Frame frame = new Frame(scene, isThere);
          task.run();
          Platform.requestNextPulse();
          return frame.shown;
        }));
  }

  private void laidOut() {
    if (!isThere.getAsBoolean()) {
      return;
    }
    scene.removePostLayoutPulseListener(laidOut);
    long laidOutNanos = System.nanoTime() - begun;
    AtomicInteger left = new AtomicInteger(FRAMES_UNTIL_PAINTED);
    new AnimationTimer() {
      @Override
      public void handle(long nanos) {
        if (left.decrementAndGet() == 0) {
          stop();
          shown.complete(
              new Shown(
                  laidOutNanos,
                  System.nanoTime() - begun,
                  THREADS.getCurrentThreadCpuTime() - cpuBegun));
        }
      }
    }.start();
  }

  /** Does a step in each frame; what it takes is counted up to the frame's end. */
  public static String each(String what, int count, IntConsumer step) {
    Figures taken = new Figures(what);
    Figures computed = new Figures("  of which it computed");
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Platform.runLater(() ->
        new AnimationTimer() {
          private int at;

          @Override
          public void handle(long nanos) {
            if (at == count) {
              stop();
              done.complete(true);
              return;
            }
            long begun = System.nanoTime();
            long cpuBegun = THREADS.getCurrentThreadCpuTime();
            step.accept(at);
            at++;
            Platform.runLater(() -> { // after the frame that this is called in
              taken.add(System.nanoTime() - begun);
              computed.add(THREADS.getCurrentThreadCpuTime() - cpuBegun);
            });
          }
        }.start());
    done.join();
    Fx.settle();
    return taken + System.lineSeparator() + computed;
  }
}
