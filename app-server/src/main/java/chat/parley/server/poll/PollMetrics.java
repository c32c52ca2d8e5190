package chat.parley.server.poll;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.metrics.Counter;
import chat.parley.server.metrics.CounterBy;
import chat.parley.server.metrics.Metrics;

/** What is counted of polls. */
final class PollMetrics {
  private final CounterBy<Outcome> ended;
  private final CounterBy<Waiter.Wake> woken;
  private final Counter resets;

  PollMetrics(Metrics metrics) {
    ended = metrics.counterBy("polls", "Polls that have ended, by how.", "outcome", Outcome.class);
    woken =
        metrics.counterBy("poll_wakes", "Parked polls woken, by why.", "reason", Waiter.Wake.class);
    resets = metrics.counter("poll_resets", "Polls told that this log does not know their place.");
  }

  /** How a poll ends. */
  enum Outcome {
    /** Answered with messages. */
    MESSAGES,
    /** Answered without any, at its deadline. */
    TIMEOUT,
    /** Told when to come back. */
    DRAINING,
    /** Ended by a newer poll of its client. */
    SUPERSEDED,
    /** Ended by somebody who disconnected the client. */
    DISCONNECTED,
    /** The client went away before it was answered. */
    GONE,
    /** Not answered for another reason. */
    FAILED
  }

  CounterBy<Waiter.Wake> woken() {
    return woken;
  }

  void ended(Outcome how) {
    ended.increment(how);
  }

  void failed(Throwable why) {
    ended.increment(
        switch (why instanceof Refusal refusal ? refusal.code() : ErrorCode.INTERNAL) {
          case SUPERSEDED -> Outcome.SUPERSEDED;
          case DISCONNECTED -> Outcome.DISCONNECTED;
          default -> Outcome.FAILED;
        });
  }

  void reset() {
    resets.increment();
  }
}
