package chat.parley.server.poll;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Something that can be parked in a {@link Notifier}: what it waits for, from which position and
 * until when. Whoever wakes it claims it first, so that one parking ends in one waking.
 */
abstract class Waiter {
  private final Rooms rooms;
  private final long deadlineMillis;
  private final AtomicBoolean parked = new AtomicBoolean();
  private volatile long examinedSeq;

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

  final void park() {
    parked.set(true);
  }

  final boolean isParked() {
    return parked.get();
  }

  /** Ends the parking; true for the one caller who did. */
  final boolean claim() {
    return parked.compareAndSet(true, false);
  }
}
