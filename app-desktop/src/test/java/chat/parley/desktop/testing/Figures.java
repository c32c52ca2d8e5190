package chat.parley.desktop.testing;

import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long something took, many times over, and what a reader wants to know of it. */
public final class Figures {
  private static final double NANOS_PER_MILLI = 1e6;

  private final String what;
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

  public Figures(String what) {
    this.what = what;
  }

  /** Takes one more; for any thread. */
  public void add(long taken) {
    nanos.add(taken);
  }

  @Override
  public String toString() {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted.length == 0
        ? what + ": none"
        : String.format(
            Locale.ROOT,
            "%-50s median %6.1f   p99 %6.1f   max %6.1f ms   of %d",
            what,
            millis(sorted, 50),
            millis(sorted, 99),
            millis(sorted, 100),
            sorted.length);
  }

  private static double millis(long[] sorted, int percent) {
    return sorted[(sorted.length - 1) * percent / 100] / NANOS_PER_MILLI;
  }
}
