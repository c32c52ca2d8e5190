package chat.parley.desktop.sync;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rooms' messages are not sent for now, because the last attempt did not get through: each
 * for a time that grows; all of them for as long as the server asked. For one thread.
 */
final class Holds {
  private final Surroundings around;
  private final Map<String, Hold> rooms = new HashMap<>();
  private @Nullable Long allUntilNanos;

  Holds(Surroundings around) {
    this.around = around;
  }

  private record Hold(int failures, long untilNanos) {}

  /** An attempt in a room failed. */
  void failed(String room, PollOutcome.@Nullable Failure how) {
    Hold before = rooms.get(room);
    int failures = before == null ? 1 : before.failures() + 1;
    rooms.put(room, new Hold(failures, after(Backoff.after(failures, around.random()))));
    Duration asked =
        switch (how) {
          case PollOutcome.Refused refused -> refused.retryAfter();
          case PollOutcome.GatewayError error -> error.retryAfter();
          case null, default -> null;
        };
    if (asked != null) {
      all(Backoff.asked(asked, around.random()));
    }
  }

  /** An attempt in a room came to an end. */
  void settled(String room) {
    rooms.remove(room);
  }

  /** Nothing is sent for so long. */
  void all(Duration time) {
    long until = after(time);
    allUntilNanos =
        allUntilNanos == null || until - allUntilNanos > 0 ? Long.valueOf(until) : allUntilNanos;
  }

  /** Holds no longer; how often the attempts failed is remembered. */
  void release() {
    long now = around.monotonicNanos().getAsLong();
    rooms.replaceAll((_, hold) -> new Hold(hold.failures(), now));
    allUntilNanos = null;
  }

  boolean areAllHeld() {
    if (allUntilNanos != null && isPast(allUntilNanos)) {
      allUntilNanos = null;
    }
    return allUntilNanos != null;
  }

  /** The rooms that are held now. */
  Set<String> held() {
    Set<String> held = new HashSet<>();
    rooms.forEach((room, hold) -> {
      if (!isPast(hold.untilNanos())) {
        held.add(room);
      }
    });
    return held;
  }

  private long after(Duration time) {
    return around.monotonicNanos().getAsLong() + time.toNanos();
  }

  private boolean isPast(long nanos) {
    return around.monotonicNanos().getAsLong() - nanos >= 0;
  }
}
