package chat.parley.server.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The account of one run: what happened how often, whether the server is up, and what went wrong.
 *
 * <p>Safe for all threads. Whoever finds the contract broken writes it here; the run ends with it.
 */
final class Ledger {
  private static final int BREACHES_KEPT = 20;

  private final List<String> breaches = new CopyOnWriteArrayList<>();
  private final AtomicInteger life = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LongAdder acks = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder acksOverKills = new LongAdder();
  private final LongAdder duplicatesAfterLoss = new LongAdder();
  private final LongAdder duplicatesAsked = new LongAdder();
  private final LongAdder polls = new LongAdder();
  private final LongAdder cutPolls = new LongAdder();
  private final LongAdder kills = new LongAdder();
  private final LongAdder killsWhileStarting = new LongAdder();
  private final LongAdder caughtInFlight = new LongAdder();
  private final AtomicInteger turnsInFlight = new AtomicInteger();
  private final LongAdder turnsCaught = new LongAdder();
  private final LongAdder turns = new LongAdder();
  private final LongAdder turnsOverKills = new LongAdder();
  private final LongAdder gaveUpDone = new LongAdder();
  private final LongAdder gaveUpNotDone = new LongAdder();
  private final LongAdder looks = new LongAdder();
  private final LongAdder sendsTurnedAway = new LongAdder();
  private volatile int lastKilledLife;
  private volatile String lastRetry = "none";
  private volatile boolean visitorsClosing;
  private volatile boolean sendersClosing;
  private volatile boolean followersClosing;

  /** The count of starts and ends of the server: odd while it is up. */
  int life() {
    return life.get();
  }

  void serverUp() {
    int now = life.incrementAndGet();
    if (now % 2 == 0) {
      throw new IllegalStateException("the server was up already");
    }
  }

  /** The server, which was up, is about to be killed. */
  void serverKilled() {
    caughtInFlight.add(inFlight.get());
    turnsCaught.add(turnsInFlight.get());
    lastKilledLife = life();
    serverStopped();
    kills.increment();
  }

  void serverKilledWhileStarting() {
    killsWhileStarting.increment();
  }

  void serverStopped() {
    int now = life.incrementAndGet();
    if (now % 2 == 1) {
      throw new IllegalStateException("the server was down already");
    }
  }

  void sendStarted() {
    inFlight.incrementAndGet();
  }

  void sendEnded() {
    inFlight.decrementAndGet();
  }

  int inFlight() {
    return inFlight.get();
  }

  /** A send brought no acknowledgement and will be repeated. */
  void retried(String why) {
    retries.increment();
    lastRetry = why;
  }

  /** Why the latest send brought no acknowledgement. */
  String lastRetry() {
    return lastRetry;
  }

  /** A draft is acknowledged that was first sent in the given life of the server. */
  void acknowledged(int firstLife, boolean duplicate) {
    acks.increment();
    if (isOverKill(firstLife)) {
      acksOverKills.increment();
    }
    if (duplicate) {
      duplicatesAfterLoss.increment();
    }
  }

  private boolean isOverKill(int firstLife) {
    return firstLife % 2 == 1 && lastKilledLife >= firstLife;
  }

  void turnStarted() {
    turnsInFlight.incrementAndGet();
  }

  void turnEnded() {
    turnsInFlight.decrementAndGet();
  }

  int turnsInFlight() {
    return turnsInFlight.get();
  }

  /** A coming or going is settled that was first asked for in the given life of the server. */
  void turned(int firstLife) {
    turns.increment();
    if (isOverKill(firstLife)) {
      turnsOverKills.increment();
    }
  }

  /** A coming or going was asked for once, not answered and not asked for again. */
  void gaveUp(boolean done) {
    (done ? gaveUpDone : gaveUpNotDone).increment();
  }

  long turns() {
    return turns.sum();
  }

  long turnsOverKills() {
    return turnsOverKills.sum();
  }

  /** A private room was looked for in all ways. */
  void looked() {
    looks.increment();
  }

  /** A message was refused because its sender is not in the room. */
  void turnedAway() {
    sendsTurnedAway.increment();
  }

  /** A draft acknowledged before was sent again on purpose and answered as a duplicate. */
  void duplicateAsked() {
    duplicatesAsked.increment();
  }

  long acks() {
    return acks.sum();
  }

  long acksOverKills() {
    return acksOverKills.sum();
  }

  void polled() {
    polls.increment();
  }

  void pollCut() {
    cutPolls.increment();
  }

  void closeVisitors() {
    visitorsClosing = true;
  }

  /** Those who come and go come in for good. */
  boolean visitorsClosing() {
    return visitorsClosing;
  }

  void closeSenders() {
    sendersClosing = true;
  }

  /** Senders finish the message in hand and stop. */
  boolean sendersClosing() {
    return sendersClosing;
  }

  void closeFollowers() {
    followersClosing = true;
  }

  /** Nothing more will be sent: followers stop at the first poll that waits in vain. */
  boolean followersClosing() {
    return followersClosing;
  }

  void breach(String what) {
    if (breaches.size() < BREACHES_KEPT) {
      breaches.add(what);
    }
  }

  /** Fails as soon as someone found the contract broken. */
  void requireNoBreach() {
    if (!breaches.isEmpty()) {
      throw new AssertionError(String.join(System.lineSeparator(), breaches));
    }
  }

  String summary() {
    return ("%d kills (%d sends in flight) and %d while starting, %d acks (%d over a kill), %d"
            + " retries, %d duplicates after a lost answer and %d asked for, %d polls (%d cut);"
            + " %d comings and goings (%d in flight at a kill, %d over a kill, %d given up and done,"
            + " %d given up and not), %d looks, %d sends turned away")
        .formatted(
            kills.sum(),
            caughtInFlight.sum(),
            killsWhileStarting.sum(),
            acks.sum(),
            acksOverKills.sum(),
            retries.sum(),
            duplicatesAfterLoss.sum(),
            duplicatesAsked.sum(),
            polls.sum(),
            cutPolls.sum(),
            turns.sum(),
            turnsCaught.sum(),
            turnsOverKills.sum(),
            gaveUpDone.sum(),
            gaveUpNotDone.sum(),
            looks.sum(),
            sendsTurnedAway.sum());
  }
}
