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

/** The people of the run: eight who write and eight who read, each on a thread of its own. */
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
  private static final Duration END_LIMIT = Duration.ofSeconds(60);

  private final Ledger ledger;
  private final List<Sender> senders = new ArrayList<>();
  private final List<Follower> followers = new ArrayList<>();
  private final List<Future<Boolean>> sending = new ArrayList<>();
  private final List<Future<Boolean>> following = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Load(ChatClient client, Ledger ledger, Random random) {
    this.ledger = ledger;
    for (String name : SENDERS) {
      int pause = senders.size() % 2 == 0 ? HURRIED_PAUSE_MILLIS : CALM_PAUSE_MILLIS;
      senders.add(new Sender(name, ROOMS, pause, client, ledger, new Random(random.nextLong())));
    }
    for (Plan plan : PLANS) {
      followers.add(new Follower(plan, client, ledger, new Random(random.nextLong())));
    }
  }

  int followers() {
    return followers.size();
  }

  void beginFollowing() {
    for (Follower follower : followers) {
      following.add(begin("follower " + follower.plan().name(), follower::run));
    }
  }

  void beginSending() {
    for (Sender sender : senders) {
      sending.add(begin("sender " + sender.name(), sender::run));
    }
  }

  /** Ends the senders when each has its last acknowledgement, then the followers. */
  void finish() throws InterruptedException, ExecutionException, TimeoutException {
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
    return followers.stream().map(this::witness).toList();
  }

  private Witness witness(Follower follower) {
    Set<String> followed =
        ROOMS.stream().filter(follower.plan()::follows).collect(Collectors.toUnmodifiableSet());
    return new Witness(follower.plan().name(), followed, follower.seen());
  }

  private interface Work {
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
