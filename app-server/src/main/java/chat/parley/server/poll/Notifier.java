package chat.parley.server.poll;

import chat.parley.model.RoomName;
import chat.parley.server.event.Applied;
import chat.parley.server.event.Outcome;
import chat.parley.server.metrics.CounterBy;
import chat.parley.server.poll.Stand.Queue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private volatile long publishedSeq; // those whom events up to here concern are being woken
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

  /**
   * Parks a waiter until there is news beyond what it has examined, its deadline, or the end.
   *
   * @return false if there is such news already: it is not parked and has to read again
   */
  boolean park(Waiter waiter) {
    Parking parking = parked(waiter);
    boolean behind = false;
    for (Stand stand = parking.stands(); stand != null; stand = stand.ofNextKey) {
      behind |= !enqueue(stand);
    }
    if (behind && claim(parking)) {
      forget(parking);
      return false;
    }
    if (!parking.settle()) {
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

  private boolean enqueue(Stand stand) {
    queues.compute(
        stand.key,
        (_, found) -> {
          Queue queue = found == null ? new Queue(floor.get()) : found;
          if (queue.newsSeq() <= stand.parking.waiter().examinedSeq()) {
            queue.add(stand);
          }
          return queue.isEmpty() ? gone(queue) : queue;
        });
    return stand.queue != null;
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
    Wakes wakes = new Wakes();
    news.forEach((room, seq) -> take(room, seq, wakes));
    start(wakes, Waiter.Wake.NEWS, batch.first().seq() - 1);
    publishedSeq = batch.last().seq();
  }

  private void take(String room, long seq, Wakes wakes) {
    Stand.@Nullable Line[] first = {null};
    queues.compute(
        room,
        (_, queue) -> {
          if (queue == null) {
            floor.accumulateAndGet(seq, Math::max);
            return null;
          }
          first[0] = queue.take(seq);
          return gone(queue);
        });
    for (Stand.Line line = first[0]; line != null; line = line.next) {
      wakes.add(line);
    }
  }

  private @Nullable Queue gone(Queue queue) {
    floor.accumulateAndGet(queue.newsSeq(), Math::max);
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
    long nothingUpTo = publishedSeq; // whom older news concerns is woken before
    Wakes wakes = new Wakes();
    parkings.forEach(wakes::add);
    start(wakes, why, nothingUpTo);
  }

  /**
   * Has them woken.
   *
   * @param nothingUpTo up to where there is nothing for whoever is in the queues of all its keys
   *     and was not woken before. Those outside a loop examine it all the same: there the second
   *     waking may come before the first
   */
  private void start(Wakes wakes, Waiter.Wake why, long nothingUpTo) {
    wakes.start(
        executor,
        parking -> {
          boolean settled = parking.isSettled();
          if (isMine(parking, why)) {
            Waiter waiter = parking.waiter();
            if (settled && waiter.examinedSeq() < nothingUpTo) {
              waiter.examined(nothingUpTo);
            }
            waiter.woken(why);
          }
        },
        parking -> {
          if (isMine(parking, why)) {
            executor.execute(() -> parking.waiter().woken(why));
          }
        });
  }

  /** Whether nobody else wakes a waiter, who then is parked no more. */
  private boolean isMine(Parking parking, Waiter.Wake why) {
    boolean mine = claim(parking);
    if (mine) {
      forget(parking);
      woken.increment(why);
    }
    return mine;
  }

  private void forget(Parking parking) {
    for (Stand stand = parking.stands(); stand != null; stand = stand.ofNextKey) {
      if (stand.isInQueue()) {
        leave(stand);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // of two queues of a room, one after the other
  private void leave(Stand stand) {
    queues.computeIfPresent(
        stand.key,
        (_, queue) -> {
          if (stand.queue == queue) {
            queue.remove(stand);
          }
          return queue.isEmpty() ? gone(queue) : queue;
        });
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
