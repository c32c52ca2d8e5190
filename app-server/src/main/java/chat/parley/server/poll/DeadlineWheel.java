package chat.parley.server.poll;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parkings whose deadline has passed: one list a tick and one thread that advances,
 * whatever their number (after Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", scheme
 * 6). A deadline is met up to a tick late, never early. Safe for use by any thread; {@link
 * #advanceTo} by one.
 *
 * <p>What is in the lists is whose parkings they are. Nobody is taken out when a parking ends, and
 * who is to be looked at no later than a deadline need not be put in for it: a client whose polls
 * all have the same timeout is put in once in that time, however often it is woken in between.
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

  /** That someone is to be looked at in a tick; empty if it is to be at another time after all. */
  static final class Entry {
    private final long tick;
    private volatile @Nullable Timed timed;
    private @Nullable Entry next; // guarded by the slot's monitor, until it is taken

    private Entry(Timed timed, long tick) {
      this.timed = timed;
      this.tick = tick;
    }

    void empty() {
      timed = null;
    }

    /** Lets go of who follows, of which a late one would keep all others in memory. */
    @Nullable Entry letGo() {
      Entry following = next;
      next = null;
      return following;
    }
  }

  /** The entries of a tick, linked; guarded by its monitor. */
  private static final class Slot {
    private @Nullable Entry first;

    void add(Entry entry) {
      entry.next = first;
      first = entry;
    }

    @Nullable Entry take() {
      Entry all = first;
      first = null;
      return all;
    }
  }

  /**
   * Has a parking found at its deadline. Its waiter has it already, and is one of its {@link
   * Timed}'s: else it may be missed.
   */
  void add(Parking parking) {
    Waiter waiter = parking.waiter();
    Timed timed = waiter.timed();
    long due = dueTick(waiter);
    boolean done = false;
    while (!done) {
      Entry before = timed.entry();
      // One that has passed would come round again only after a whole turn.
      long tick = Math.max(due, passedTick + 1);
      done = (before != null && before.tick <= tick) || enter(timed, before, tick);
    }
  }

  private boolean enter(Timed timed, @Nullable Entry before, long tick) {
    Slot slot = slot(tick);
    Entry entry = new Entry(timed, tick);
    synchronized (slot) {
      boolean entered = tick > passedTick && timed.enter(before, entry);
      if (entered) {
        slot.add(entry);
      }
      return entered;
    }
  }

  /** All whose deadline has passed. */
  synchronized List<Parking> advanceTo(long nowMillis) {
    List<Parking> due = new ArrayList<>();
    long nowTick = tick(nowMillis);
    // After a leap of more than a turn every slot is looked at once.
    for (long tick = Math.max(passedTick + 1, nowTick - SLOTS + 1); tick <= nowTick; tick++) {
      Entry first;
      Slot slot = slot(tick);
      synchronized (slot) {
        passedTick = tick;
        first = slot.take();
      }
      for (Entry entry = first; entry != null; entry = entry.letGo()) {
        Timed timed = entry.timed;
        if (timed != null && timed.leave(entry)) {
          sort(timed, due);
        }
      }
    }
    return due;
  }

  /**
   * Those of someone's parkings whose deadline has passed. The others are put in again: theirs is
   * later, or the time leapt and they were come upon a turn too early.
   */
  private void sort(Timed timed, List<Parking> due) {
    for (Parking parking : parkings(timed)) {
      if (dueTick(parking.waiter()) <= passedTick) {
        due.add(parking);
      } else {
        add(parking);
      }
    }
  }

  /** All that wait now. Not while it advances: who is looked at then is in no list. */
  synchronized List<Parking> all() {
    List<Parking> all = new ArrayList<>();
    for (Slot slot : slots) {
      synchronized (slot) {
        for (Entry entry = slot.first; entry != null; entry = entry.next) {
          Timed timed = entry.timed;
          if (timed != null) {
            all.addAll(parkings(timed));
          }
        }
      }
    }
    return all;
  }

  /** Those of someone that are not over. */
  private static List<Parking> parkings(Timed timed) {
    List<Parking> parkings = new ArrayList<>();
    for (Waiter waiter : timed.waiters()) {
      Parking parking = waiter.parking();
      if (parking != null && !parking.isOver()) {
        parkings.add(parking);
      }
    }
    return parkings;
  }

  /** The tick after the deadline's. */
  private static long dueTick(Waiter waiter) {
    return tick(waiter.deadlineMillis()) + 1;
  }

  private static long tick(long millis) {
    return Math.floorDiv(millis, TICK_MILLIS);
  }

  private Slot slot(long tick) {
    return slots.get(Math.floorMod(tick, SLOTS));
  }
}
