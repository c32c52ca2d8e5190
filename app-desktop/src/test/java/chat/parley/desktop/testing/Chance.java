package chat.parley.desktop.testing;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Chance that always falls the same way. */
public final class Chance {
  /** The smallest of what there is to choose from. */
  public static final RandomGenerator LEAST = () -> 0;

  /** The largest of what there is to choose from; without a bound, never the same twice. */
  public static final RandomGenerator MOST =
      new RandomGenerator() {
        private final AtomicLong next = new AtomicLong();

        @Override
        public long nextLong() {
          return next.incrementAndGet();
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }

        @Override
        public int nextInt(int origin, int bound) {
          return bound - 1;
        }
      };

  private Chance() {}
}
