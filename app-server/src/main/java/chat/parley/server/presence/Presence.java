package chat.parley.server.presence;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which clients are there: those with a poll open now or within the last {@value #RECENT_SECONDS}
 * seconds. Clients are told apart by equality. Safe for use by any thread.
 *
 * @param <C> what a client is known by
 */
public final class Presence<C> {
  static final int RECENT_SECONDS = 60;
  static final int CLIENTS_MAX = 100_000;
  private static final int LOOKED_AT = 32;

  private final LongSupplier clockMillis;
  private final LinkedHashMap<C, Seen> seen =
      new LinkedHashMap<>(); // who came first is first, mostly
  private long sightings;

  /** What is known of a client; guarded by the whole. */
  public static final class Seen {
    private String address;
    private int openPolls;
    private long lastMillis;
    private long lastSighting;
    private boolean forgotten;

    private Seen(String address) {
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
   * @param before what this returned for the client before, if at hand
   * @param address where from
   * @param nowMillis the time, of whoever has just looked at the clock
   * @return what {@link #closed} takes when it has ended
   */
  public synchronized Seen opened(C client, @Nullable Seen before, String address, long nowMillis) {
    Seen known = before != null && !before.forgotten ? before : seen.get(client);
    if (known == null) {
      if (seen.size() == CLIENTS_MAX) {
        forgetOne();
      }
      known = new Seen(address);
      seen.put(client, known);
    }
    if (!known.address.equals(address)) {
      known.address = address;
    }
    known.openPolls++;
    sighted(known, nowMillis);
    return known;
  }

  /** A poll has ended. */
  public synchronized void closed(Seen client, long nowMillis) {
    client.openPolls = Math.max(0, client.openPolls - 1);
    sighted(client, nowMillis);
  }

  private void sighted(Seen client, long nowMillis) {
    client.lastMillis = Math.max(client.lastMillis, nowMillis);
    client.lastSighting = ++sightings;
  }

  /**
   * Of the first few, one who does not poll now if there is any, and of these the one seen longest
   * ago; those who poll are the last from then on. To look at all would take too long: anyone can
   * invent clients.
   */
  private void forgetOne() {
    List<Map.Entry<C, Seen>> first =
        seen.entrySet().stream().limit(LOOKED_AT).map(Map.Entry::copyOf).toList();
    first.stream()
        .filter(entry -> entry.getValue().openPolls > 0)
        .forEach(entry -> seen.putLast(entry.getKey(), entry.getValue()));
    first.stream()
        .min(
            Comparator.comparing((Map.Entry<C, Seen> entry) -> entry.getValue().openPolls > 0)
                .thenComparingLong(entry -> entry.getValue().lastSighting))
        .map(Map.Entry::getKey)
        .ifPresent(this::remove);
  }

  /** Takes a client out at once; false if it was not there. */
  public synchronized boolean forget(C client) {
    Seen before = remove(client);
    return before != null && !isGone(before);
  }

  private @Nullable Seen remove(C client) {
    Seen before = seen.remove(client);
    if (before != null) {
      before.forgotten = true;
    }
    return before;
  }

  public synchronized int count() {
    seen.entrySet().stream()
        .filter(entry -> isGone(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::remove);
    return seen.size();
  }

  /** Who is there, the one with the newest activity first, and no more than so many. */
  public synchronized List<Sighting<C>> newest(int most) {
    long now = clockMillis.getAsLong();
    return seen.entrySet().stream()
        .filter(entry -> !isGone(entry.getValue()))
        .sorted(Comparator.comparingLong(entry -> -entry.getValue().lastSighting))
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
