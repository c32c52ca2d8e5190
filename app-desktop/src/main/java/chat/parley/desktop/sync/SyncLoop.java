package chat.parley.desktop.sync;

import chat.parley.desktop.replica.PollReply;
import chat.parley.desktop.replica.ReplicaException;
import chat.parley.desktop.replica.RoomFacts;
import chat.parley.desktop.replica.ServerReplica;
import chat.parley.desktop.replica.ServerReplica.Because;
import chat.parley.desktop.sync.Lookout.EndedException;
import chat.parley.desktop.sync.Lookout.SleptException;
import chat.parley.desktop.sync.PollDecision.Next;
import chat.parley.model.ClientId;
import chat.parley.model.Limits;
import chat.parley.model.RoomName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one server: reconnects, polls, stores, and says how things stand, until it is cancelled.
 * What follows from what is in {@link PollTable}. It blocks the thread that runs it; {@link
 * #cancel} and {@link #tryNow} may be called by any.
 *
 * <p>An address of a local network can belong to another server tomorrow. So after each loss of the
 * connection the sender stays shut until this server's log has shown that it is the one that is
 * known: by knowing the newest message that is known here, or by taking the cursor. A server that
 * has been found to be that one and has no room for a poll is not lost: the sender stays open, and
 * asks by itself who is there where the last word of it is a few seconds old.
 */
public final class SyncLoop {
  private static final Logger log = LoggerFactory.getLogger(SyncLoop.class);
  private static final int LIMIT = Limits.POLL_ENTRIES_MAX;

  private final ServerApi api;
  private final ServerReplica replica;
  private final ClientId client;
  private final Surroundings around;
  private final Consumer<Link> links;
  private final Sender sender;
  private final Identity identity;
  private final Lookout lookout;
  private final PollTable table;
  private final SnapshotReader snapshots;
  private final CompletableFuture<?> mayConnect;

  private volatile Link shown = new Link.Connecting();
  // All of these are the loop's thread's own.
  private PollState state = PollState.first(Patience.FULL);
  private boolean begun;
  private boolean visited;
  private boolean connected;
  private boolean confirmed;
  private boolean polling; // what comes is the answer to a poll, and not to what is asked before
  private boolean hasPrivateRooms;
  private boolean roomsDue; // what the server's list of rooms says is to be read again
  private @Nullable String cursor;

  SyncLoop(
      ServerApi api,
      ServerReplica replica,
      ClientId client,
      Surroundings around,
      Consumer<Link> links,
      Sender sender,
      CompletableFuture<?> mayConnect) {
    this.api = api;
    this.replica = replica;
    this.client = client;
    this.around = around;
    this.links = links;
    this.sender = sender;
    this.mayConnect = mayConnect;
    this.identity = new Identity(api, replica);
    this.lookout = new Lookout(around);
    this.table = new PollTable(around.random());
    this.snapshots = new SnapshotReader(api, lookout);
  }

  /** Follows the server until it is cancelled. */
  public void run() {
    try {
      boolean going = true;
      while (going) {
        step();
      }
    } catch (EndedException e) {
      log.debug("The poll loop was ended");
    } finally {
      sender.shut();
    }
  }

  /** Ends the loop and the poll it holds. */
  public void cancel() {
    lookout.cancel();
  }

  /** Ends any wait: the next attempt begins now. */
  void tryNow() {
    lookout.nudge();
  }

  /** There is a sign that the server is gone: the poll that is held is given up. */
  void suspect() {
    lookout.startle();
  }

  boolean isOnline() {
    return shown instanceof Link.Online;
  }

  private void step() {
    PollOutcome outcome = attempt();
    PollDecision decision = table.decide(state, shown, outcome, around.clock().instant());
    boolean stays =
        outcome instanceof PollOutcome.Answered || decision.next() instanceof Next.ReadRooms;
    if (!(stays && decision.link() instanceof Link.Online)) {
      connected = false;
      if (!hasNoRoom(outcome)) {
        sender.shut();
      }
    }
    if (outcome instanceof PollOutcome.Slept) {
      sender.giveUp();
    }
    if (!decision.state().patience().equals(state.patience())) {
      var _ = replica.patience(decision.state().patience().seconds());
    }
    state = decision.state();
    show(decision.link());
    switch (decision.next()) {
      case Next.Again _ -> {}
      case Next.StartOver over -> {
        cursor = null;
        pause(over.after());
      }
      case Next.ReadRooms read -> {
        roomsDue = true;
        pause(read.after());
      }
      case Next.Wait wait -> pause(wait.duration());
      case Next.Stop _ -> {
        lookout.pauseUntilNudged();
        state = PollState.first(state.patience());
        show(new Link.Connecting());
      }
    }
  }

  /** Whether the server that is known only has no room for a poll now: a message it may take. */
  private boolean hasNoRoom(PollOutcome outcome) {
    return polling && outcome instanceof PollOutcome.Refused refused && refused.isPassing();
  }

  private void pause(Duration duration) {
    if (lookout.pause(duration)) {
      state = state.fresh();
    }
  }

  private void show(Link link) {
    if (!link.equals(shown)) {
      shown = link;
      links.accept(link);
    }
  }

  private PollOutcome attempt() {
    polling = false;
    try {
      if (!begun) {
        begin();
        lookout.await(mayConnect);
      }
      if (!connected) {
        connect();
      }
      if (roomsDue) {
        readRooms();
      }
      return poll();
    } catch (SleptException e) {
      return new PollOutcome.Slept();
    } catch (ExecutionException e) {
      return outcome(e);
    } catch (EndedException e) {
      throw e;
    } catch (RuntimeException e) {
      return outcome(e);
    }
  }

  private void readRooms() throws ExecutionException, SleptException {
    List<RoomFacts> rooms = lookout.await(api.rooms()).rooms();
    lookout.await(replica.listed(rooms));
    roomsDue = false;
    hasPrivateRooms = rooms.stream().anyMatch(room -> RoomName.isPrivate(room.room()));
  }

  private static PollOutcome outcome(Exception thrown) {
    return switch (CallFailure.cause(thrown)) {
      case CallFailure call -> call.failure();
      case ReplicaException closed when closed.kind() == ReplicaException.Kind.CLOSED ->
          throw new EndedException();
      case ReplicaException trouble -> new PollOutcome.NotKept(trouble.detail());
      case null, default -> {
        log.error("An attempt to poll failed by a defect; it is tried again", thrown);
        yield new PollOutcome.NotKept("This app has a fault; its log says more.");
      }
    };
  }

  private void begin() throws ExecutionException, SleptException {
    ServerReplica.Place place = lookout.await(replica.begin());
    Integer patience = place.patienceSeconds();
    state = PollState.first(patience == null ? Patience.FULL : Patience.of(patience));
    cursor = place.cursor();
    visited = cursor != null;
    begun = true;
    links.accept(shown);
  }

  private void connect() throws ExecutionException, SleptException {
    if (cursor == null) {
      sender.shut();
      startOver();
    } else {
      Identity.Answer answer = lookout.await(identity.ask());
      confirmed = answer == Identity.Answer.SAME;
      if (!confirmed) {
        sender.shut();
      }
      if (answer == Identity.Answer.ANOTHER) {
        startOver(Because.ANOTHER_SERVER);
      }
    }
    connected = true;
    // Whoever was taken out of a room meanwhile is told so by nothing else.
    roomsDue |= replica.token() != null;
    state = state.reached();
    if (confirmed) {
      sender.open();
      sender.tryNow(); // it may have been open, with messages that the server had no room for
    }
    show(new Link.Online());
  }

  private void startOver() throws ExecutionException, SleptException {
    if (!visited) {
      startOver(Because.FIRST_VISIT);
    } else {
      boolean same = lookout.await(identity.ask()) == Identity.Answer.SAME;
      startOver(same ? Because.SET_BACK : Because.ANOTHER_SERVER);
    }
  }

  private void startOver(Because because) throws ExecutionException, SleptException {
    var snapshot = snapshots.read();
    lookout.await(replica.startOver(snapshot, because));
    cursor = snapshot.cursor();
    visited = true;
    confirmed = true;
  }

  private PollOutcome poll() throws ExecutionException, SleptException {
    String from = cursor;
    if (from == null) {
      throw new IllegalStateException("A poll without a place to poll from");
    }
    int asked =
        confirmed ? state.patience().next(around.random()) : Limits.POLL_TIMEOUT_MIN_SECONDS;
    long begunNanos = around.monotonicNanos().getAsLong();
    polling = true;
    PollReply reply = lookout.await(api.poll(client, from, asked, LIMIT));
    polling = false;
    Duration held = Duration.ofNanos(around.monotonicNanos().getAsLong() - begunNanos);
    if (Boolean.TRUE.equals(reply.reset())) {
      sender.shut();
      startOver();
    } else {
      // Whoever is taken out of a room between two polls is told so by nothing but the list.
      roomsDue |=
          lookout.await(replica.apply(reply, LIMIT)) || (reply.timeout() && hasPrivateRooms);
      cursor = reply.cursor();
      confirmed = true;
    }
    sender.open();
    return new PollOutcome.Answered(reply, asked, held);
  }
}
