package chat.parley.desktop.sync;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.ServerReplica;
import chat.parley.model.Replies;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox: one message of a room at a time, in the order of writing, several
 * rooms at once. All its state belongs to the session's thread; what is not private may be called
 * by any.
 */
final class Sender {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final int ROOMS_AT_ONCE = 8;

  /** Who was heard so lately is still there. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** A full disk is asked again after up to a few seconds. */
  private static final int STORING_FAILURES = 4;

  /** Held messages are looked at so often between two looks at the clocks. */
  private static final int LOOKS = 4;

  private final ServerApi api;
  private final ServerReplica replica;
  private final Surroundings around;
  private final ScheduledExecutorService session;
  private final Runnable suspect;
  private final Identity identity;

  private volatile boolean open;
  private volatile Heard heard = Heard.NEVER;
  private final Holds holds;
  private final Set<String> underWay = new HashSet<>();
  private final Map<String, CompletableFuture<Replies.Sent>> calls = new HashMap<>();
  private boolean claiming;
  private boolean pumpAgain; // something changed while it was being claimed
  private boolean looking;

  /**
   * @param session the session's one thread, on which the replica's futures complete too
   * @param suspect told when the server may be gone, or may be another one
   */
  Sender(
      ServerApi api,
      ServerReplica replica,
      Surroundings around,
      ScheduledExecutorService session,
      Runnable suspect) {
    this.api = api;
    this.replica = replica;
    this.around = around;
    this.session = session;
    this.suspect = suspect;
    this.identity = new Identity(api, replica);
    this.holds = new Holds(around);
  }

  /**
   * When the server was heard last, by both clocks: while the computer sleeps one of them stands
   * still, and the other may be set.
   */
  private record Heard(Instant at, long atNanos) {
    static final Heard NEVER = new Heard(Instant.MIN, 0);

    boolean isFresh(Instant now, long nowNanos) {
      return nowNanos - atNanos < FRESH.toNanos()
          && !now.isBefore(at)
          && now.isBefore(at.plus(FRESH));
    }
  }

  private void heard() {
    heard = new Heard(around.clock().instant(), around.monotonicNanos().getAsLong());
  }

  private boolean isHeardLately() {
    return heard.isFresh(around.clock().instant(), around.monotonicNanos().getAsLong());
  }

  /** The server is there just now, and is the one that the messages were written for. */
  void open() {
    heard();
    if (!open) {
      open = true;
      tryNow();
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
    onSession(() -> {
      holds.release();
      pump();
    });
  }

  /** What is on its way is dead, and is sent again. */
  void giveUp() {
    onSession(() -> List.copyOf(calls.values()).forEach(call -> call.cancel(true)));
  }

  private void onSession(Runnable task) {
    try {
      session.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("The session has ended");
    }
  }

  private void pump() {
    pumpAgain = claiming;
    int free = ROOMS_AT_ONCE - underWay.size();
    if (!open || claiming || free <= 0) {
      return;
    }
    Set<String> except = holds.held();
    if (!except.isEmpty() || holds.areAllHeld()) {
      lookAgain();
    }
    if (!holds.areAllHeld()) {
      except.addAll(underWay);
      claiming = true;
      var _ = replica.claim(free, except).whenComplete(this::claimed);
    }
  }

  private void claimed(@Nullable List<OutboxEntry> entries, @Nullable Throwable failure) {
    if (session.isShutdown()) {
      return; // then this is another thread, and there is nothing more to do
    }
    claiming = false;
    if (entries == null) {
      log.warn("What is to be sent could not be read", failure);
      holds.all(Backoff.after(1, around.random()));
      lookAgain();
      return;
    }
    entries.forEach(entry -> underWay.add(entry.room()));
    if (pumpAgain) {
      pump();
    }
    if (entries.isEmpty()) {
      return;
    }
    if (!open) {
      entries.forEach(this::takeBack);
    } else if (isHeardLately()) {
      entries.forEach(this::send);
    } else {
      var _ =
          identity
              .ask()
              .whenComplete((answer, unknown) ->
                  onSession(() -> asked(entries, unknown == null ? answer : null)));
    }
  }

  /**
   * While a poll is held in silence this computer may have come into another network. What is
   * written then goes out on a new connection perhaps, so who is there is asked first.
   */
  private void asked(List<OutboxEntry> entries, Identity.@Nullable Answer answer) {
    if (answer == Identity.Answer.SAME && open) {
      heard();
      entries.forEach(this::send);
    } else {
      shut();
      entries.forEach(this::takeBack);
      suspect.run();
    }
  }

  private void takeBack(OutboxEntry entry) {
    settle(entry, () -> replica.unclaim(entry));
  }

  private void send(OutboxEntry entry) {
    CompletableFuture<Replies.Sent> call = api.send(entry);
    calls.put(entry.room(), call);
    var _ = call.whenComplete((sent, failure) -> onSession(() -> answered(entry, sent, failure)));
  }

  private void answered(
      OutboxEntry entry, Replies.@Nullable Sent sent, @Nullable Throwable failure) {
    calls.remove(entry.room());
    PollOutcome.Failure how = CallFailure.in(failure);
    if (sent != null) {
      heard();
      holds.settled(entry.room());
      settle(entry, () -> replica.acknowledged(entry, sent.messageId()));
    } else if (how instanceof PollOutcome.Refused refused && refused.isSignedOut()) {
      shut(); // it stays as it was written, for when one has signed in again
      holds.failed(entry.room(), how);
      settle(entry, () -> replica.unclaim(entry));
      suspect.run();
    } else if (how instanceof PollOutcome.Refused refused && !refused.isPassing()) {
      holds.settled(entry.room());
      settle(entry, () -> replica.refuse(entry, refused.detail()));
    } else {
      if (how instanceof PollOutcome.OtherKey) {
        shut(); // the poll finds the same, and stops
        suspect.run();
      }
      holds.failed(entry.room(), how);
      String problem = how instanceof PollOutcome.Refused refused ? refused.detail() : null;
      settle(entry, () -> replica.postpone(entry, problem));
    }
  }

  /** Writes what came of a message; until that is on disk, nothing else of its room goes out. */
  private void settle(OutboxEntry entry, Supplier<CompletableFuture<Void>> write) {
    var _ =
        write
            .get()
            .whenComplete((_, failure) -> {
              if (session.isShutdown()) {
                log.debug("The session has ended");
              } else if (failure == null) {
                underWay.remove(entry.room());
                pump();
              } else {
                log.warn("What came of a message is not on disk yet: {}", failure.getMessage());
                after(Backoff.after(STORING_FAILURES, around.random()), () -> settle(entry, write));
              }
            });
  }

  private void lookAgain() {
    if (!looking) {
      looking = true;
      after(
          around.look().dividedBy(LOOKS),
          () -> {
            looking = false;
            pump();
          });
    }
  }

  private void after(Duration time, Runnable task) {
    try {
      var _ = session.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("The session has ended");
    }
  }
}
