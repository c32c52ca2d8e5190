package chat.parley.server.poll;

import chat.parley.model.ClientId;
import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.model.Timestamp;
import chat.parley.server.sqlite.Database;
import chat.parley.server.sqlite.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Where clients that send no cursor have read up to, per client and room: the newest {@value
 * #PLACES_MAX}, for a day, also over a restart. A place is kept as a cursor, so that one of another
 * log is recognised as such. A client's first place is on disk before its poll parks; later ones
 * are written behind, so that a crash may show such a client a message again and never hides one.
 * Safe for use by any thread.
 */
public final class Places {
  static final int PLACES_MAX = 10_000;
  static final Duration KEPT = Duration.ofHours(24);

  private final Database database;
  private final InstantSource clock;
  private final LinkedHashMap<Key, Kept> kept = new LinkedHashMap<>(); // the oldest first
  private final Map<Key, @Nullable Kept> unwritten = new HashMap<>(); // null: to be deleted

  private record Key(Owner owner, String room) {}

  private record Kept(String cursor, long timeMillis) {}

  private Places(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Loads what is kept in a database. */
  public static Places load(Database database, InstantSource clock) {
    Places places = new Places(database, clock);
    places.kept.putAll(
        database.read(session -> {
          Map<Key, Kept> rows = new LinkedHashMap<>();
          session.each(
              "SELECT * FROM places ORDER BY time DESC LIMIT ?",
              row ->
                  rows.put(
                      new Key(
                          new Owner(
                              row.getString("owner"), new ClientId(row.getString("client_id"))),
                          row.getString("room")),
                      new Kept(row.getString("cursor"), row.getLong("time"))),
              PLACES_MAX);
          return new LinkedHashMap<>(rows).reversed();
        }));
    return places;
  }

  /** A client's place in a room as a cursor, or null if none is kept. */
  public synchronized @Nullable String get(Owner owner, String room) {
    Kept place = kept.get(new Key(owner, room));
    return place == null || isOld(place) ? null : place.cursor();
  }

  /**
   * Keeps a client's first place in some rooms; done when it is on disk or, on a full disk, at
   * least in memory.
   */
  CompletableFuture<@Nullable Void> first(Owner owner, List<String> rooms, String cursor) {
    synchronized (this) {
      move(owner, rooms, cursor);
      return write(takeUnwritten());
    }
  }

  /** Keeps a client's new place in some rooms, in memory until the next {@link #flush}. */
  synchronized void move(Owner owner, List<String> rooms, String cursor) {
    Kept place = new Kept(cursor, Timestamp.of(clock.instant()).millis());
    for (String room : rooms) {
      Key key = new Key(owner, room);
      kept.putLast(key, place);
      unwritten.put(key, place);
    }
    while (kept.size() > PLACES_MAX) {
      unwritten.put(kept.pollFirstEntry().getKey(), null);
    }
  }

  /** Forgets all places of a client; false if it had none. */
  synchronized boolean forget(Owner owner) {
    boolean any = false;
    for (Iterator<Key> keys = kept.keySet().iterator(); keys.hasNext(); ) {
      Key key = keys.next();
      if (key.owner().equals(owner)) {
        keys.remove();
        unwritten.put(key, null);
        any = true;
      }
    }
    return any;
  }

  /** Writes what is not yet on disk. What cannot be written now stays for the next flush. */
  public synchronized CompletableFuture<@Nullable Void> flush() {
    Map<Key, @Nullable Kept> changes = takeUnwritten();
    return changes.isEmpty() ? CompletableFuture.completedFuture(null) : write(changes);
  }

  /** Queues changes, in the order in which they were taken: under the same lock. */
  private CompletableFuture<@Nullable Void> write(Map<Key, @Nullable Kept> changes) {
    return database
        .writeAside(session -> {
          write(session, changes);
          return true;
        })
        .handle((_, failure) -> {
          if (failure == null) {
            return null;
          }
          writeLater(changes.keySet());
          if (failure instanceof Refusal refusal && refusal.code() != ErrorCode.OVERLOADED) {
            return null; // a full disk: memory has to do for now
          }
          throw new CompletionException(failure);
        });
  }

  private synchronized Map<Key, @Nullable Kept> takeUnwritten() {
    while (!kept.isEmpty() && isOld(kept.firstEntry().getValue())) {
      unwritten.put(kept.pollFirstEntry().getKey(), null);
    }
    Map<Key, @Nullable Kept> changes = new HashMap<>(unwritten);
    unwritten.clear();
    return changes;
  }

  private synchronized void writeLater(Set<Key> keys) {
    keys.forEach(key -> unwritten.put(key, kept.get(key)));
  }

  private static void write(Session session, Map<Key, @Nullable Kept> changes) throws SQLException {
    for (var change : changes.entrySet()) {
      Key key = change.getKey();
      Kept place = change.getValue();
      String clientId = key.owner().clientId().value();
      if (place == null) {
        session.update(
            "DELETE FROM places WHERE owner = ? AND client_id = ? AND room = ?",
            key.owner().identity(),
            clientId,
            key.room());
      } else {
        session.update(
            "INSERT OR REPLACE INTO places (owner, client_id, room, cursor, time) VALUES (?, ?, ?, ?, ?)",
            key.owner().identity(),
            clientId,
            key.room(),
            place.cursor(),
            place.timeMillis());
      }
    }
  }

  private boolean isOld(Kept place) {
    return clock.millis() - place.timeMillis() > KEPT.toMillis();
  }
}
