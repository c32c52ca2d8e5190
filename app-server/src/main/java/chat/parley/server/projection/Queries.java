package chat.parley.server.projection;

import chat.parley.model.Bytes32;
import chat.parley.model.Message;
import chat.parley.model.fold.RoomHead;
import chat.parley.server.event.Place;
import chat.parley.server.sqlite.Database;
import chat.parley.server.sqlite.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the log's projection. Every query blocks on the disk at worst; each reads one
 * moment.
 */
public final class Queries {
  private static final String ENTRY =
      "SELECT m.*, l.chain FROM messages m JOIN log l ON l.seq = m.seq ";
  private static final String EVENT =
      "SELECT l.*, e.number, e.time AS counted FROM room_events e JOIN log l ON l.seq = e.seq ";
  private static final int TYPES_MAX = 4;
  private static final String OF_TYPES = "l.type IN (?, ?, ?, ?) ";

  private final Database database;

  public Queries(Database database) {
    this.database = database;
  }

  /**
   * A message as it was sent, with the sender's key, for comparing it with one that is sent again.
   */
  public record Original(long seq, Message message, String senderKey, boolean erased) {}

  /** The place after a log's event, or null if it has none with that number. */
  public @Nullable Place placeAt(long seq) {
    return seq == 0
        ? Place.START
        : database.readOne(session ->
            session.one("SELECT seq, chain FROM log WHERE seq = ?", Queries::place, seq));
  }

  /** The message that was sent under a client's own id for it, or null. */
  public @Nullable Original originalOf(UUID clientMessageId) {
    return database.readOne(session ->
        session.one(
            """
            SELECT m.*, l.actor_key, l.body IS NULL AS erased
            FROM log l JOIN messages m ON m.seq = l.seq WHERE l.client_message_id = ?
            """,
            row ->
                new Original(
                    row.getLong("seq"),
                    RoomTables.message(row),
                    row.getString("actor_key"),
                    row.getBoolean("erased")),
            clientMessageId));
  }

  /** The room, or null if there is none of that name. */
  public @Nullable RoomHead room(String room) {
    return database.readOne(session -> RoomTables.head(session, room));
  }

  /**
   * All rooms, the one with the newest activity first. Their number is bounded where rooms are
   * made.
   */
  public List<RoomHead> rooms() {
    return database.readOne(
        session -> session.list("SELECT * FROM rooms ORDER BY last_seq DESC", RoomTables::head));
  }

  /** How many rooms there are. */
  public long roomCount() {
    Long count =
        database.readOne(
            session -> session.one("SELECT count(*) FROM rooms", row -> row.getLong(1)));
    return count == null ? 0 : count;
  }

  /** The room of a message and its place, or null if there is no such message. */
  public @Nullable Whereabouts whereIs(UUID messageId) {
    return database.readOne(session ->
        session.one(
            "SELECT m.room, m.deleted, l.seq, l.chain FROM log l JOIN messages m ON m.seq = l.seq WHERE l.id = ?",
            row -> new Whereabouts(row.getString("room"), place(row), row.getBoolean("deleted")),
            messageId));
  }

  /** Where a message is, and whether it was taken away. */
  public record Whereabouts(String room, Place place, boolean isDeleted) {}

  /** Who wrote a message and where, or null if there is no such message. */
  public Judge.@Nullable Written written(UUID messageId) {
    return database.readOne(session -> SqlFacts.written(session, messageId));
  }

  /**
   * The oldest entries of all public rooms after one place and up to another, at most {@code
   * limit}, oldest first: the messages, and other events of some types.
   */
  public List<Entry> afterInPublic(long fromSeq, long toSeq, List<String> types, int limit) {
    return database.read(session -> {
      List<Entry> entries =
          new ArrayList<>(
              session.list(
                  ENTRY
                      + "WHERE substr(m.room, 1, 1) <> '~' AND m.seq > ? AND m.seq <= ? ORDER BY m.seq LIMIT ?",
                  Queries::entry,
                  fromSeq,
                  toSeq,
                  limit));
      if (!types.isEmpty()) {
        entries.addAll(
            session.list(
                EVENT
                    + "WHERE substr(e.room, 1, 1) <> '~' AND e.seq > ? AND e.seq <= ? AND "
                    + OF_TYPES
                    + "ORDER BY e.seq LIMIT ?",
                Queries::event,
                parameters(List.of(fromSeq, toSeq), types, limit)));
      }
      return oldest(entries, limit);
    });
  }

  /** The same for some rooms, each from a place of its own. */
  public List<Entry> after(Map<String, Long> fromSeqs, long toSeq, List<String> types, int limit) {
    return database.read(session -> {
      List<Entry> entries = new ArrayList<>();
      for (var from : fromSeqs.entrySet()) {
        entries.addAll(
            session.list(
                ENTRY + "WHERE m.room = ? AND m.seq > ? AND m.seq <= ? ORDER BY m.seq LIMIT ?",
                Queries::entry,
                from.getKey(),
                from.getValue(),
                toSeq,
                limit));
        if (!types.isEmpty()) {
          entries.addAll(
              session.list(
                  EVENT
                      + "WHERE e.room = ? AND e.seq > ? AND e.seq <= ? AND "
                      + OF_TYPES
                      + "ORDER BY e.seq LIMIT ?",
                  Queries::event,
                  parameters(List.of(from.getKey(), from.getValue(), toSeq), types, limit)));
        }
      }
      return oldest(entries, limit);
    });
  }

  private static Object[] parameters(List<?> first, List<String> types, int limit) {
    List<Object> all = new ArrayList<>(first);
    for (int i = 0; i < TYPES_MAX; i++) {
      all.add(i < types.size() ? types.get(i) : "");
    }
    all.add(limit);
    return all.toArray();
  }

  private static List<Entry> oldest(List<Entry> entries, int limit) {
    entries.sort(Comparator.comparingLong(entry -> entry.place().seq()));
    return entries.size() <= limit ? entries : List.copyOf(entries.subList(0, limit));
  }

  /**
   * A page of a room's messages up to a place, oldest first, and whether there is more on the side
   * it was taken from.
   */
  public record Page(List<Entry> entries, boolean hasMore) {}

  /** The newest messages of a room in {@code (afterSeq, beforeSeq)}. */
  public Page newest(String room, long beforeSeq, int limit) {
    return database.readOne(session -> newest(session, room, beforeSeq, limit));
  }

  private static Page newest(Session session, String room, long beforeSeq, int limit)
      throws SQLException {
    List<Entry> entries =
        session.list(
            ENTRY + "WHERE m.room = ? AND m.seq < ? ORDER BY m.seq DESC LIMIT ?",
            Queries::entry,
            room,
            beforeSeq,
            limit + 1);
    boolean hasMore = entries.size() > limit;
    return new Page((hasMore ? entries.subList(0, limit) : entries).reversed(), hasMore);
  }

  /** The oldest messages of a room in {@code (afterSeq, beforeSeq)}. */
  public Page oldest(String room, long afterSeq, long beforeSeq, int limit) {
    return database.readOne(session -> {
      List<Entry> entries =
          session.list(
              ENTRY + "WHERE m.room = ? AND m.seq > ? AND m.seq < ? ORDER BY m.seq LIMIT ?",
              Queries::entry,
              room,
              afterSeq,
              beforeSeq,
              limit + 1);
      boolean hasMore = entries.size() > limit;
      return new Page(hasMore ? entries.subList(0, limit) : entries, hasMore);
    });
  }

  /** The rooms with the newest messages of those that are meant, at most so many. */
  public List<String> newestRooms(Predicate<String> meant, int limit) {
    List<String> names =
        database.readOne(session ->
            session.list("SELECT room FROM rooms ORDER BY last_seq DESC", row -> row.getString(1)));
    return names.stream().filter(meant).limit(limit).toList();
  }

  /**
   * What a client reads that has to start over: the newest messages of each room up to a place, in
   * the log's order.
   *
   * @param perRoom the most of one room
   * @param inAll the most of all rooms together; of more, the newest are taken
   */
  public List<Entry> startOver(List<String> rooms, long toSeq, int perRoom, int inAll) {
    return database.read(session -> {
      List<Entry> entries = new ArrayList<>();
      for (String room : rooms) {
        entries.addAll(newest(session, room, toSeq + 1, perRoom).entries());
      }
      entries.sort(Comparator.comparingLong(entry -> entry.place().seq()));
      return List.copyOf(entries.subList(Math.max(0, entries.size() - inAll), entries.size()));
    });
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return Entry.of(place(row), RoomTables.message(row));
  }

  private static Entry event(ResultSet row) throws SQLException {
    return Entry.of(place(row), RoomTables.event(row));
  }

  private static Place place(ResultSet row) throws SQLException {
    Bytes32 chain = Session.bytes32(row, "chain");
    return new Place(row.getLong("seq"), chain.lowInt());
  }
}
