package chat.parley.server.fault;

import chat.parley.server.fault.Follower.Mark;
import chat.parley.server.fault.Follower.Plan;
import chat.parley.server.fault.Follower.Start;
import chat.parley.server.fault.Verdict.Witness;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The people of the run, each on a thread of its own: those who write, those who read, those who
 * come into private rooms and go out of them, and those who look for these from outside.
 */
final class Load implements AutoCloseable {
  static final List<String> ROOMS = List.of("attic", "cellar", "kitchen");

  /** The room that has a message before anyone follows; the others begin unknown. */
  static final String OPENED_ROOM = "kitchen";

  private static final List<String> SENDERS =
      List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi");

  private static final List<Plan> PLANS =
      List.of(
          new Plan("all-wide", List.of("*"), 500, Mark.CURSOR, Start.HISTORY),
          new Plan("all-narrow", List.of("*"), 7, Mark.CURSOR, Start.HISTORY),
          new Plan("kitchen", List.of("kitchen"), 2, Mark.CURSOR, Start.HISTORY),
          new Plan("cellar", List.of("cellar"), 100, Mark.CURSOR, Start.FIRST_POLL),
          new Plan("kitchen-attic", List.of("kitchen", "attic"), 5, Mark.CURSOR, Start.HISTORY),
          new Plan("attic-cellar", List.of("attic", "cellar"), 250, Mark.CURSOR, Start.HISTORY),
          new Plan("seed", List.of("kitchen"), 100, Mark.LAST_MESSAGE_ID, Start.HISTORY),
          new Plan("seed-new", List.of("cellar"), 100, Mark.LAST_MESSAGE_ID, Start.FIRST_POLL));

  private static final int HURRIED_PAUSE_MILLIS = 4;
  private static final int CALM_PAUSE_MILLIS = 40;
  private static final int ACKS_AFTER_LAST_TURN = 40;
  private static final Duration END_LIMIT = Duration.ofSeconds(60);

  private final Ledger ledger;
  private final List<Sender> senders = new ArrayList<>();
  private final List<Follower> guests = new ArrayList<>();
  private final Comers comers;
  private final List<Future<Boolean>> sending = new ArrayList<>();
  private final List<Future<Boolean>> following = new ArrayList<>();
  private final List<Future<Boolean>> moving = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Load(ChatClient client, ClosedRooms closed, Ledger ledger, Random random) {
    this.ledger = ledger;
    List<String> names = new ArrayList<>(SENDERS);
    names.addAll(ClosedRooms.VISITORS);
    for (String name : names) {
      int pause = senders.size() % 2 == 0 ? HURRIED_PAUSE_MILLIS : CALM_PAUSE_MILLIS;
      ChatClient its = closed.tokens().containsKey(name) ? closed.as(name, client) : client;
      List<String> rooms = new ArrayList<>(ROOMS);
      rooms.addAll(closed.writtenInBy(name));
      senders.add(new Sender(name, rooms, pause, its, ledger, new Random(random.nextLong())));
    }
    for (Plan plan : PLANS) {
      guests.add(new Follower(plan, client, ledger, new Random(random.nextLong())));
    }
    comers = new Comers(client, closed, ledger, random);
  }

  int followers() {
    return guests.size() + comers.followers().size();
  }

  void beginFollowing() {
    guests.forEach(this::beginFollowing);
    comers.followers().forEach(this::beginFollowing);
  }

  private void beginFollowing(Follower follower) {
    following.add(begin("follower " + follower.plan().name(), follower::run));
  }

  /** Those who come and go begin too. */
  void beginSending() {
    for (Sender sender : senders) {
      sending.add(begin("sender " + sender.name(), sender::run));
    }
    for (Visitor visitor : comers.visitors()) {
      moving.add(begin("visitor " + visitor.visit(), visitor::run));
    }
    comers.outsiders().forEach((name, work) -> moving.add(begin("outsider " + name, work)));
  }

  /**
   * Ends those who come and go when they are in for good and something was written after that, then
   * the senders when each has its last acknowledgement, then the followers.
   */
  void finish() throws InterruptedException, ExecutionException, TimeoutException {
    ledger.closeVisitors();
    awaitEnd("every visitor in", moving);
    long acks = ledger.acks();
    Await.until("more is written", END_LIMIT, () -> ledger.acks() >= acks + ACKS_AFTER_LAST_TURN);
    ledger.closeSenders();
    awaitEnd("every message acknowledged", sending);
    ledger.closeFollowers();
    awaitEnd("every follower at the end", following);
  }

  Map<String, List<Receipt>> promised() {
    Map<String, List<Receipt>> promised = new LinkedHashMap<>();
    senders.forEach(sender -> promised.put(sender.name(), sender.receipts()));
    return promised;
  }

  List<Witness> witnesses() {
    List<Witness> witnesses = new ArrayList<>(guests.stream().map(Load::witness).toList());
    witnesses.addAll(comers.witnesses());
    return witnesses;
  }

  private static Witness witness(Follower guest) {
    Set<String> followed =
        ROOMS.stream().filter(guest.plan()::follows).collect(Collectors.toUnmodifiableSet());
    return new Witness(guest.plan().name(), followed, guest.seen());
  }

  Comings comings() {
    return comers.comings(senders.stream().flatMap(sender -> sender.refusals().stream()).toList());
  }

  /** What somebody does on a thread of its own. */
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  private Future<Boolean> begin(String who, Work work) {
    Callable<Boolean> watched =
        () -> {
          try {
            work.run();
            return true;
          } catch (RuntimeException | IOException e) {
            ledger.breach(who + ": " + trace(e));
            return false;
          }
        };
    return threads.submit(watched);
  }

  private void awaitEnd(String what, List<Future<Boolean>> tasks)
      throws InterruptedException, ExecutionException, TimeoutException {
    Await.until(
        what,
        END_LIMIT,
        () -> {
          ledger.requireNoBreach();
          return tasks.stream().allMatch(Future::isDone);
        });
    for (Future<Boolean> task : tasks) {
      if (!task.get(0, TimeUnit.SECONDS)) {
        ledger.requireNoBreach();
      }
    }
  }

  private static String trace(Exception e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
