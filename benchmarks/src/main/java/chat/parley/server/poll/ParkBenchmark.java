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
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Parking and waking, without reading and replying: of one waiter among so many in a room. */
@State(Scope.Benchmark)
public class ParkBenchmark extends Measured {
  private static final int WAITERS = 1_000;
  private static final long DEADLINE_MILLIS = 25_000;

  /** How many rooms they are spread over. */
  @Param({"1", "50"})
  public int rooms = 1;

  private final Notifier notifier =
      new Notifier(Runnable::run, () -> 0, new PollMetrics(new Metrics()).woken());
  private Sleeper[] sleepers = {};
  private long seq;

  private static final EventLoop AT_ONCE =
      pieces -> {
        boolean more = true;
        while (more) {
          more = pieces.next();
        }
      };

  private static final class Sleeper extends Waiter {
    private final List<String> keys;

    Sleeper(String room) {
      super(DEADLINE_MILLIS);
      keys = List.of(room);
    }

    @Override
    List<String> keys() {
      return keys;
    }

    @Override
    EventLoop loop() {
      return AT_ONCE;
    }

    @Override
    void woken(Wake why) {}
  }

  @Setup
  public void come() {
    sleepers =
        Stream.iterate(0, i -> i + 1)
            .limit(WAITERS)
            .map(i -> new Sleeper("room" + i % rooms))
            .toArray(Sleeper[]::new);
  }

  @Benchmark
  @OperationsPerInvocation(WAITERS)
  public void parkAndWake() {
    for (Sleeper sleeper : sleepers) {
      sleeper.examined(seq);
      if (!notifier.park(sleeper)) {
        throw new IllegalStateException("There is no news yet");
      }
    }
    for (int room = 0; room < rooms; room++) {
      seq++;
      notifier.publish(news("room" + room, seq));
    }
    if (notifier.parked() != 0) {
      throw new IllegalStateException("All have news");
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
