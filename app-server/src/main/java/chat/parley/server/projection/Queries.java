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
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the log's projection. Every query blocks on the disk at worst; each reads one
 * moment.
 */
public final class Queries {
  private static final String ENTRY =
      "SELECT m.*, l.chain FROM messages m JOIN log l ON l.seq = m.seq ";

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
        : database.read(session ->
            session.one("SELECT seq, chain FROM log WHERE seq = ?", Queries::place, seq));
  }

  /** The place of a message, or null if there is no such message. */
  public @Nullable Place placeOf(UUID messageId) {
    return database.read(session ->
        session.one(
            "SELECT l.seq, l.chain FROM log l JOIN messages m ON m.seq = l.seq WHERE l.id = ?",
            Queries::place,
            messageId));
  }

  /** The message that was sent under a client's own id for it, or null. */
  public @Nullable Original originalOf(UUID clientMessageId) {
    return database.read(session ->
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
    return database.read(session -> RoomTables.head(session, room));
  }

  /**
   * All rooms, the one with the newest activity first. Their number is bounded where rooms are
   * made.
   */
  public List<RoomHead> rooms() {
    return database.read(
        session -> session.list("SELECT * FROM rooms ORDER BY last_seq DESC", RoomTables::head));
  }

  /** How many rooms there are. */
  public long roomCount() {
    Long count =
        database.read(session -> session.one("SELECT count(*) FROM rooms", row -> row.getLong(1)));
    return count == null ? 0 : count;
  }

  /**
   * The oldest messages of all rooms after one place and up to another, at most {@code limit},
   * oldest first.
   */
  public List<Entry> after(long fromSeq, long toSeq, int limit) {
    return database.read(session ->
        session.list(
            ENTRY + "WHERE m.seq > ? AND m.seq <= ? ORDER BY m.seq LIMIT ?",
            Queries::entry,
            fromSeq,
            toSeq,
            limit));
  }

  /** The same for some rooms, each from a place of its own. */
  public List<Entry> after(Map<String, Long> fromSeqs, long toSeq, int limit) {
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
      }
      entries.sort(Comparator.comparingLong(entry -> entry.place().seq()));
      return entries.size() <= limit ? entries : List.copyOf(entries.subList(0, limit));
    });
  }

  /**
   * A page of a room's messages up to a place, oldest first, and whether there is more on the side
   * it was taken from.
   */
  public record Page(List<Entry> entries, boolean hasMore) {}

  /** The newest messages of a room in {@code (afterSeq, beforeSeq)}. */
  public Page newest(String room, long beforeSeq, int limit) {
    return database.read(session -> newest(session, room, beforeSeq, limit));
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
    return database.read(session -> {
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

  /**
   * What a client reads that has to start over: the newest messages of each room up to a place, in
   * the log's order.
   *
   * @param rooms the rooms, null for all
   * @param perRoom the most of one room
   * @param inAll the most of all rooms together; of more, the newest are taken
   */
  public List<Entry> startOver(@Nullable List<String> rooms, long toSeq, int perRoom, int inAll) {
    return database.read(session -> {
      List<String> names =
          rooms != null
              ? rooms
              : session.list(
                  "SELECT room FROM rooms ORDER BY last_seq DESC LIMIT ?",
                  row -> row.getString(1),
                  inAll);
      List<Entry> entries = new ArrayList<>();
      for (String room : names) {
        entries.addAll(newest(session, room, toSeq + 1, perRoom).entries());
      }
      entries.sort(Comparator.comparingLong(entry -> entry.place().seq()));
      return List.copyOf(entries.subList(Math.max(0, entries.size() - inAll), entries.size()));
    });
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(place(row), RoomTables.message(row));
  }

  private static Place place(ResultSet row) throws SQLException {
    Bytes32 chain = Session.bytes32(row, "chain");
    return new Place(row.getLong("seq"), chain.lowInt());
  }
}
