package chat.parley.server.poll;

import org.jspecify.annotations.Nullable;

/**
 * Something that can be parked in a {@link Notifier}: what it waits for, from which position and
 * until when. Whoever wakes it claims its parking first, so that one parking ends in one waking.
 */
abstract class Waiter {
  private final Rooms rooms;
  private final long deadlineMillis;
  private volatile long examinedSeq;
  private volatile @Nullable Parking parking;

  /**
   * @param deadlineMillis on the notifier's clock
   */
  Waiter(Rooms rooms, long deadlineMillis) {
    this.rooms = rooms;
    this.deadlineMillis = deadlineMillis;
  }

  /** Why a waiter was woken. */
  enum Wake {
    NEWS,
    DEADLINE,
    DRAINING
  }

  /** Called once per parking, on the notifier's executor. */
  abstract void woken(Wake why);

  final Rooms rooms() {
    return rooms;
  }

  final long deadlineMillis() {
    return deadlineMillis;
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
