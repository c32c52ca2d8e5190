package chat.parley.bench.profile;

import chat.parley.bench.load.Connection;
import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.load.Receipts;
import chat.parley.bench.load.Response;
import chat.parley.bench.subject.Dialect;
import chat.parley.bench.subject.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Clients that wait for the messages of rooms, spread evenly over them. What they received is
 * checked, message by message. Its state belongs to the load's thread.
 */
final class Crowd {
  private static final int CONNECTING_MAX = 256;
  private static final int GATHER_SECONDS = 120;
  private static final long PRIME_EVERY_NANOS = 300_000_000;

  /** What a server says to whom it cannot take in just now, and how long they wait. */
  private static final int TOO_MUCH = 503;

  private static final long COME_BACK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LoadLoop loop;
  private final List<Member> members = new ArrayList<>();
  private Running server;
  private Arrivals arrivals = (room, number, nanos) -> {};
  private @Nullable CompletableFuture<Boolean> gathered;
  private int toConnect;
  private int missingReady;
  private boolean scattered;

  /** Told each message at each client. */
  @FunctionalInterface
  interface Arrivals {
    /**
     * One client received a message.
     *
     * @param nanos when, by {@link System#nanoTime}
     */
    void arrived(int room, int number, long nanos);
  }

  Crowd(LoadLoop loop, Running server, int clients, int rooms) {
    this.loop = loop;
    this.server = server;
    for (int i = 0; i < clients; i++) {
      members.add(new Member(i % rooms, server.dialect().waiting(i, name(i % rooms))));
    }
  }

  static String name(int room) {
    return "room" + room;
  }

  /** On the load's thread. */
  void listen(Arrivals listener) {
    arrivals = listener;
  }

  /** Connects all, and waits until each has sent the request that is held. */
  void gather() {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    loop.run(() -> connectAll(done));
    loop.await(done, GATHER_SECONDS);
  }

  /** Closes all connections, as clients do that vanish. */
  void scatter() {
    loop.call(() -> {
      scattered = true;
      members.forEach(Member::leave);
      return true;
    });
  }

  /** The place where the server is now; the next {@link #gather} goes there. */
  void moveTo(Running restarted) {
    server = restarted;
  }

  private void connectAll(CompletableFuture<Boolean> done) {
    gathered = done;
    scattered = false;
    missingReady = members.size();
    toConnect = 0;
    for (int i = 0; i < Math.min(CONNECTING_MAX, members.size()); i++) {
      connectNext();
    }
  }

  private void connectNext() {
    if (toConnect < members.size()) {
      loop.connect(server.address(), members.get(toConnect++));
    }
  }

  private void ready() {
    missingReady--;
    CompletableFuture<Boolean> waiting = gathered;
    if (missingReady == 0 && waiting != null) {
      waiting.complete(true);
    }
  }

  /**
   * Sends to the rooms until each client has received something: a request that was sent may not be
   * held yet, and the first messages may miss some.
   */
  void prime(List<Sender> senders) {
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    loop.run(() -> prime(senders, begun));
    loop.await(begun, GATHER_SECONDS);
  }

  private void prime(List<Sender> senders, CompletableFuture<Boolean> begun) {
    boolean idle = senders.stream().allMatch(Sender::isIdle);
    if (idle && members.stream().allMatch(member -> member.receipts.begun())) {
      begun.complete(true);
      return;
    }
    if (idle) {
      senders.forEach(Sender::send);
    }
    loop.at(System.nanoTime() + PRIME_EVERY_NANOS, () -> prime(senders, begun));
  }

  /**
   * What was lost, doubled or reordered.
   *
   * @param last the number of the last message of each room
   */
  Faults faults(int[] last) {
    return loop.call(() -> {
      long missing = 0;
      long wrong = 0;
      for (Member member : members) {
        missing += member.receipts.missingUpTo(last[member.room]);
        wrong += member.receipts.doubledOrReordered();
      }
      return new Faults(missing, wrong);
    });
  }

  private final class Member implements Connection.Client {
    private final int room;
    private final Dialect.Waiting waiting;
    private final Receipts receipts = new Receipts();
    private @Nullable Connection connection;
    private boolean isReady;

    Member(int room, Dialect.Waiting waiting) {
      this.room = room;
      this.waiting = waiting;
    }

    void leave() {
      isReady = false;
      if (connection != null) {
        connection.close();
      }
    }

    @Override
    public void connected(Connection opened) {
      connection = opened;
      connectNext();
      ask(opened);
    }

    private void ask(Connection over) {
      boolean ready = waiting.isReady();
      over.send(waiting.next());
      if (ready && !isReady) {
        isReady = true;
        ready();
      }
    }

    @Override
    public void answered(Connection over, Response response, long nanos) {
      if (!isReady && response.status() == TOO_MUCH) {
        loop.at(System.nanoTime() + COME_BACK_NANOS, () -> ask(over)); // as the reply says
        return;
      }
      if (waiting.take(response)) {
        response.eachMessage(number -> {
          receipts.take(number);
          arrivals.arrived(room, number, nanos);
        });
      }
      ask(over);
    }

    @Override
    public void failed(Connection over, String why) {
      if (!scattered) {
        throw new IllegalStateException("A client that waits was cut off: " + why);
      }
    }
  }
}
