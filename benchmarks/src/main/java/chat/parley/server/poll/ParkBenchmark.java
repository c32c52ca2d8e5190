package chat.parley.server.poll;

import chat.parley.bench.step.Measured;
import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import chat.parley.server.event.Applied;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.Place;
import chat.parley.server.metrics.Metrics;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Parking and waking, without reading and replying: of one waiter among so many. Each thread is a
 * loop with waiters and rooms of its own, all in one server: {@code -t 2} is two of them.
 */
@State(Scope.Thread)
public class ParkBenchmark extends Measured {
  private static final int WAITERS = 1_000;
  private static final long DEADLINE_MILLIS = 25_000;

  /** How many rooms they are spread over. */
  @Param({"1", "50"})
  public int rooms = 1;

  private List<String> names = List.of();
  private Sleeper[] sleepers = {};
  private long seq;

  /** What the loops share. */
  @State(Scope.Benchmark)
  public static class Server {
    private final Notifier notifier =
        new Notifier(Runnable::run, () -> 0, new PollMetrics(new Metrics()).woken());
  }

  private static final EventLoop AT_ONCE =
      pieces -> {
        boolean more = true;
        while (more) {
          more = pieces.next();
        }
      };

  private static final class Sleeper extends Waiter {
    private final List<String> keys;
    private final Timed timed = Timed.of(this);
    private boolean isWoken;

    Sleeper(String room) {
      super(DEADLINE_MILLIS);
      keys = List.of(room);
    }

    @Override
    List<String> keys() {
      return keys;
    }

    @Override
    Timed timed() {
      return timed;
    }

    @Override
    EventLoop loop() {
      return AT_ONCE;
    }

    @Override
    void woken(Wake why) {
      isWoken = true;
    }
  }

  @Setup
  public void come(ThreadParams loop) {
    names = IntStream.range(0, rooms).mapToObj(i -> loop.getThreadIndex() + "room" + i).toList();
    sleepers =
        IntStream.range(0, WAITERS)
            .mapToObj(i -> new Sleeper(names.get(i % rooms)))
            .toArray(Sleeper[]::new);
  }

  @Benchmark
  @OperationsPerInvocation(WAITERS)
  public void parkAndWake(Server server) {
    for (Sleeper sleeper : sleepers) {
      sleeper.examined(Long.MAX_VALUE); // loops do not count together: news is news by coming
      sleeper.isWoken = false;
      if (!server.notifier.park(sleeper)) {
        throw new IllegalStateException("There is no news yet");
      }
    }
    for (String name : names) {
      seq++;
      server.notifier.publish(news(name, seq));
    }
    for (Sleeper sleeper : sleepers) {
      if (!sleeper.isWoken) {
        throw new IllegalStateException("All have news");
      }
    }
  }

  private static Applied.Batch news(String room, long seq) {
    RoomEvent event =
        new RoomEvent(
            room,
            seq,
            new UUID(0, seq),
            Actor.guest(SenderName.of("alice")),
            new Timestamp(0),
            new RoomBody.MessagePosted("coffee"),
            null,
            Bytes32.ZERO);
    return new Applied.Batch(
        List.of(new Applied(new Place(seq, 0), new Outcome.Accepted(event), true)));
  }
}
