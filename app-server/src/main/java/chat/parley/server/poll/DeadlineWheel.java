package chat.parley.server.poll;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Parkings by the tick in which their deadline has passed: one set a tick and one thread that
 * advances, whatever their number (after Varghese and Lauck, "Hashed and Hierarchical Timing
 * Wheels", scheme 6). A deadline is met up to a tick late, never early. Safe for use by any thread;
 * {@link #advanceTo} by one.
 */
final class DeadlineWheel {
  static final long TICK_MILLIS = 100;
  private static final int SLOTS = 1_024; // a turn is longer than the longest poll

  private final List<Set<Parking>> slots = new ArrayList<>(SLOTS);
  private volatile long passedTick; // written under the lock of the slot that passes

  DeadlineWheel(long nowMillis) {
    passedTick = tick(nowMillis);
    for (int i = 0; i < SLOTS; i++) {
      slots.add(new HashSet<>());
    }
  }

  void add(Parking parking) {
    boolean added = false;
    while (!added) {
      // The tick after the deadline's; one that has passed would come round again only after a
      // whole turn.
      long tick = Math.max(tick(parking.waiter().deadlineMillis()) + 1, passedTick + 1);
      Set<Parking> slot = slot(tick);
      synchronized (slot) {
        if (tick > passedTick) {
          parking.tick(tick);
          added = slot.add(parking);
        }
      }
    }
  }

  void remove(Parking parking) {
    Set<Parking> slot = slot(parking.tick());
    synchronized (slot) {
      slot.remove(parking);
    }
  }

  /** Takes out all whose deadline has passed. */
  List<Parking> advanceTo(long nowMillis) {
    List<Parking> due = new ArrayList<>();
    long nowTick = tick(nowMillis);
    // After a leap of more than a turn every slot is looked at once.
    for (long tick = Math.max(passedTick + 1, nowTick - SLOTS + 1); tick <= nowTick; tick++) {
      Set<Parking> slot = slot(tick);
      synchronized (slot) {
        passedTick = tick;
        due.addAll(slot);
        slot.clear();
      }
    }
    return due;
  }

  /** All that wait now. */
  List<Parking> all() {
    List<Parking> all = new ArrayList<>();
    for (Set<Parking> slot : slots) {
      synchronized (slot) {
        all.addAll(slot);
      }
    }
    return all;
  }

  private static long tick(long millis) {
    return Math.floorDiv(millis, TICK_MILLIS);
  }

  private Set<Parking> slot(long tick) {
    return slots.get(Math.floorMod(tick, SLOTS));
  }
}
