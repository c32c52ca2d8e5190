package chat.parley.server.poll;

import org.jspecify.annotations.Nullable;

/**
 * A parking's link in the queue of one of its keys. Its queue and its neighbours are guarded as the
 * queue is, until that is taken: then the neighbours belong to whoever wakes their line. Whoever
 * has claimed the parking may look whether it is in a queue, because who parks looks again if that
 * came first.
 */
final class Stand {
  final Parking parking;
  final String key;
  final @Nullable Stand ofNextKey;
  @Nullable Queue queue; // null: in none
  @Nullable Stand before;
  @Nullable Stand after;

  private Stand(Parking parking, String key, @Nullable Stand ofNextKey) {
    this.parking = parking;
    this.key = key;
    this.ofNextKey = ofNextKey;
  }

  /** One for each of a parking's keys, in no queue yet; null if it has no keys. */
  static @Nullable Stand all(Parking parking, Iterable<String> keys) {
    Stand first = null;
    for (String key : keys) {
      first = new Stand(parking, key, first);
    }
    return first;
  }

  /**
   * Lets go of its neighbours in a queue that was taken, of which the last would keep all others in
   * memory.
   *
   * @return who followed
   */
  @Nullable Stand letGo() {
    Stand next = after;
    before = null;
    after = null;
    return next;
  }

  /** Whether it is in a queue out of which it has to be taken. */
  boolean isInQueue() {
    Queue in = queue;
    return in != null && !in.isTaken();
  }

  /**
   * Those who wait for the news of a room, by the loops that look after them; guarded by whoever
   * has it, until it is taken as a whole. Nobody joins or leaves it then.
   */
  static final class Queue {
    private long newsSeq;
    private @Nullable Line lines;
    private volatile boolean taken;

    Queue(long newsSeq) {
      this.newsSeq = newsSeq;
    }

    /** Up to where there is news. */
    long newsSeq() {
      return newsSeq;
    }

    boolean isEmpty() {
      for (Line line = lines; line != null; line = line.next) {
        if (line.first != null) {
          return false;
        }
      }
      return true;
    }

    boolean isTaken() {
      return taken;
    }

    void add(Stand stand) {
      line(stand).add(stand);
      stand.queue = this;
    }

    @SuppressWarnings("ReferenceEquality") // a loop is itself and no other
    private Line line(Stand stand) {
      EventLoop loop = stand.parking.waiter().loop();
      for (Line line = lines; line != null; line = line.next) {
        if (line.loop == loop) {
          return line;
        }
      }
      Line more = new Line(loop, lines);
      lines = more;
      return more;
    }

    void remove(Stand stand) {
      line(stand).remove(stand);
      stand.queue = null;
    }

    /**
     * There is news for all of them.
     *
     * @return the first line of them
     */
    @Nullable Line take(long seq) {
      newsSeq = seq;
      taken = true;
      Line all = lines;
      lines = null;
      return all;
    }
  }

  /** Those of a queue whom one loop looks after, in the order in which they came. */
  static final class Line {
    final @Nullable EventLoop loop; // null: none does
    final @Nullable Line next;
    @Nullable Stand first;
    private @Nullable Stand last;

    private Line(@Nullable EventLoop loop, @Nullable Line next) {
      this.loop = loop;
      this.next = next;
    }

    private void add(Stand stand) {
      Stand end = last;
      stand.before = end;
      if (end == null) {
        first = stand;
      } else {
        end.after = stand;
      }
      last = stand;
    }

    private void remove(Stand stand) {
      Stand before = stand.before;
      Stand after = stand.after;
      if (before == null) {
        first = after;
      } else {
        before.after = after;
      }
      if (after == null) {
        last = before;
      } else {
        after.before = before;
      }
      stand.before = null;
      stand.after = null;
    }
  }
}
