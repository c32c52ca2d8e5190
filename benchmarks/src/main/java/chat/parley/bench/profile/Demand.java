package chat.parley.bench.profile;

import chat.parley.bench.load.Connection;
import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.load.Response;
import chat.parley.bench.subject.Running;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Requests of many people, of whom each uses a connection that has nothing to do. They come one
 * after the answer to the other, or so many a second whatever the answers. A refusal by 503 is
 * counted, and must say when to come back; no other is expected.
 */
final class Demand {
  private static final int CONNECTING_MAX = 64;

  private static final int PATIENCE_SECONDS = 60;
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final long GATHER_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LoadLoop loop;
  private final Running server;
  private final int connectionsMax;
  private final IntFunction<byte[]> requests;
  private final Outcome outcome;

  // The load's thread only.
  private final Deque<Visitor> free = new ArrayDeque<>();
  private int connections;
  private int next;
  private int waiting;
  private boolean closedLoop;
  private long endNanos;
  private Tally tally = new Tally();
  private CompletableFuture<Tally> done = new CompletableFuture<>();

  /** Told of each request that was answered and not refused. */
  @FunctionalInterface
  interface Outcome {
    void answered(int number, long sentNanos, long answeredNanos);
  }

  /** What came of the requests of some time. */
  static final class Tally {
    final Samples answered = new Samples();
    final Samples shed = new Samples();
    int asked;
    int heldBack;
    int cutOff;
    long lastBadNanos;
  }

  /**
   * Nobody yet.
   *
   * @param connectionsMax when all these wait for an answer, whoever else would ask cannot
   */
  Demand(
      LoadLoop loop,
      Running server,
      int connectionsMax,
      IntFunction<byte[]> requests,
      Outcome outcome) {
    this.loop = loop;
    this.server = server;
    this.connectionsMax = connectionsMax;
    this.requests = requests;
    this.outcome = outcome;
  }

  /** All who may ask later come in, and each asks once. */
  Tally gather() {
    return run(
        0,
        () -> {
          closedLoop = false;
          gatherSome();
        });
  }

  private void gatherSome() {
    for (int i = 0; i < CONNECTING_MAX && connections < connectionsMax; i++) {
      tally.asked++;
      come();
    }
    if (connections < connectionsMax) {
      waiting++; // for those that follow
      loop.at(
          System.nanoTime() + GATHER_TICK_NANOS,
          () -> {
            waiting--;
            gatherSome();
          });
    }
  }

  /** So many people ask for some seconds, each again when it has its answer. */
  Tally closed(int people, int seconds) {
    return run(
        seconds,
        () -> {
          closedLoop = true;
          for (int i = 0; i < people; i++) {
            ask();
          }
        });
  }

  /** So many ask in each second for some seconds; returns when all who asked have an answer. */
  Tally open(double perSecond, int seconds) {
    return run(
        seconds,
        () -> {
          closedLoop = false;
          offer(System.nanoTime(), perSecond, 0);
        });
  }

  private Tally run(int seconds, Runnable begin) {
    CompletableFuture<Tally> result = new CompletableFuture<>();
    loop.run(() -> {
      tally = new Tally();
      done = result;
      endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      loop.at(endNanos, this::finishIfOver);
      begin.run();
    });
    return loop.await(result, seconds + PATIENCE_SECONDS);
  }

  private void offer(long beganNanos, double perSecond, long offered) {
    long now = System.nanoTime();
    if (now - endNanos >= 0) {
      return;
    }
    long due = (long) ((now - beganNanos) * perSecond / TimeUnit.SECONDS.toNanos(1));
    for (long i = offered; i < due; i++) {
      ask();
    }
    loop.at(now + TICK_NANOS, () -> offer(beganNanos, perSecond, due));
  }

  private void ask() {
    Visitor visitor = free.poll();
    tally.asked++;
    if (visitor != null) {
      waiting++;
      visitor.ask();
    } else if (connections < connectionsMax) {
      come();
    } else {
      tally.heldBack++;
    }
  }

  private void come() {
    connections++;
    waiting++;
    loop.connect(server.address(), new Visitor());
  }

  private void finishIfOver() {
    if (waiting == 0 && System.nanoTime() - endNanos >= 0) {
      done.complete(tally);
    }
  }

  private final class Visitor implements Connection.Client {
    private @Nullable Connection connection;
    private boolean asking = true;
    private int number;
    private long sentNanos = System.nanoTime(); // the way in counts

    @Override
    public void connected(Connection opened) {
      connection = opened;
      send();
    }

    void ask() {
      asking = true;
      sentNanos = System.nanoTime();
      send();
    }

    private void send() {
      number = next++;
      Objects.requireNonNull(connection).send(requests.apply(number));
    }

    @Override
    public void answered(Connection opened, Response response, long nanos) {
      asking = false;
      waiting--;
      if (response.status() == OK) {
        tally.answered.add(nanos - sentNanos);
        outcome.answered(number, sentNanos, nanos);
      } else if (response.status() == UNAVAILABLE && response.header("retry-after") != null) {
        tally.shed.add(nanos - sentNanos);
        tally.lastBadNanos = nanos;
      } else {
        throw new IllegalStateException("Not an answer, nor when to come back: " + response);
      }
      free.push(this);
      if (closedLoop && System.nanoTime() - endNanos < 0) {
        Demand.this.ask();
      }
      finishIfOver();
    }

    @Override
    public void failed(Connection opened, String why) {
      connections--;
      if (asking) {
        waiting--;
        tally.cutOff++;
        tally.lastBadNanos = System.nanoTime();
        finishIfOver();
      } else {
        free.remove(this); // a server may close what is idle
      }
    }
  }
}
