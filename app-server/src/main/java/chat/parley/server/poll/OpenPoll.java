package chat.parley.server.poll;

import chat.parley.model.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A poll that is not answered yet: its request, where it reads from, and its reply to come. */
public final class OpenPoll extends Waiter {
  private final Poller poller;
  private final PollRequest request;
  private final boolean movesPlace;
  private final boolean swift;
  private final CompletableFuture<byte[]> reply = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Scope scope;
  private volatile boolean recheck;
  private Start start = Start.OVER;
  private boolean reset;
  private volatile Takeovers takeovers = Takeovers.NONE;
  private volatile @Nullable Refusal ended;

  /**
   * @param swift whether whoever waits for the reply takes it without waiting for anything
   */
  OpenPoll(
      Poller poller, PollRequest request, boolean swift, long deadlineMillis, boolean movesPlace) {
    super(deadlineMillis);
    this.scope = new Scope(request.rooms(), Set.of(), request.wanted());
    this.poller = poller;
    this.request = request;
    this.movesPlace = movesPlace;
    this.swift = swift;
  }

  /** Where a poll reads from. */
  sealed interface Start {
    Start OVER = new Over();

    /** The client's place is not one of this log: it gets the newest of each room. */
    record Over() implements Start {}

    /** After one place, whatever the room. */
    record After(long seq) implements Start {}

    /** After a place of its own in each room. */
    record AfterEach(Map<String, Long> seqs) implements Start {}
  }

  /**
   * When this client's polls were last taken over by a newer one of its own: the newest two times,
   * 0 for never.
   */
  record Takeovers(long lastMillis, long secondLastMillis) {
    static final Takeovers NONE = new Takeovers(Long.MIN_VALUE / 2, Long.MIN_VALUE / 2);

    Takeovers and(long nowMillis) {
      return new Takeovers(nowMillis, lastMillis);
    }

    /** Whether one more, now, is the third within a span. */
    boolean wouldBeThirdWithin(long spanMillis, long nowMillis) {
      return nowMillis - secondLastMillis < spanMillis;
    }
  }

  PollRequest request() {
    return request;
  }

  /** What it may see, as of its last look. */
  Scope scope() {
    return scope;
  }

  void scope(Scope now) {
    scope = now;
  }

  @Override
  List<String> keys() {
    return scope.keys();
  }

  /** Says that who it belongs to may see something else now. */
  void recheck() {
    recheck = true;
  }

  boolean isToBeRechecked() {
    return recheck;
  }

  void rechecked() {
    recheck = false;
  }

  /** Whether its reply moves the place that is kept for its client. */
  boolean movesPlace() {
    return movesPlace;
  }

  /**
   * The body of the reply in UTF-8, completed on the executor of the poller or, where there is
   * something to tell at once, on the thread that polls; fails with a {@link Refusal} {@code
   * superseded} or {@code disconnected}. Only the poller completes it.
   */
  public CompletableFuture<byte[]> reply() {
    return reply;
  }

  /** Says that the client has gone: the reply is never completed. */
  public void abandon() {
    poller.abandon(this);
  }

  boolean isClosed() {
    return closed.get();
  }

  /** True for the one who closes it. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  Start start() {
    return start;
  }

  void startAt(Start where) {
    start = where;
    reset |= where instanceof Start.Over;
  }

  /** Whether the reply tells the client that it had to start over. */
  boolean isReset() {
    return reset;
  }

  Takeovers takeovers() {
    return takeovers;
  }

  void takeovers(Takeovers times) {
    takeovers = times;
  }

  /** Why this poll must end, or null while it need not. */
  @Nullable Refusal ended() {
    return ended;
  }

  void end(Refusal why) {
    ended = why;
  }

  @Override
  boolean isSwift() {
    return swift;
  }

  @Override
  void woken(Wake why) {
    poller.woken(this);
  }
}
