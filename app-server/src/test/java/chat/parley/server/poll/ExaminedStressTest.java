package chat.parley.server.poll;

import static chat.parley.server.testing.Cast.posted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.parley.server.event.Applied;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.testing.Await;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Waiters that park in a loop while events are published and deadlines pass on other threads: what
 * they are said to have examined has nothing for them that they have not read.
 */
class ExaminedStressTest {
  private static final int EVENTS = 120_000;
  private static final int WAITERS = 40;
  private static final List<String> ROOMS = List.of("attic", "cellar", "hall", "kitchen", "porch");

  private final String[] roomOf = new String[EVENTS + 3]; // written before the head shows it
  private final AtomicLong head = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();
  private final BlockingQueue<EventLoop.Pieces> loop = new LinkedBlockingQueue<>();
  private final List<String> missed = new ArrayList<>(); // touched by the loop's thread
  private final Map<Waiter.Wake, Integer> skipped = new EnumMap<>(Waiter.Wake.class); // likewise
  private final AtomicLong millis = new AtomicLong();
  private final EventLoop eventLoop = loop::add;
  private volatile @Nullable Throwable failure;
  private final ExecutorService workers = Executors.newFixedThreadPool(4);
  private final Notifier notifier =
      new Notifier(workers, millis::get, new PollMetrics(new Metrics()).woken());

  /** Whose readings follow one another. */
  private static final class Reader extends Timed {
    private volatile List<Reading> newest = List.of();

    @Override
    List<Reading> waiters() {
      return newest;
    }
  }

  private final class Reading extends Waiter {
    private final Reader reader;
    private final List<String> keys;
    private long readTo;

    Reading(Reader reader, List<String> keys, long readTo) {
      super(millis.get() + 1 + ThreadLocalRandom.current().nextInt(5_000));
      this.reader = reader;
      this.keys = keys;
      this.readTo = readTo;
      reader.newest = List.of(this);
    }

    @Override
    Timed timed() {
      return reader;
    }

    @Override
    List<String> keys() {
      return keys;
    }

    @Override
    EventLoop loop() {
      return eventLoop;
    }

    @Override
    void woken(Wake why) {
      for (long seq = readTo + 1; seq <= examinedSeq(); seq++) {
        var _ = skipped.merge(why, 1, Integer::sum);
        if (keys.contains(roomOf[(int) seq])) {
          missed.add(keys + " missed " + seq + ", woken by " + why);
        }
      }
      Reading next = why == Wake.DEADLINE ? new Reading(reader, keys, readTo) : this;
      if (ThreadLocalRandom.current().nextBoolean()) {
        next.readOrPark();
      } else {
        workers.execute(next::readOrPark); // as where it has to wait for the disk
      }
    }

    void readOrPark() {
      boolean parked = false;
      while (!parked && !over.get()) {
        readTo = head.get();
        examined(readTo);
        parked = notifier.park(this);
      }
    }
  }

  private void runLoop() {
    try {
      EventLoop.Pieces pieces = loop.take();
      while (!over.get()) {
        if (!pieces.next()) {
          pieces = loop.take();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable t) { // which the test is told
      failure = t;
    }
  }

  /** One room, or all but one. */
  private static List<String> keys(int number) {
    String one = ROOMS.get(number % ROOMS.size());
    return number % 2 == 0
        ? List.of(one)
        : ROOMS.stream().filter(room -> !room.equals(one)).toList();
  }

  private void publish() {
    Random random = new Random(7);
    while (head.get() < EVENTS) {
      int together = 1 + random.nextInt(3);
      List<Applied> events =
          Stream.iterate(head.get() + 1, seq -> seq + 1)
              .limit(together)
              .flatMap(seq -> {
                roomOf[(int) (long) seq] = ROOMS.get(random.nextInt(ROOMS.size()));
                return posted(seq, roomOf[(int) (long) seq], "x").events().stream();
              })
              .toList();
      head.addAndGet(together);
      notifier.publish(new Applied.Batch(events));
    }
  }

  private void tick() {
    while (!over.get()) {
      millis.addAndGet(DeadlineWheel.TICK_MILLIS);
      notifier.tick();
      LockSupport.parkNanos(20_000);
    }
  }

  @Test
  void nobodySkipsWhatIsForThem() throws Exception {
    loop.add(
        new EventLoop.Pieces() {
          private int parked;

          @Override
          public boolean next() {
            new Reading(new Reader(), keys(parked), 0).readOrPark();
            return ++parked < WAITERS;
          }
        });
    Thread looping = Thread.ofPlatform().start(this::runLoop);
    Thread ticking = Thread.ofPlatform().start(this::tick);
    try {
      publish();
      Await.until("the loop has done what it was given", () -> loop.isEmpty() || failure != null);
    } finally {
      over.set(true);
      looping.interrupt();
      ticking.join();
      looping.join();
      workers.close();
    }

    assertNull(failure);
    assertEquals(List.of(), missed);
    assertEquals(Set.of(Waiter.Wake.NEWS, Waiter.Wake.DEADLINE), skipped.keySet());
  }
}
