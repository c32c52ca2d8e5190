package chat.parley.server.poll;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Whose waiters a {@link DeadlineWheel} looks after: mostly a client, which has one after the other
 * and each with a later deadline. So its place in the wheel is its own and not its waiters': it
 * stays where it is while they come and go, and moves on when the wheel comes by. Safe for use by
 * any thread.
 */
abstract class Timed {
  private static final AtomicReferenceFieldUpdater<Timed, DeadlineWheel.@Nullable Entry> ENTRY =
      AtomicReferenceFieldUpdater.newUpdater(Timed.class, DeadlineWheel.Entry.class, "entry");

  private volatile DeadlineWheel.@Nullable Entry entry;

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

  /** Its place in the wheel, which looks at its waiters then; null if it has none. */
  final DeadlineWheel.@Nullable Entry entry() {
    return entry;
  }

  /** It has that place in the wheel, if nobody else has changed the one before. */
  final boolean enter(DeadlineWheel.@Nullable Entry before, DeadlineWheel.Entry newest) {
    boolean mine = ENTRY.compareAndSet(this, before, newest);
    if (mine && before != null) {
      before.empty();
    }
    return mine;
  }

  /** It has no place in the wheel; false if that was not its place any more. */
  final boolean leave(DeadlineWheel.Entry last) {
    boolean mine = ENTRY.compareAndSet(this, last, null);
    if (mine) {
      last.empty();
    }
    return mine;
  }

  /** Nobody waits for it: the wheel need not keep it in memory. */
  final void letGo() {
    DeadlineWheel.Entry last = entry;
    if (last != null) {
      leave(last);
    }
  }
}
