package chat.parley.server.poll;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be parked in a {@link Notifier}: what it waits for, from which position and
 * until when. Whoever wakes it claims its parking first, so that one parking ends in one waking.
 */
abstract class Waiter {
  private final long deadlineMillis;
  private long examinedSeq; // belongs to whoever reads, parks or has woken it
  private volatile @Nullable Parking parking;

  /**
   * @param deadlineMillis on the notifier's clock
   */
  Waiter(long deadlineMillis) {
    this.deadlineMillis = deadlineMillis;
  }

  /** Why a waiter was woken. */
  enum Wake {
    NEWS,
    DEADLINE,
    DRAINING
  }

  /** Called once per parking, in its loop or else on the notifier's executor. */
  abstract void woken(Wake why);

  /** The loop that looks after it, where waking it takes a moment only; null if there is none. */
  @Nullable EventLoop loop() {
    return null;
  }

  /** The rooms it waits for now, by name, or {@code *} for all that are public. */
  abstract List<String> keys();

  /** Whose waiter it is for the notifier's clock: nobody else's, who does not say otherwise. */
  Timed timed() {
    return Timed.of(this);
  }

  final long deadlineMillis() {
    return deadlineMillis;
  }

  /**
   * Whether its time is over. Who was never parked has just come, and the clock is not asked; if it
   * took long until then, the next tick finds it.
   */
  final boolean isOver(LongSupplier clockMillis) {
    return parking != null && clockMillis.getAsLong() >= deadlineMillis;
  }

  /** The position up to which there was nothing for this waiter. */
  final long examinedSeq() {
    return examinedSeq;
  }

  final void examined(long seq) {
    examinedSeq = seq;
  }

  /** The newest parking, whether it is over or not; null before the first. */
  final @Nullable Parking parking() {
    return parking;
  }

  final void parking(Parking newest) {
    parking = newest;
  }
}
