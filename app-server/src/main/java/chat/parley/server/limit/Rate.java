package chat.parley.server.limit;

import java.time.Duration;

/**
 * So many in a time, and so many at once after a quiet while.
 *
 * @param times how many in the period, spread evenly over it
 * @param burst how many at once
 */
record Rate(int times, Duration period, int burst) {
  static Rate perSecond(int times, int burst) {
    return new Rate(times, Duration.ofSeconds(1), burst);
  }

  static Rate perMinute(int times, int burst) {
    return new Rate(times, Duration.ofMinutes(1), burst);
  }

  /** So many times less of it. */
  Rate dividedBy(int divisor) {
    return new Rate(times, period.multipliedBy(divisor), Math.max(1, burst / divisor));
  }

  /** After so long without a request it is as if there had never been one. */
  Duration recovery() {
    return period.multipliedBy(burst).dividedBy(times);
  }
}
