package chat.parley.server.poll;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One stay of a waiter in a {@link Notifier}. Each stay has an object of its own, so that tidying
 * up after one that has ended cannot take out the next one of the same waiter. There are tens of
 * thousands.
 */
final class Parking {
  private static final AtomicIntegerFieldUpdater<Parking> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Parking.class, "state");
  private static final int BEGINS = 0;
  private static final int SETTLED = 1;
  private static final int OVER = 2;

  private final Waiter waiter;
  private volatile int state; // it begins
  private final @Nullable Stand stands;

  Parking(Waiter waiter) {
    this.waiter = waiter;
    stands = Stand.all(this, waiter.keys()); // as they are when it begins
  }

  Waiter waiter() {
    return waiter;
  }

  /**
   * It is in the queues of all its keys, and there was no news when it came; false if it is over.
   */
  boolean settle() {
    return STATE.compareAndSet(this, BEGINS, SETTLED);
  }

  /** Whether it is open and in the queues of all its keys. */
  boolean isSettled() {
    return state == SETTLED;
  }

  boolean isOver() {
    return state == OVER;
  }

  /** Ends the stay; true for the one caller who did. */
  boolean claim() {
    return state != OVER && STATE.getAndSet(this, OVER) != OVER;
  }

  /** The first of its stands in the queues of its keys; null if it waits for no news. */
  @Nullable Stand stands() {
    return stands;
  }
}
