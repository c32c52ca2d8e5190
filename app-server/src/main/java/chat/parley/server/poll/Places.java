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
  private @Nullable Writing next; // asked for, and its turn has not come

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
   * least in memory. Those that come while one is being written share the next write: however many
   * clients come at once, they take one or two places in the writer's queue.
   */
  synchronized CompletableFuture<@Nullable Void> first(
      Owner owner, List<String> rooms, String cursor) {
    move(owner, rooms, cursor);
    return written();
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
    forgetOld();
    return unwritten.isEmpty() ? CompletableFuture.completedFuture(null) : written();
  }

  /** Done when all that is unwritten now is on disk. */
  private CompletableFuture<@Nullable Void> written() {
    Writing shared = next;
    if (shared == null) {
      shared = new Writing();
      next = shared;
      var _ = database.write(shared).whenComplete(shared::ended);
    }
    return shared.done;
  }

  /** One write, of what is unwritten when its turn comes. */
  private final class Writing implements Database.Write<Boolean> {
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private @Nullable Map<Key, @Nullable Kept> changes; // kept, for the work may be run again

    @Override
    public Boolean run(Session session) throws SQLException {
      write(session, taken());
      return true;
    }

    private Map<Key, @Nullable Kept> taken() {
      synchronized (Places.this) {
        Map<Key, @Nullable Kept> mine = changes;
        if (mine == null) {
          mine = new HashMap<>(unwritten);
          changes = mine;
          unwritten.clear();
          next = null;
        }
        return mine;
      }
    }

    private void ended(@Nullable Boolean stored, @Nullable Throwable failure) {
      if (failure != null) {
        writeLater(taken().keySet());
      }
      if (failure == null
          || (failure instanceof Refusal refusal && refusal.code() != ErrorCode.OVERLOADED)) {
        done.complete(null); // with a full disk, memory has to do for now
      } else {
        done.completeExceptionally(failure);
      }
    }
  }

  private void forgetOld() {
    while (!kept.isEmpty() && isOld(kept.firstEntry().getValue())) {
      unwritten.put(kept.pollFirstEntry().getKey(), null);
    }
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
