package chat.parley.server.poll;

import chat.parley.model.Refusal;
import chat.parley.server.presence.Presence;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A poll that is not answered yet: its request, where it reads from, and who gets its reply. */
public final class OpenPoll extends Waiter implements PollClient.Some {
  private static final AtomicIntegerFieldUpdater<OpenPoll> CLOSED =
      AtomicIntegerFieldUpdater.newUpdater(OpenPoll.class, "closed");

  private final Poller poller;
  private final PollRequest request;
  private final boolean movesPlace;
  private final Answering answering;
  private PollClient client;
  private final Presence.Seen seen;
  private volatile int closed;
  private Scopes.Look look; // this and the start belong to whoever reads, parks or has woken it
  private volatile boolean recheck;
  private Start start = Start.OVER;
  private boolean reset;
  private volatile @Nullable Takeovers takeovers;
  private volatile @Nullable Refusal ended;

  OpenPoll(
      Poller poller,
      PollRequest request,
      Answering answering,
      Scopes.Look look,
      PollClient client,
      Presence.Seen seen,
      long deadlineMillis,
      boolean movesPlace) {
    super(deadlineMillis);
    this.poller = poller;
    this.request = request;
    this.answering = answering;
    this.look = look;
    this.client = client;
    this.seen = seen;
    this.movesPlace = movesPlace;
  }

  /** Who gets a poll's reply, which comes once, unless the poll is abandoned. */
  public interface Answering {
    /**
     * The loop that looks after the poll, if whoever gets the reply waits for nothing, a network
     * least of all; null if the reply may come on any thread.
     */
    @Nullable EventLoop loop();

    /**
     * The reply is there; mostly in the loop. It may come before {@link Poller#poll} has returned.
     *
     * @param body in UTF-8
     */
    void answered(byte[] body);

    /** There is none: mostly a {@link Refusal}. */
    void refused(Throwable why);
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
    return look.scope();
  }

  /** Whose it is. */
  public PollClient client() {
    return client;
  }

  /** It is that one's, before anybody knows it. */
  void client(PollClient other) {
    client = other;
  }

  /** Its client, as one that is there. */
  Presence.Seen seen() {
    return seen;
  }

  Scopes.Look look() {
    return look;
  }

  void looked(Scopes.Look newest) {
    look = newest;
  }

  @Override
  List<String> keys() {
    return look.scope().keys();
  }

  /** Says that who it belongs to may see something else now. */
  void recheck() {
    recheck = true;
  }

  boolean isToBeRechecked() {
    return recheck;
  }

  void rechecked() {
    if (recheck) {
      recheck = false;
    }
  }

  /** Whether its reply moves the place that is kept for its client. */
  boolean movesPlace() {
    return movesPlace;
  }

  Answering answering() {
    return answering;
  }

  /** Says that the client has gone: the reply is never completed. */
  public void abandon() {
    poller.abandon(this);
  }

  boolean isClosed() {
    return closed != 0;
  }

  /** True for the one who closes it. */
  boolean close() {
    return CLOSED.compareAndSet(this, 0, 1);
  }

  Start start() {
    return start;
  }

  void startAt(Start where) {
    start = where;
    reset |= where instanceof Start.Over;
  }

  /**
   * The rooms whose place is where a page ends; where each has a place of its own, one further on
   * stays where it is.
   */
  List<String> roomsReadTo(long seq) {
    List<String> rooms = request.rooms().keys();
    return start instanceof Start.AfterEach(Map<String, Long> seqs)
        ? rooms.stream().filter(room -> seqs.getOrDefault(room, 0L) <= seq).toList()
        : rooms;
  }

  /** Does not read again where there was nothing in what it may see. */
  void skipExamined() {
    long examined = examinedSeq();
    if (start instanceof Start.After(long seq) && seq < examined) {
      start = new Start.After(examined);
    }
  }

  /** Whether the reply tells the client that it had to start over. */
  boolean isReset() {
    return reset;
  }

  Takeovers takeovers() {
    Takeovers times = takeovers;
    return times == null ? Takeovers.NONE : times;
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
  Timed timed() {
    return client;
  }

  @Override
  @Nullable EventLoop loop() {
    return answering.loop();
  }

  @Override
  void woken(Wake why) {
    poller.woken(this);
  }
}
