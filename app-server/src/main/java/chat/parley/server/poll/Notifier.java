package chat.parley.server.poll;

import chat.parley.model.RoomName;
import chat.parley.server.event.Applied;
import chat.parley.server.event.Outcome;
import chat.parley.server.metrics.CounterBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Parks and wakes. It knows up to which position each room has news and who waits for it, and
 * nothing of what the news is.
 *
 * <p>No wake-up is lost: whether a room has news beyond what a waiter has examined is checked in
 * the same step that parks the waiter there. The steps of one room follow one another under the
 * map's lock of its key. A room nobody waits for has no entry; its news, like that of all such
 * rooms, is remembered as one position, {@code floor}, which at worst makes a waiter read once
 * more.
 */
final class Notifier {
  private static final String ALL = new Rooms.All().keys().getFirst();

  private final Executor executor;
  private final LongSupplier clockMillis;
  private final CounterBy<Waiter.Wake> woken;
  private final DeadlineWheel deadlines;
  private final ConcurrentHashMap<String, Queue> queues = new ConcurrentHashMap<>();
  private final AtomicLong floor = new AtomicLong();
  private final AtomicInteger parked = new AtomicInteger();
  private volatile boolean draining;

  /**
   * @param executor where waiters are woken; it must not run them on the calling thread
   * @param clockMillis a clock that never runs backwards
   * @param woken counts those who are woken
   */
  Notifier(Executor executor, LongSupplier clockMillis, CounterBy<Waiter.Wake> woken) {
    this.executor = executor;
    this.clockMillis = clockMillis;
    this.woken = woken;
    deadlines = new DeadlineWheel(clockMillis.getAsLong());
  }

  /** A room somebody waits for; guarded by the map's lock of its key. */
  private static final class Queue {
    long newsSeq;
    final Set<Parking> parkings = new HashSet<>();

    Queue(long newsSeq) {
      this.newsSeq = newsSeq;
    }
  }

  /**
   * Parks a waiter until there is news beyond what it has examined, its deadline, or the end.
   *
   * @return false if there is such news already: it is not parked and has to read again
   */
  boolean park(Waiter waiter) {
    Parking parking = parked(waiter);
    boolean behind = false;
    for (String room : parking.keys()) {
      behind |= !enqueue(room, parking);
    }
    if (behind && claim(parking)) {
      forget(parking);
      return false;
    }
    if (!parking.isOpen()) {
      forget(parking); // woken while it was being parked
    } else if (draining) {
      wakeAll(List.of(parking), Waiter.Wake.DRAINING);
    }
    return true;
  }

  private Parking parked(Waiter waiter) {
    Parking parking = new Parking(waiter);
    parked.incrementAndGet();
    waiter.parking(parking);
    deadlines.add(parking);
    return parking;
  }

  private boolean claim(Parking parking) {
    boolean mine = parking.claim();
    if (mine) {
      parked.decrementAndGet();
    }
    return mine;
  }

  private boolean enqueue(String room, Parking parking) {
    boolean[] parked = {false};
    queues.compute(
        room,
        (_, found) -> {
          Queue queue = found == null ? new Queue(floor.get()) : found;
          if (queue.newsSeq <= parking.waiter().examinedSeq()) {
            queue.parkings.add(parking);
            parked[0] = true;
          }
          return queue.parkings.isEmpty() ? gone(queue) : queue;
        });
    return parked[0];
  }

  /** Waits for nothing but the deadline. */
  void hold(Waiter waiter) {
    Parking parking = parked(waiter);
    if (draining) {
      wakeAll(List.of(parking), Waiter.Wake.DRAINING);
    }
  }

  /** Takes a waiter out without waking it; false if it was not parked. */
  boolean unpark(Waiter waiter) {
    Parking parking = waiter.parking();
    boolean mine = parking != null && claim(parking);
    if (parking != null && mine) {
      forget(parking);
    }
    return mine;
  }

  /** Wakes those who wait for news of these events' rooms. Called in the log's order. */
  void publish(Applied.Batch batch) {
    Map<String, Long> news = new HashMap<>();
    for (Applied applied : batch.events()) {
      if (applied.outcome() instanceof Outcome.Accepted accepted) {
        String room = accepted.event().room();
        news.put(room, applied.place().seq());
        if (!RoomName.isPrivate(room)) {
          news.put(ALL, applied.place().seq());
        }
      }
    }
    List<Parking> woken = new ArrayList<>();
    news.forEach((room, seq) -> take(room, seq, woken));
    wakeAll(woken, Waiter.Wake.NEWS);
  }

  private void take(String room, long seq, List<Parking> woken) {
    queues.compute(
        room,
        (_, queue) -> {
          if (queue == null) {
            floor.accumulateAndGet(seq, Math::max);
            return null;
          }
          queue.newsSeq = seq;
          woken.addAll(queue.parkings);
          return gone(queue);
        });
  }

  private @Nullable Queue gone(Queue queue) {
    floor.accumulateAndGet(queue.newsSeq, Math::max);
    return null;
  }

  /** Wakes those whose deadline has come. Called by one thread, about once a tick. */
  void tick() {
    wakeAll(deadlines.advanceTo(clockMillis.getAsLong()), Waiter.Wake.DEADLINE);
  }

  /** Wakes everyone, and from now on everyone who parks. */
  void drain() {
    draining = true;
    wakeAll(deadlines.all(), Waiter.Wake.DRAINING);
  }

  private void wakeAll(List<Parking> parkings, Waiter.Wake why) {
    if (!parkings.isEmpty()) {
      executor.execute(() -> parkings.forEach(parking -> wake(parking, why)));
    }
  }

  /** Wakes a waiter if nobody else does; called on the executor. */
  private void wake(Parking parking, Waiter.Wake why) {
    if (claim(parking)) {
      forget(parking);
      woken.increment(why);
      if (parking.waiter().isSwift()) {
        parking.waiter().woken(why);
      } else {
        executor.execute(() -> parking.waiter().woken(why));
      }
    }
  }

  private void forget(Parking parking) {
    deadlines.remove(parking);
    for (String room : parking.keys()) {
      queues.computeIfPresent(
          room,
          (_, queue) -> {
            queue.parkings.remove(parking);
            return queue.parkings.isEmpty() ? gone(queue) : queue;
          });
    }
  }

  /** How many are parked. */
  int parked() {
    return parked.get();
  }

  /** How many rooms somebody waits for. */
  int roomsWaitedFor() {
    return queues.size();
  }
}
