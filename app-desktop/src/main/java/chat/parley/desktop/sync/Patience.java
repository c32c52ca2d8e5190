package chat.parley.desktop.sync;

import chat.parley.model.Limits;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long polls are asked to be held on the way to a server. Something on that way may cut
 * requests that are quiet for long: then shorter ones are asked for, and slowly longer ones again.
 *
 * @param seconds the most that is asked for
 */
record Patience(int seconds) {
  static final Patience FULL = new Patience(Limits.POLL_TIMEOUT_DEFAULT_SECONDS);
  private static final int JITTER_SECONDS = 3;
  private static final int SHORTEST_SECONDS = Limits.POLL_TIMEOUT_MIN_SECONDS;

  /** The patience of that many seconds, or the nearest there is. */
  static Patience of(int seconds) {
    return new Patience(Math.clamp(seconds, SHORTEST_SECONDS, FULL.seconds));
  }

  /** What to ask for now: not more, and a little less by chance, so that a crowd comes apart. */
  int next(RandomGenerator random) {
    int shortest = Math.max(SHORTEST_SECONDS, seconds - JITTER_SECONDS);
    return random.nextInt(shortest, seconds + 1);
  }

  /** After a poll that was cut while it was held; one cut earlier than any can end says nothing. */
  Patience cutAfter(Duration held) {
    return isHeld(held) ? of(seconds / 2) : this;
  }

  /** After a poll that was held for all the time it had asked for. */
  Patience served() {
    return of(seconds + 1);
  }

  static boolean isHeld(Duration held) {
    return held.toSeconds() >= SHORTEST_SECONDS;
  }
}
