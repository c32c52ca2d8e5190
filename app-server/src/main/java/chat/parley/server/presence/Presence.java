package chat.parley.server.presence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Which clients are there: those with a poll open now or within the last {@value #RECENT_SECONDS}
 * seconds. Clients are told apart by equality. Safe for use by any thread.
 *
 * @param <C> what a client is known by
 */
public final class Presence<C> {
  static final int RECENT_SECONDS = 60;
  static final int CLIENTS_MAX = 100_000;

  private final LongSupplier clockMillis;
  private final LinkedHashMap<C, Seen> seen =
      new LinkedHashMap<>(16, 0.75f, true); // by access: the one seen longest ago first

  /** What is known of a client. */
  private static final class Seen {
    String address;
    int openPolls;
    long lastMillis;

    Seen(String address) {
      this.address = address;
    }
  }

  /**
   * A client that is there.
   *
   * @param address where its newest poll came from
   * @param isPolling whether a poll of it is open now
   * @param agoMillis how long ago a poll of it last came or ended
   */
  public record Sighting<C>(C client, String address, boolean isPolling, long agoMillis) {}

  /**
   * @param clockMillis a clock that never runs backwards
   */
  public Presence(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
  }

  /**
   * A poll has come.
   *
   * @param address where from
   */
  public synchronized void opened(C client, String address) {
    Seen known = seen.get(client);
    if (known == null) {
      known = new Seen(address);
      seen.put(client, known);
      if (seen.size() > CLIENTS_MAX) {
        seen.pollFirstEntry(); // who may still be there: to look for one who is not takes too long
      }
    }
    known.address = address;
    known.openPolls++;
    known.lastMillis = clockMillis.getAsLong();
  }

  /** A poll has ended. */
  public synchronized void closed(C client) {
    Seen known = seen.get(client);
    if (known != null) {
      known.openPolls = Math.max(0, known.openPolls - 1);
      known.lastMillis = clockMillis.getAsLong();
    }
  }

  /** Takes a client out at once; false if it was not there. */
  public synchronized boolean forget(C client) {
    Seen before = seen.remove(client);
    return before != null && !isGone(before);
  }

  public synchronized int count() {
    seen.values().removeIf(this::isGone);
    return seen.size();
  }

  /** Who is there, the one with the newest activity first, and no more than so many. */
  public synchronized List<Sighting<C>> newest(int most) {
    long now = clockMillis.getAsLong();
    return seen.reversed().entrySet().stream()
        .filter(entry -> !isGone(entry.getValue()))
        .limit(most)
        .map(entry -> sighting(entry, now))
        .toList();
  }

  /** Those of the clients that are known which are meant. */
  public synchronized List<C> clients(Predicate<C> meant) {
    return seen.keySet().stream().filter(meant).toList();
  }

  private Sighting<C> sighting(Map.Entry<C, Seen> entry, long nowMillis) {
    Seen at = entry.getValue();
    return new Sighting<>(
        entry.getKey(), at.address, at.openPolls > 0, Math.max(0, nowMillis - at.lastMillis));
  }

  private boolean isGone(Seen client) {
    return client.openPolls == 0
        && clockMillis.getAsLong() - client.lastMillis >= TimeUnit.SECONDS.toMillis(RECENT_SECONDS);
  }
}
