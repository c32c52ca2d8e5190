package chat.parley.server.poll;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of values lately: of the same value the same is made. Safe for use by any thread.
 *
 * @param <K> what something is made of
 * @param <V> what does not change and depends on that alone
 */
public final class Recalled<K, V extends @Nullable Object> {
  private static final int SLOTS = 256;

  private final AtomicReferenceArray<@Nullable Made<K, V>> slots =
      new AtomicReferenceArray<>(SLOTS);
  private final Function<K, V> made;

  public Recalled(Function<K, V> made) {
    this.made = made;
  }

  private record Made<K, V extends @Nullable Object>(K key, V value) {}

  /** What is made of a value. */
  public V of(K key) {
    int slot = Math.floorMod(key.hashCode(), SLOTS);
    Made<K, V> before = slots.get(slot);
    if (before != null && before.key().equals(key)) {
      return before.value();
    }
    V value = made.apply(key);
    slots.set(slot, new Made<>(key, value));
    return value;
  }
}
