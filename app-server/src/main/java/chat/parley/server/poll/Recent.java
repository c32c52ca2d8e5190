package chat.parley.server.poll;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Gives, for a value, the equal one of before: what thousands of polls that wait have in common
 * they need not each keep for themselves. Safe for use by any thread.
 */
public final class Recent<T> {
  private static final int SLOTS = 256;

  private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);

  /** The equal one, if one came lately, and else this. */
  public T same(T value) {
    T before = before(value);
    return before == null ? value : before;
  }

  /** The equal one that came lately; null if there was none. */
  public @Nullable T before(T value) {
    int slot = Math.floorMod(value.hashCode(), SLOTS);
    T before = slots.get(slot);
    if (before != null && before.equals(value)) {
      return before;
    }
    slots.set(slot, value);
    return null;
  }
}
