package chat.parley.desktop.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before something is tried again: full jitter, any time up to a bound that
 * doubles. When a server comes back, its clients do not all come back in the same instant, and
 * nobody waits for long: 10,000 who return within 8 s are one for each millisecond.
 */
final class Backoff {
  private static final long FLOOR_MILLIS = 250;
  private static final long BASE_MILLIS = 500;
  private static final long CAP_MILLIS = 8_000;
  private static final int DOUBLINGS_MAX = 10;
  private static final long SPREAD_MILLIS = 1_000;
  private static final long ASKED_MAX_MILLIS = Duration.ofMinutes(5).toMillis();

  private Backoff() {}

  /** The wait after so many failures in a row, 1 or more. */
  static Duration after(int failures, RandomGenerator random) {
    long bound = Math.min(CAP_MILLIS, BASE_MILLIS << Math.clamp(failures - 1L, 0, DOUBLINGS_MAX));
    return Duration.ofMillis(FLOOR_MILLIS + random.nextLong(bound + 1));
  }

  /** The wait where the server said how long: not shorter, and not all at once. */
  static Duration asked(Duration byServer, RandomGenerator random) {
    long asked = Math.clamp(byServer.toMillis(), FLOOR_MILLIS, ASKED_MAX_MILLIS);
    return Duration.ofMillis(asked + random.nextLong(SPREAD_MILLIS + 1));
  }
}
