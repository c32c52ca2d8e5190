package chat.parley.bench.profile;

import java.util.Arrays;

/** Many times, of which some places in their order are wanted. */
final class Samples {
  private static final int FIRST_CAPACITY = 1024;
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[FIRST_CAPACITY];
  private int count;

  void add(long sample) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = sample;
  }

  int count() {
    return count;
  }

  /**
   * The time that so much of them do not exceed, in milliseconds.
   *
   * @param share of 1: 0.5 is the median
   */
  double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int at = (int) Math.ceil(share * count) - 1;
    return sorted[Math.clamp(at, 0, count - 1)] / NANOS_PER_MILLI;
  }
}
