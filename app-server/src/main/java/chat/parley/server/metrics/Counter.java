package chat.parley.server.metrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * A number that only grows, from 0 when the server starts. Safe for use by any thread; adding
 * allocates nothing and waits for nobody.
 */
public final class Counter {
  private final LongAdder sum = new LongAdder();

  Counter() {}

  public void increment() {
    sum.increment();
  }

  public void add(long amount) {
    sum.add(amount);
  }

  long value() {
    return sum.sum();
  }
}
