package chat.parley.server.poll;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parkings by the tick in which their deadline has passed: one list a tick and one thread that
 * advances, whatever their number (after Varghese and Lauck, "Hashed and Hierarchical Timing
 * Wheels", scheme 6). A deadline is met up to a tick late, never early. Safe for use by any thread;
 * {@link #advanceTo} by one.
 */
final class DeadlineWheel {
  static final long TICK_MILLIS = 100;
  private static final int SLOTS = 1_024; // a turn is longer than the longest poll

  private final List<Slot> slots = new ArrayList<>(SLOTS);
  private volatile long passedTick; // written under the lock of the slot that passes

  DeadlineWheel(long nowMillis) {
    passedTick = tick(nowMillis);
    for (int i = 0; i < SLOTS; i++) {
      slots.add(new Slot());
    }
  }

  /** The parkings of a tick, linked; guarded by its monitor. */
  private static final class Slot {
    private @Nullable Parking first;

    void add(Parking parking) {
      Parking next = first;
      parking.after = next;
      if (next != null) {
        next.before = parking;
      }
      first = parking;
    }

    void remove(Parking parking) {
      Parking before = parking.before;
      Parking after = parking.after;
      if (before != null) {
        before.after = after;
      } else if (first == parking) {
        first = after;
      }
      if (after != null) {
        after.before = before;
      }
      parking.before = null;
      parking.after = null;
    }

    void copyTo(List<Parking> all) {
      for (Parking parking = first; parking != null; parking = parking.after) {
        all.add(parking);
      }
    }

    void moveTo(List<Parking> all) {
      for (Parking parking = first; parking != null; parking = first) {
        all.add(parking);
        remove(parking);
      }
    }
  }

  void add(Parking parking) {
    boolean added = false;
    while (!added) {
      // The tick after the deadline's; one that has passed would come round again only after a
      // whole turn.
      long tick = Math.max(tick(parking.waiter().deadlineMillis()) + 1, passedTick + 1);
      Slot slot = slot(tick);
      synchronized (slot) {
        if (tick > passedTick) {
          parking.tick(tick);
          slot.add(parking);
          added = true;
        }
      }
    }
  }

  /** Takes one out, if it is still there. */
  void remove(Parking parking) {
    Slot slot = slot(parking.tick());
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
      Slot slot = slot(tick);
      synchronized (slot) {
        passedTick = tick;
        slot.moveTo(due);
      }
    }
    return due;
  }

  /** All that wait now. */
  List<Parking> all() {
    List<Parking> all = new ArrayList<>();
    for (Slot slot : slots) {
      synchronized (slot) {
        slot.copyTo(all);
      }
    }
    return all;
  }

  private static long tick(long millis) {
    return Math.floorDiv(millis, TICK_MILLIS);
  }

  private Slot slot(long tick) {
    return slots.get(Math.floorMod(tick, SLOTS));
  }
}
