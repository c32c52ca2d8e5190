package chat.parley.server.limit;

import chat.parley.server.metrics.CounterBy;
import chat.parley.server.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits to be begun. How much waits says little, so it is judged by how long (after
 * CoDel): a burst is taken in whole, as long as it is begun within the patience; when the line has
 * not been empty for that long there is steadily too much, and from then on nobody joins a line in
 * which somebody waits longer than a small part of it. Safe for use by any thread.
 *
 * <p>Only a few threads at a time are asked for to begin something, and each that begins asks for
 * the next: so what waits, waits here and not among the threads, where it would stand before what
 * was begun already.
 */
public final class WaitingLine {
  /** As many as polls may wait: beyond that, memory is short, however short the wait. */
  static final int LENGTH_MAX = 50_000;

  /** The part of the patience that is left when there is steadily too much. */
  private static final int STEADY_SHARE = 20;

  /** One in so many begun is of the last rank, if there is one: it is slow then, but not dead. */
  private static final int LAST_ONE_IN = 4;

  private static final List<Rank> ORDER = List.of(Rank.FIRST, Rank.SECOND, Rank.LAST);
  private static final List<Rank> LAST_BEFORE = List.of(Rank.FIRST, Rank.LAST, Rank.SECOND);

  private final Executor executor;
  private final int startersMax;
  private final long patienceMillis;
  private final LongSupplier monotonicMillis;
  private final CounterBy<Rank> shed;
  private final Map<Rank, Queue<Waiting>> lines = new EnumMap<>(Rank.class);
  private int length;
  private int starters; // asked of the executor, and not there yet
  private long begun;
  private long emptyMillis; // when it was last

  /** Something to do. One of these is called, once, on a thread that may wait. */
  public interface Work {
    /** Its turn has come. */
    void begin();

    /** It has waited too long. */
    void turnAway();
  }

  private record Waiting(Rank rank, Work work, long sinceMillis) {}

  /**
   * A line.
   *
   * @param executor gives each task a thread, in the order in which they come
   * @param startersMax for how many threads is asked at a time
   * @param patience the longest that anything waits, but for what is of the first rank
   * @param monotonicMillis a clock that never runs backwards
   */
  public WaitingLine(
      Executor executor,
      int startersMax,
      Duration patience,
      LongSupplier monotonicMillis,
      Metrics metrics) {
    this.executor = executor;
    this.startersMax = startersMax;
    patienceMillis = patience.toMillis();
    this.monotonicMillis = monotonicMillis;
    for (Rank rank : Rank.values()) {
      lines.put(rank, new ArrayDeque<>());
    }
    shed =
        metrics.counterBy(
            "requests_shed",
            "Requests refused because they had waited, or would, by which were begun first.",
            "rank",
            Rank.class);
    metrics.gauge("requests_waiting", "Requests that wait to be begun.", this::length);
  }

  /** Takes work in; false if it is to be refused, and then it is neither begun nor turned away. */
  public boolean join(Rank rank, Work work) {
    boolean ask;
    synchronized (this) {
      long now = monotonicMillis.getAsLong();
      if (length == 0) {
        emptyMillis = now;
      }
      if (length >= LENGTH_MAX || waitsTooLong(rank, now)) {
        shed.increment(rank);
        return false;
      }
      line(rank).add(new Waiting(rank, work, now));
      length++;
      ask = asksForOneMore();
    }
    if (ask) {
      executor.execute(this::beginOne);
    }
    return true;
  }

  /** How many wait. */
  public synchronized int length() {
    return length;
  }

  private boolean waitsTooLong(Rank rank, long now) {
    Waiting eldest = line(rank).peek();
    if (rank == Rank.FIRST || eldest == null) {
      return false;
    }
    boolean steady = now - emptyMillis > patienceMillis;
    return now - eldest.sinceMillis() > (steady ? patienceMillis / STEADY_SHARE : patienceMillis);
  }

  private boolean asksForOneMore() {
    boolean asks = starters < startersMax && starters < length;
    starters += asks ? 1 : 0;
    return asks;
  }

  /** On a thread of its own: begins the next, and has another thread begin the one after it. */
  private void beginOne() {
    Waiting next;
    boolean tooLate;
    boolean ask;
    synchronized (this) {
      starters--;
      long now = monotonicMillis.getAsLong();
      next = next(now);
      tooLate = next != null && isTooLate(next, now);
      ask = asksForOneMore();
    }
    if (ask) {
      executor.execute(this::beginOne);
    }
    if (next == null) {
      return;
    }
    if (tooLate) {
      shed.increment(next.rank());
      next.work().turnAway();
    } else {
      next.work().begin();
    }
  }

  /** Whoever has waited too long, to be told so; else whose turn it is. */
  private @Nullable Waiting next(long now) {
    Waiting next = null;
    for (Rank rank : ORDER) {
      Waiting eldest = line(rank).peek();
      if (next == null && eldest != null && isTooLate(eldest, now)) {
        next = eldest;
      }
    }
    if (next == null) {
      begun++;
      for (Rank rank : begun % LAST_ONE_IN == 0 ? LAST_BEFORE : ORDER) {
        next = next == null ? line(rank).peek() : next;
      }
    }
    if (next != null) {
      line(next.rank()).remove();
      length--;
    }
    return next;
  }

  private boolean isTooLate(Waiting waiting, long now) {
    return waiting.rank() != Rank.FIRST && now - waiting.sinceMillis() > patienceMillis;
  }

  private Queue<Waiting> line(Rank rank) {
    return Objects.requireNonNull(lines.get(rank));
  }
}
