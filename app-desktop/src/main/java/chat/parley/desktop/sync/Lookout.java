package chat.parley.desktop.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for replies and for time to pass, and meanwhile looks at the clocks about every second: if
 * either has jumped, the computer slept (or this program stood still), connections are dead, and
 * there is no point in waiting for them. One thread waits; others may nudge and cancel.
 */
final class Lookout {
  private static final Duration JUMP = Duration.ofSeconds(10);

  private final Surroundings around;
  private volatile boolean cancelled;
  private volatile boolean startled;
  private volatile CompletableFuture<?> waitedFor = new CompletableFuture<>();
  private volatile CompletableFuture<@Nullable Void> nudge = new CompletableFuture<>();
  private Instant lookedAt = Instant.EPOCH; // the waiting thread's, as is the next
  private long lookedAtNanos;

  Lookout(Surroundings around) {
    this.around = around;
  }

  /** What was waited for is dead: the computer slept, or there is another sign of it. */
  static final class SleptException extends Exception {
    SleptException() {
      super("The computer slept", null, false, false);
    }
  }

  /** Nobody wants to wait any longer. */
  static final class EndedException extends RuntimeException {
    EndedException() {
      super("The wait was ended", null, false, false);
    }
  }

  /** The value of a future; the future is cancelled if it is not waited for to its end. */
  <T extends @Nullable Object> T await(CompletableFuture<T> future)
      throws ExecutionException, SleptException {
    look();
    try {
      while (!comesWithin(future, around.look().toNanos())) {
        if (hasJumped() || startled) {
          startled = false;
          throw new SleptException();
        }
      }
      return future.get();
    } catch (InterruptedException | CancellationException e) {
      throw new EndedException();
    } finally {
      future.cancel(true); // does nothing to one that is done
    }
  }

  /** Waits so long, or until the computer has slept or someone nudges; whether someone did. */
  boolean pause(Duration duration) {
    long begun = around.monotonicNanos().getAsLong();
    look();
    CompletableFuture<?> until = nudge;
    boolean nudged = false;
    boolean over = false;
    while (!nudged && !over) {
      long left = duration.toNanos() - (around.monotonicNanos().getAsLong() - begun);
      nudged = comesWithin(until, Math.clamp(left, 0, around.look().toNanos()));
      over = left <= 0 || hasJumped();
    }
    startled = false; // nothing is held that could be dead
    calm();
    return nudged;
  }

  /** Waits until someone nudges. */
  void pauseUntilNudged() {
    CompletableFuture<?> until = nudge;
    boolean nudged = false;
    while (!nudged) {
      nudged = comesWithin(until, around.look().toNanos());
    }
    calm();
  }

  private boolean comesWithin(CompletableFuture<?> future, long nanos) {
    waitedFor = future;
    if (cancelled) {
      throw new EndedException();
    }
    try {
      future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      throw new EndedException();
    } catch (ExecutionException | CancellationException e) {
      // It is done, if not well: for whoever takes its value.
    }
    if (cancelled) {
      throw new EndedException();
    }
    return true;
  }

  private void look() {
    lookedAt = around.clock().instant();
    lookedAtNanos = around.monotonicNanos().getAsLong();
  }

  private boolean hasJumped() {
    Duration byDay = Duration.between(lookedAt, around.clock().instant());
    Duration byNanos = Duration.ofNanos(around.monotonicNanos().getAsLong() - lookedAtNanos);
    look();
    return byDay.compareTo(JUMP) > 0 || byNanos.compareTo(JUMP) > 0;
  }

  /** Ends a wait for time to pass, the one under way or else the next. */
  void nudge() {
    nudge.complete(null);
  }

  /** What is waited for now, or next, is dead; it is noticed at the next look at the clocks. */
  void startle() {
    startled = true;
  }

  /** A nudge of the past counts no more. */
  void calm() {
    if (nudge.isDone()) {
      nudge = new CompletableFuture<>();
    }
  }

  /** Ends the wait that is under way, and every later one. */
  void cancel() {
    cancelled = true;
    waitedFor.cancel(true);
  }
}
