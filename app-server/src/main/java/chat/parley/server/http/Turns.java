package chat.parley.server.http;

import chat.parley.model.Refusal;
import chat.parley.server.limit.Rank;
import chat.parley.server.limit.WaitingLine;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Whose turn it is among all that waits to be begun, and what is told to who would wait too long
 * (decision 0024). Safe for use by any thread.
 *
 * @param writesHeldUp whether the storage takes too long for what it was given before
 * @param refused counts those who were told to come again
 */
record Turns(WaitingLine line, BooleanSupplier writesHeldUp, AtomicInteger refused) {
  /** Whoever is refused comes back after 1 to so many seconds, so that not all come at once. */
  private static final int RETRY_AFTER_MAX_SECONDS = 3;

  Turns(WaitingLine line, BooleanSupplier writesHeldUp) {
    this(line, writesHeldUp, new AtomicInteger());
  }

  /**
   * Has something wait for its turn; false if it is to be refused.
   *
   * @param writes whether it has something stored
   */
  boolean takes(Rank rank, boolean writes, WaitingLine.Work work) {
    boolean heldUp = rank == Rank.SECOND && writes && writesHeldUp.getAsBoolean();
    return !heldUp && line.join(rank, work);
  }

  /** Whether something that has something stored need not wait for its turn. */
  boolean isNobodyBefore() {
    return line.length() == 0 && !writesHeldUp.getAsBoolean();
  }

  /** What to tell one that was not begun. */
  Refusal refusal() {
    return Refusal.overloaded(
        "The server has more to do than it can; this was not done.",
        1 + Math.floorMod(refused.getAndIncrement(), RETRY_AFTER_MAX_SECONDS));
  }
}
