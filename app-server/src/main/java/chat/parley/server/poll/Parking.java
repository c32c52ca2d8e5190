package chat.parley.server.poll;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One stay of a waiter in a {@link Notifier}. Each stay has an object of its own, so that tidying
 * up after one that has ended cannot take out the next one of the same waiter.
 */
final class Parking {
  private final Waiter waiter;
  private final List<String> keys; // as they are when it begins
  private final AtomicBoolean open = new AtomicBoolean(true);
  private long tick; // guarded by the wheel's slot it is put in

  Parking(Waiter waiter) {
    this.waiter = waiter;
    this.keys = waiter.keys();
  }

  List<String> keys() {
    return keys;
  }

  Waiter waiter() {
    return waiter;
  }

  boolean isOpen() {
    return open.get();
  }

  /** Ends the stay; true for the one caller who did. */
  boolean claim() {
    return open.compareAndSet(true, false);
  }

  long tick() {
    return tick;
  }

  void tick(long slot) {
    tick = slot;
  }
}
