package chat.parley.desktop.ui;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is made when it is first asked for, so that the first window does not wait for what is not
 * in it. For one thread.
 */
public final class MadeOnce<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private @Nullable T made;

  public MadeOnce(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public T get() {
    T now = made;
    if (now == null) {
      now = maker.get();
      made = now;
    }
    return now;
  }
}
