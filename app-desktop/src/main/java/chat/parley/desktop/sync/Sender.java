package chat.parley.desktop.sync;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.ServerReplica;
import chat.parley.model.Replies;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox: one message of a room at a time, in the order of writing, several
 * rooms at once. All its state belongs to the session's thread; {@link #open}, {@link #shut} and
 * {@link #nudge} may be called by any.
 */
final class Sender {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final int ROOMS_AT_ONCE = 8;

  private final ServerApi api;
  private final ServerReplica replica;
  private final Surroundings around;
  private final ScheduledExecutorService session;

  private volatile boolean open;
  private final Set<String> underWay = new HashSet<>();
  private final Map<String, Hold> holds = new HashMap<>();
  private long allHeldUntilNanos;
  private boolean allHeld;
  private boolean claiming;
  private boolean looking;

  /**
   * @param session the session's one thread, on which the replica's futures complete too
   */
  Sender(
      ServerApi api, ServerReplica replica, Surroundings around, ScheduledExecutorService session) {
    this.api = api;
    this.replica = replica;
    this.around = around;
    this.session = session;
  }

  /** A room whose first message did not get through: it is tried again after a while. */
  private record Hold(int failures, long untilNanos) {}

  /** The server is there, and is the one that the messages were written for. */
  void open() {
    if (!open) {
      open = true;
      onSession(this::patientNoMore);
    }
  }

  /** Nothing more is sent for now; what is on its way may come to its end. */
  void shut() {
    open = false;
  }

  /** There may be something to send. */
  void nudge() {
    onSession(this::pump);
  }

  /** No more waiting: a person asked, or the server is back. */
  void tryNow() {
    onSession(this::patientNoMore);
  }

  private void onSession(Runnable task) {
    try {
      session.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("The session has ended");
    }
  }

  private void patientNoMore() {
    holds.replaceAll((_, hold) -> new Hold(hold.failures(), now()));
    allHeld = false;
    pump();
  }

  private void pump() {
    int free = ROOMS_AT_ONCE - underWay.size();
    if (!open || claiming || free <= 0) {
      return;
    }
    if (allHeld && allHeldUntilNanos - now() > 0) {
      lookAgain();
      return;
    }
    allHeld = false;
    Set<String> except = new HashSet<>(underWay);
    holds.forEach((room, hold) -> {
      if (hold.untilNanos() - now() > 0) {
        except.add(room);
      }
    });
    if (except.size() > underWay.size()) {
      lookAgain();
    }
    claiming = true;
    var _ = replica.claim(free, except).whenComplete(this::claimed);
  }

  private void claimed(@Nullable List<OutboxEntry> entries, @Nullable Throwable failure) {
    claiming = false;
    if (entries == null) {
      log.warn("What is to be sent could not be read", failure);
      holdAll(Backoff.after(1, around.random()));
      return;
    }
    for (OutboxEntry entry : entries) {
      if (open) {
        send(entry);
      } else {
        settle(entry, () -> replica.unclaim(entry));
      }
    }
  }

  private void send(OutboxEntry entry) {
    underWay.add(entry.room());
    var _ =
        api.send(entry)
            .whenComplete((sent, failure) -> onSession(() -> answered(entry, sent, failure)));
  }

  private void answered(
      OutboxEntry entry, Replies.@Nullable Sent sent, @Nullable Throwable failure) {
    if (sent != null) {
      holds.remove(entry.room());
      settle(entry, () -> replica.acknowledged(entry, sent.messageId()));
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    PollOutcome.@Nullable Failure said = cause instanceof CallFailure call ? call.failure() : null;
    if (said instanceof PollOutcome.Refused refused && !refused.isPassing()) {
      holds.remove(entry.room());
      settle(entry, () -> replica.refuse(entry, refused.detail()));
      return;
    }
    holdAfter(entry.room(), said);
    String problem = said instanceof PollOutcome.Refused refused ? refused.detail() : null;
    settle(entry, () -> replica.postpone(entry, problem));
  }

  private void holdAfter(String room, PollOutcome.@Nullable Failure said) {
    Hold before = holds.get(room);
    int failures = before == null ? 1 : before.failures() + 1;
    holds.put(room, new Hold(failures, now() + Backoff.after(failures, around.random()).toNanos()));
    Duration asked =
        switch (said) {
          case PollOutcome.Refused refused -> refused.retryAfter();
          case PollOutcome.GatewayError error -> error.retryAfter();
          case null, default -> null;
        };
    if (asked != null) {
      holdAll(Backoff.asked(asked, around.random()));
    }
  }

  private void holdAll(Duration time) {
    long until = now() + time.toNanos();
    allHeldUntilNanos = allHeld ? Math.max(allHeldUntilNanos, until) : until;
    allHeld = true;
    lookAgain();
  }

  /** Writes what came of a message; until that is on disk, nothing else of its room goes out. */
  private void settle(OutboxEntry entry, Supplier<CompletableFuture<Void>> write) {
    underWay.add(entry.room());
    var _ =
        write
            .get()
            .whenComplete((_, failure) -> {
              if (failure == null) {
                underWay.remove(entry.room());
                pump();
              } else {
                log.warn("What came of a message could not be stored; it is tried again", failure);
                later(() -> settle(entry, write));
              }
            });
  }

  private void lookAgain() {
    if (!looking) {
      looking = true;
      later(() -> {
        looking = false;
        pump();
      });
    }
  }

  private void later(Runnable task) {
    try {
      var _ = session.schedule(task, around.look().toNanos() / 4, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("The session has ended");
    }
  }

  private long now() {
    return around.monotonicNanos().getAsLong();
  }
}
