package chat.parley.desktop.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the poll loop remembers from one attempt to the next.
 *
 * @param failures attempts in a row that failed
 * @param fruitless replies in a row that came at once and told nothing
 * @param patience how long polls may be held on this way
 * @param lostSince when the server was lost, null while it answers
 */
record PollState(int failures, int fruitless, Patience patience, @Nullable Instant lostSince) {
  static PollState first(Patience patience) {
    return new PollState(0, 0, patience, null);
  }

  /** The server has answered again, if not yet to a poll. */
  PollState reached() {
    return new PollState(failures, fruitless, patience, null);
  }

  /** As if nothing had gone wrong yet: a person asked for a new attempt. */
  PollState fresh() {
    return new PollState(0, 0, patience, lostSince);
  }

  PollState answered(int fruitlessNow, Patience patienceNow) {
    return new PollState(0, fruitlessNow, patienceNow, null);
  }

  PollState failed(Instant now, Patience patienceNow) {
    return new PollState(failures + 1, fruitless, patienceNow, lostSince == null ? now : lostSince);
  }
}
