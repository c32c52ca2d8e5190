package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.subject.Running;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One room of a server with many who wait. The next message is sent when all of them, and the
 * sender, have their answer to the one before, so the server has no pause.
 */
final class FullRoom implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;

  private final String server;
  private final LoadLoop loop;
  private final Running running;
  private final Crowd crowd;
  private final Sender sender;

  // The load's thread only, but for what is told of a failure.
  private final long[] arrived;
  private int arrivals;
  private int current = -1;
  private boolean acknowledged;
  private long sentNanos;
  private long endNanos;
  private Tally tally = new Tally();
  private CompletableFuture<Tally> done = new CompletableFuture<>();

  /** Times from the moment before a message was sent, one of each a message. */
  static final class Tally {
    final Samples first = new Samples();
    final Samples median = new Samples();
    final Samples last = new Samples();
    final Samples sender = new Samples();
  }

  /**
   * What some seconds of it took.
   *
   * @param seconds by the clock
   * @param cpuSeconds of the server's processes
   * @param deliveries messages that came to a client
   */
  record Slice(Tally tally, double seconds, double cpuSeconds, long deliveries) {}

  FullRoom(String server, LoadLoop loop, Running running, int waiters) {
    this.server = server;
    this.loop = loop;
    this.running = running;
    crowd = new Crowd(loop, running, waiters, 1);
    arrived = new long[waiters];
    crowd.gather();
    sender = Sender.open(loop, running, 0, Crowd.name(0));
    loop.call(() -> {
      crowd.listen(this::arrived);
      sender.listen(this::acknowledged);
      return true;
    });
    crowd.prime(List.of(sender));
  }

  Crowd crowd() {
    return crowd;
  }

  /** Sends one more message, and waits until it is acknowledged; returns its number. */
  int sendOne() {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    loop.run(() -> {
      sender.listen((number, _, _) -> result.complete(number));
      sender.send();
    });
    return loop.await(result, PATIENCE_SECONDS);
  }

  /** The server is about to be killed. */
  void expectEnd() {
    loop.call(() -> {
      sender.expectEnd();
      return true;
    });
  }

  String server() {
    return server;
  }

  /** Keeps it busy for some seconds. */
  Slice work(int seconds) {
    CompletableFuture<Tally> result = new CompletableFuture<>();
    double cpu = running.cpuSeconds();
    long began = System.nanoTime();
    loop.run(() -> {
      done = result;
      tally = new Tally();
      endNanos = began + TimeUnit.SECONDS.toNanos(seconds);
      next();
    });
    Tally found;
    try {
      found = loop.await(result, seconds + PATIENCE_SECONDS);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "%s: %d of %d had message %d, which %s acknowledged"
              .formatted(server, arrivals, arrived.length, current, acknowledged ? "is" : "is not"),
          e);
    }
    return new Slice(
        found,
        Bench.secondsSince(began),
        running.cpuSeconds() - cpu,
        (long) found.last.count() * arrived.length);
  }

  private void next() {
    if (System.nanoTime() - endNanos >= 0) {
      current = -1;
      done.complete(tally);
      return;
    }
    arrivals = 0;
    acknowledged = false;
    sentNanos = System.nanoTime();
    current = sender.send();
  }

  private void arrived(int room, int number, long nanos) {
    if (number == current) {
      arrived[arrivals++] = nanos - sentNanos;
      nextIfComplete();
    }
  }

  private void acknowledged(int number, String id, long nanos) {
    if (number == current) {
      acknowledged = true;
      tally.sender.add(nanos - sentNanos);
      nextIfComplete();
    }
  }

  private void nextIfComplete() {
    if (acknowledged && arrivals == arrived.length) {
      tally.first.add(arrived[0]);
      tally.median.add(arrived[arrived.length / 2]);
      tally.last.add(arrived[arrived.length - 1]);
      next();
    }
  }

  /** Fails if anything was lost, doubled or reordered at any client. */
  void check() {
    crowd.faults(new int[] {sender.last()}).failIfAny(server);
  }

  @Override
  public void close() {
    running.close();
  }
}
