package chat.parley.desktop.sync;

import java.time.Duration;

/**
 * What follows from an attempt.
 *
 * @param state what is remembered for the next
 * @param next what to do now
 * @param link what the person sees
 */
record PollDecision(PollState state, Next next, Link link) {
  /** What to do after an attempt. */
  sealed interface Next {
    /** Poll again at once. */
    record Again() implements Next {}

    /** Wait, then poll again; a person may end the wait. */
    record Wait(Duration duration) implements Next {}

    /** Poll no more until a person asks for it. */
    record Stop() implements Next {}

    /** A room was left: wait, read which rooms there are now, then poll from the same place. */
    record ReadRooms(Duration after) implements Next {}

    /** The place that was asked from is none: wait, read the server's present state, then poll. */
    record StartOver(Duration after) implements Next {}
  }
}
