package chat.parley.server.poll;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Waiters by the tick in which their deadline falls: one set a tick and one thread that advances,
 * whatever their number (after Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", scheme
 * 6). A deadline is met up to a tick late, never early. Safe for use by any thread; {@link
 * #advanceTo} by one.
 */
final class DeadlineWheel {
  static final long TICK_MILLIS = 100;
  private static final int TICKS =
      1_024; // more than the longest poll, so that a turn of the wheel holds them all

  private final List<Set<Waiter>> buckets = new ArrayList<>(TICKS);
  private long lastTick;

  DeadlineWheel(long nowMillis) {
    lastTick = Math.floorDiv(nowMillis, TICK_MILLIS);
    for (int i = 0; i < TICKS; i++) {
      buckets.add(new HashSet<>());
    }
  }

  void add(Waiter waiter) {
    Set<Waiter> bucket = bucket(waiter);
    synchronized (bucket) {
      bucket.add(waiter);
    }
  }

  void remove(Waiter waiter) {
    Set<Waiter> bucket = bucket(waiter);
    synchronized (bucket) {
      bucket.remove(waiter);
    }
  }

  /** Takes out all whose deadline has come. */
  List<Waiter> advanceTo(long nowMillis) {
    long nowTick = Math.floorDiv(nowMillis, TICK_MILLIS);
    long fromTick = Math.max(lastTick, nowTick - TICKS + 1);
    List<Waiter> due = new ArrayList<>();
    for (long tick = fromTick; tick <= nowTick; tick++) {
      takeDue(buckets.get(Math.floorMod(tick, TICKS)), nowMillis, due);
    }
    lastTick = nowTick;
    return due;
  }

  private static void takeDue(Set<Waiter> bucket, long nowMillis, List<Waiter> due) {
    synchronized (bucket) {
      bucket.removeIf(waiter -> {
        boolean isDue = waiter.deadlineMillis() <= nowMillis;
        if (isDue) {
          due.add(waiter);
        }
        return isDue;
      });
    }
  }

  /** All that wait now. */
  List<Waiter> all() {
    List<Waiter> all = new ArrayList<>();
    for (Set<Waiter> bucket : buckets) {
      synchronized (bucket) {
        all.addAll(bucket);
      }
    }
    return all;
  }

  private Set<Waiter> bucket(Waiter waiter) {
    return buckets.get(Math.floorMod(Math.floorDiv(waiter.deadlineMillis(), TICK_MILLIS), TICKS));
  }
}
