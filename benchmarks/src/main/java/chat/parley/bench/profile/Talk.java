package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.subject.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Rooms of a server in which messages are due at a steady rate, whether or not those before them
 * have come (an open model: what waits behind a slow one counts too).
 */
final class Talk implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;
  private static final int DUE_KEPT = 1 << 12; // a room's messages that may be on their way

  private final String server;
  private final LoadLoop loop;
  private final Running running;
  private final Crowd crowd;
  private final List<Sender> senders = new ArrayList<>();
  private final int members;

  // The load's thread only.
  private final long[][] due;
  private Samples delays = new Samples();
  private long outstanding;
  private boolean measuring;
  private boolean sendingIsOver;
  private CompletableFuture<Samples> done = new CompletableFuture<>();

  /** What some seconds of it took: from when a message was due to when a client had it. */
  record Slice(Samples delays, double cpuSeconds) {}

  Talk(String server, LoadLoop loop, Running running, int rooms, int members) {
    this.server = server;
    this.loop = loop;
    this.running = running;
    this.members = members;
    due = new long[rooms][DUE_KEPT];
    crowd = new Crowd(loop, running, rooms * members, rooms);
    crowd.gather();
    for (int room = 0; room < rooms; room++) {
      senders.add(Sender.open(loop, running, room, Crowd.name(room)));
    }
    loop.call(() -> {
      crowd.listen(this::arrived);
      return true;
    });
    crowd.prime(senders);
  }

  String server() {
    return server;
  }

  /** Talks for some seconds, and waits until all of it has come. */
  Slice go(int sendsPerSecond, int seconds) {
    CompletableFuture<Samples> result = new CompletableFuture<>();
    double cpu = running.cpuSeconds();
    loop.run(() -> {
      done = result;
      delays = new Samples();
      measuring = true;
      sendingIsOver = false;
      long now = System.nanoTime();
      send(now, 0, sendsPerSecond * seconds, TimeUnit.SECONDS.toNanos(1) / sendsPerSecond);
    });
    Samples found = loop.await(result, seconds + PATIENCE_SECONDS);
    return new Slice(found, running.cpuSeconds() - cpu);
  }

  private void send(long began, int from, int count, long everyNanos) {
    int next = from;
    while (next < count && began + next * everyNanos - System.nanoTime() <= 0) {
      int room = next % senders.size();
      int number = senders.get(room).send();
      due[room][number % DUE_KEPT] = began + next * everyNanos;
      outstanding += members;
      next++;
    }
    if (next == count) {
      sendingIsOver = true;
      endIfAllCame();
    } else {
      int following = next;
      loop.at(began + next * everyNanos, () -> send(began, following, count, everyNanos));
    }
  }

  private void arrived(int room, int number, long nanos) {
    if (measuring) {
      delays.add(nanos - due[room][number % DUE_KEPT]);
      outstanding--;
      endIfAllCame();
    }
  }

  private void endIfAllCame() {
    if (sendingIsOver && outstanding == 0 && measuring) {
      measuring = false;
      done.complete(delays);
    }
  }

  /** Fails if anything was lost, doubled or reordered at any client. */
  void check() {
    crowd.faults(senders.stream().mapToInt(Sender::last).toArray()).failIfAny(server);
  }

  @Override
  public void close() {
    running.close();
  }
}
