package chat.parley.server.poll;

import chat.parley.model.ClientId;
import chat.parley.model.ErrorCode;
import chat.parley.model.Json;
import chat.parley.model.Refusal;
import chat.parley.server.event.Applied;
import chat.parley.server.fact.Visibility;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.presence.Presence;
import chat.parley.server.projection.Queries;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a poll means, whatever carries it: find the place to read from, read, park if there is
 * nothing, read again when woken. Safe for use by any thread; {@link #poll} may block on the disk.
 */
public final class Poller {
  private static final long TAKEOVER_SPAN_MILLIS = TimeUnit.SECONDS.toMillis(10);
  private static final long TAKEOVER_HELD_MILLIS = TimeUnit.SECONDS.toMillis(2);
  private static final long TIDY_EVERY_MILLIS = TimeUnit.SECONDS.toMillis(5);
  private static final int RETURN_MIN_MILLIS = 500;
  private static final int RETURN_MAX_MILLIS = 5_000;

  private final Reader reader;
  private final StartingPoints startingPoints;
  private final Places places;
  private final Scopes scopes;
  private final Presence<Owner> presence;
  private final PollLimits limits;
  private final Notifier notifier;
  private final Executor executor;
  private final LongSupplier clockMillis;
  private final RandomGenerator random;
  private final PollMetrics metrics;
  private final OpenPolls open = new OpenPolls();
  private volatile boolean draining;
  private volatile long tickMillis = Long.MIN_VALUE; // of the last tick
  private long tidiedMillis; // by the thread that ticks

  /** What a poller reads. */
  public record Sources(
      Tail tail, Queries queries, CursorCodec cursors, Places places, Visibility visibility) {}

  /** How many polls may be open, in all and from one address. */
  public record Capacity(int inAll, int perAddress) {}

  /**
   * What a poller runs on.
   *
   * @param executor where polls are woken and their futures complete; it must not run them on the
   *     calling thread
   * @param clockMillis a clock that never runs backwards
   */
  public record Ground(
      Executor executor, LongSupplier clockMillis, RandomGenerator random, Metrics metrics) {}

  public Poller(Sources sources, Presence<Owner> presence, Capacity capacity, Ground ground) {
    this.reader =
        new Reader(
            sources.tail(), sources.queries(), sources.cursors(), new ReplyCache(ground.metrics()));
    this.scopes = new Scopes(sources.visibility());
    this.startingPoints =
        new StartingPoints(reader, sources.queries(), sources.places(), sources.visibility());
    this.places = sources.places();
    this.presence = presence;
    this.limits = new PollLimits(capacity.inAll(), capacity.perAddress());
    this.executor = ground.executor();
    this.clockMillis = ground.clockMillis();
    tidiedMillis = clockMillis.getAsLong();
    this.random = ground.random();
    this.metrics = new PollMetrics(ground.metrics());
    this.notifier = new Notifier(executor, clockMillis, metrics.woken());
    ground
        .metrics()
        .gauge("polls_parked", "Polls that wait for something to tell.", notifier::parked);
  }

  /**
   * Whether a poll finds all it reads in memory, and little, so that {@link #poll(PollRequest,
   * OpenPoll.Answering, PollClient)} takes but a moment. It may wait for the disk after all if the
   * log grows by thousands of events in between.
   */
  public boolean isAtHand(PollRequest request) {
    return startingPoints.isAtHand(request);
  }

  /**
   * Answers a poll when there is something to tell, or at its deadline.
   *
   * @throws Refusal {@code overloaded} if too many polls are open, {@code room_unknown} if it asks
   *     for a room that its caller may not see
   */
  public HeldPoll poll(PollRequest request) {
    FutureReply reply = new FutureReply();
    return new HeldPoll(poll(request, reply, null), reply.body());
  }

  /**
   * The same for whoever does not want a future.
   *
   * @param known of its last poll, if at hand
   */
  public OpenPoll poll(
      PollRequest request, OpenPoll.Answering answering, @Nullable PollClient known) {
    Scopes.Look look = scopes.first(request);
    limits.enter(request);
    long nowMillis = clockMillis.getAsLong();
    PollClient client = open.client(request.owner(), known);
    Presence.Seen seen =
        presence.opened(request.owner(), client.seen(), request.address(), nowMillis);
    client.seen(seen);
    OpenPoll poll =
        new OpenPoll(
            this,
            request,
            answering,
            look,
            client,
            seen,
            nowMillis + request.timeoutSeconds() * 1_000L,
            request.cursor() == null && !draining); // a reply may be lost when the server is gone
    try {
      supersede(open.put(poll), poll);
      begin(poll);
    } catch (RuntimeException e) {
      fail(poll, e);
    } catch (Error e) {
      abandon(poll); // it counts no more; whoever asked has the error
      throw e;
    }
    return poll;
  }

  /**
   * Takes a poll out of everything that knows it; true for the one who did, who may complete its
   * reply.
   */
  boolean close(OpenPoll poll) {
    boolean mine = poll.close();
    if (mine) {
      notifier.unpark(poll);
      open.remove(poll);
      presence.closed(poll.seen(), tickMillis);
      limits.leave(poll.request());
    }
    return mine;
  }

  /** Its client has gone. */
  void abandon(OpenPoll poll) {
    if (close(poll)) {
      metrics.ended(PollMetrics.Outcome.GONE);
    }
  }

  private void fail(OpenPoll poll, Throwable why) {
    if (close(poll)) {
      metrics.failed(why);
      poll.answering().refused(why);
    }
  }

  private void begin(OpenPoll poll) {
    StartingPoints.Found found = startingPoints.of(poll.request());
    poll.startAt(found.start());
    if (found.roomsWithoutPlace().isEmpty()) {
      readOrPark(poll);
    } else {
      // Kept before the poll may park: else a crash could hide what was said meanwhile.
      var _ =
          places
              .first(poll.request().owner(), found.roomsWithoutPlace(), reader.cursor(found.head()))
              .whenCompleteAsync((_, failure) -> kept(poll, failure), executor);
    }
  }

  private void kept(OpenPoll poll, @Nullable Throwable failure) {
    if (failure == null) {
      wokenWhereItMayWait(poll);
    } else {
      fail(poll, failure);
    }
  }

  private void readOrPark(OpenPoll poll) {
    boolean parked = false;
    while (!parked && !poll.isClosed()) {
      if (poll.ended() != null) {
        refuse(poll);
        return;
      }
      scopes.look(poll);
      Scope scope = poll.scope();
      Reader.Page page = reader.read(poll.start(), scope, poll.request().limit());
      // The facts are at least as new as what was read, so a second look finds who was let out of
      // a room, or into one, before the end of it: else that one would see too much, or miss some.
      if (!scopes.isStillSo(poll)) {
        scopes.look(poll);
        if (!poll.scope().equals(scope)) {
          continue;
        }
      }
      if (!page.entries().isEmpty() || poll.isOver(clockMillis)) {
        answer(poll, page, null);
        return;
      }
      if (draining) {
        answer(poll, page, retryAfterMillis());
        return;
      }
      poll.startAt(reader.behind(page));
      poll.examined(page.examined().seq());
      parked = notifier.park(poll);
    }
    if (!parked) {
      return;
    }
    if (poll.ended() != null || poll.isClosed()) {
      if (notifier.unpark(poll)) {
        refuse(poll); // it was ended, or its client went away, while it was being parked
      }
    } else if (poll.isToBeRechecked() && notifier.unpark(poll)) {
      readOrPark(poll); // what it may see has changed meanwhile
    }
  }

  /** Called by the notifier, in the poll's loop or on its executor. */
  void woken(OpenPoll poll) {
    if (scopes.isStillSo(poll)) {
      poll.skipExamined();
    }
    if (poll.loop() == null || reader.isAtHand(poll.start())) {
      wokenWhereItMayWait(poll);
    } else {
      executor.execute(() -> wokenWhereItMayWait(poll));
    }
  }

  private void wokenWhereItMayWait(OpenPoll poll) {
    try {
      readOrPark(poll);
    } catch (RuntimeException e) {
      fail(poll, e);
    }
  }

  private void answer(OpenPoll poll, Reader.Page page, @Nullable Long retryAfterMillis) {
    boolean reset = poll.isReset();
    boolean shared = retryAfterMillis == null && poll.start() instanceof OpenPoll.Start.After;
    byte[] body =
        shared
            ? reader.sharedReply(page, poll.scope(), reset)
            : Json.bytes(reader.body(page, poll.scope(), reset, retryAfterMillis));
    if (close(poll)) {
      if (poll.movesPlace()) {
        places.move(
            poll.request().owner(),
            poll.roomsReadTo(page.examined().seq()),
            reader.cursor(page.examined()));
      }
      count(page, reset, retryAfterMillis);
      poll.answering().answered(body);
    }
  }

  private void count(Reader.Page page, boolean reset, @Nullable Long retryAfterMillis) {
    if (reset) {
      metrics.reset();
    }
    if (!page.entries().isEmpty()) {
      metrics.ended(PollMetrics.Outcome.MESSAGES);
    } else {
      metrics.ended(
          retryAfterMillis == null ? PollMetrics.Outcome.TIMEOUT : PollMetrics.Outcome.DRAINING);
    }
  }

  private void refuse(OpenPoll poll) {
    Refusal why = poll.ended();
    if (why != null) {
      fail(poll, why);
    }
  }

  private void supersede(@Nullable OpenPoll older, OpenPoll newer) {
    if (older == null || older.isClosed()) {
      return;
    }
    long now = clockMillis.getAsLong();
    boolean hold = older.takeovers().wouldBeThirdWithin(TAKEOVER_SPAN_MILLIS, now);
    newer.takeovers(older.takeovers().and(now));
    end(
        older,
        new Refusal(
            ErrorCode.SUPERSEDED, "A newer poll of this client took the place of this one."),
        hold);
  }

  private void end(OpenPoll poll, Refusal why, boolean hold) {
    poll.end(why);
    if (!notifier.unpark(poll)) {
      return; // it is being read or answered right now and sees that it has ended
    }
    if (hold) {
      notifier.hold(
          new HeldRefusal(clockMillis.getAsLong() + TAKEOVER_HELD_MILLIS, () -> refuse(poll)));
    } else {
      refuse(poll);
    }
  }

  /**
   * Ends a client's open polls with {@code disconnected} and forgets its places.
   *
   * @return false if there was no such client
   */
  public boolean disconnect(Owner owner) {
    List<OpenPoll> polls = open.removeAll(owner);
    polls.forEach(poll ->
        end(poll, new Refusal(ErrorCode.DISCONNECTED, "This client was disconnected."), false));
    boolean hadPlaces = places.forget(owner);
    boolean wasThere = presence.forget(owner);
    return !polls.isEmpty() || hadPlaces || wasThere;
  }

  /** Ends the polls of every client of that id, whoever it belongs to; false if there was none. */
  public boolean disconnectAll(ClientId client) {
    boolean any = false;
    Set<Owner> owners = new HashSet<>(open.owners(client)); // who is there is not all remembered
    owners.addAll(presence.clients(owner -> owner.clientId().equals(client)));
    for (Owner owner : owners) {
      any |= disconnect(owner);
    }
    boolean guest = disconnect(Owner.guest(client));
    return any || guest;
  }

  /**
   * Wakes those who wait for these events, and has those looked at whose rights they change. Called
   * in the log's order, after the facts and the tail have them.
   */
  public void publish(Applied.Batch batch) {
    Concerned concerned = Concerned.by(batch);
    if (concerned.deletions()) {
      reader.forgetReplies();
    }
    notifier.publish(batch);
    concerned.nameKeys().forEach(nameKey -> open.ofName(nameKey).forEach(this::recheck));
    concerned.addresses().forEach(address -> open.from(address).forEach(this::recheck));
  }

  private void recheck(OpenPoll poll) {
    poll.recheck();
    if (notifier.unpark(poll)) {
      executor.execute(() -> wokenWhereItMayWait(poll));
    }
  }

  /** Answers those whose deadline has come. Called by one thread, about ten times a second. */
  public void tick() {
    long now = clockMillis.getAsLong();
    tickMillis = now;
    notifier.tick();
    if (now - tidiedMillis >= TIDY_EVERY_MILLIS) {
      tidiedMillis = now;
      open.tidy();
    }
  }

  /**
   * Answers every open poll, and from now on every new one at once, telling each when to come back.
   */
  public void drain() {
    draining = true;
    notifier.drain();
  }

  /** How many polls are parked: each has found its place and waits. */
  public int waiting() {
    return notifier.parked();
  }

  /** How many clients are remembered for what they have open, or had a moment ago. */
  int clientsRemembered() {
    return open.clients();
  }

  private long retryAfterMillis() {
    return random.nextInt(RETURN_MIN_MILLIS, RETURN_MAX_MILLIS);
  }
}
