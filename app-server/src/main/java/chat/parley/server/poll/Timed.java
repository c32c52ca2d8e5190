package chat.parley.server.poll;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Whose waiters a {@link DeadlineWheel} looks after: mostly a client, which has one after the other
 * and each with a later deadline. So its place in the wheel is its own and not its waiters': it
 * stays where it is while they come and go, and moves on when the wheel comes by. Safe for use by
 * any thread.
 */
abstract class Timed {
  private static final AtomicLongFieldUpdater<Timed> TICK =
      AtomicLongFieldUpdater.newUpdater(Timed.class, "tick");
  private static final long NEVER = Long.MAX_VALUE;

  private volatile long tick = NEVER;
  private DeadlineWheel.@Nullable Entry entry; // the newest; only to let go of it

  /** All that wait now, and maybe others. */
  abstract List<? extends Waiter> waiters();

  /** One that has a single waiter. */
  static Timed of(Waiter waiter) {
    return new Timed() {
      @Override
      List<? extends Waiter> waiters() {
        return List.of(waiter);
      }
    };
  }

  /** When the wheel looks at its waiters next; later than any tick if it does not. */
  final long tick() {
    return tick;
  }

  /** It is looked at in that tick, of which it has that entry, if nobody else has changed that. */
  final boolean enter(long before, long newTick, DeadlineWheel.Entry newest) {
    boolean mine = TICK.compareAndSet(this, before, newTick);
    if (mine) {
      entry = newest;
    }
    return mine;
  }

  /** It is looked at now and not later; false if it was not to be until that tick. */
  final boolean leave(long now) {
    long due = tick;
    return due <= now && TICK.compareAndSet(this, due, NEVER);
  }

  /** It has no waiters and gets none any more: the wheel need not keep it in memory. */
  final void letGo() {
    DeadlineWheel.Entry last = entry;
    if (last != null) {
      last.empty();
    }
  }
}
