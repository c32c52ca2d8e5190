package chat.parley.desktop.replica;

import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import chat.parley.model.fold.RoomFold;
import chat.parley.model.fold.RoomReading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One server's rooms and their messages, within one transaction; {@link #save} ends it. */
final class Rooms {
  /** More than this are not counted. */
  private static final int UNREAD_MAX = 10_000;

  private final Statements statements;
  private final long server;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private long activity;

  Rooms(Statements statements, long server) throws SQLException {
    this.statements = statements;
    this.server = server;
    this.activity = statements.number("SELECT max(activity) FROM rooms WHERE server = ?", server);
  }

  /** A room as it is within the transaction. */
  static final class Row {
    final long id;
    final String room;
    @Nullable RoomReading reading;
    @Nullable Long listedUntil;
    long activity;
    long firstPosition;
    long endPosition;
    @Nullable Long readPosition;
    boolean whole;

    private Row(ResultSet row) throws SQLException {
      id = row.getLong("id");
      room = row.getString("room");
      Long last = Statements.longOrNull(row, "last_activity");
      reading =
          last == null ? null : new RoomReading(row.getLong("message_count"), new Timestamp(last));
      listedUntil = Statements.longOrNull(row, "listed_until");
      activity = row.getLong("activity");
      firstPosition = row.getLong("first_position");
      endPosition = row.getLong("end_position");
      readPosition = Statements.longOrNull(row, "read_position");
      whole = row.getBoolean("whole");
    }

    boolean isEmpty() {
      return firstPosition == endPosition;
    }

    long size() {
      return endPosition - firstPosition;
    }
  }

  /** A room that may not be known here. */
  @Nullable Row find(String room) throws SQLException {
    Row row = rows.get(room);
    if (row == null) {
      row =
          statements.one(
              "SELECT * FROM rooms WHERE server = ? AND room = ?", Row::new, server, room);
      if (row != null) {
        rows.put(room, row);
      }
    }
    return row;
  }

  /** A room, made known here where it is not. */
  Row get(String room) throws SQLException {
    Row row = find(room);
    if (row == null) {
      statements.update("INSERT INTO rooms (server, room) VALUES (?, ?)", server, room);
      row = find(room);
    }
    if (row == null) {
      throw new IllegalStateException("A room that was just stored is not there");
    }
    return row;
  }

  /** The names of all rooms. */
  List<String> names() throws SQLException {
    return statements.list(
        "SELECT room FROM rooms WHERE server = ?", row -> row.getString(1), server);
  }

  /** The names of those that have more messages than so many. */
  List<String> largerThan(long messages) throws SQLException {
    return statements.list(
        "SELECT room FROM rooms WHERE server = ? AND end_position - first_position > ?",
        row -> row.getString(1),
        server,
        messages);
  }

  /** Keeps a room in the list although nobody has written in it yet. */
  void keep(String room) throws SQLException {
    statements.update("UPDATE rooms SET kept = 1 WHERE id = ?", get(room).id);
  }

  /** Forgets all rooms but the names of those that a person wants to keep. */
  void startOver() throws SQLException {
    List<String> kept =
        statements.list(
            "SELECT room FROM rooms WHERE server = ? AND kept = 1",
            row -> row.getString(1),
            server);
    statements.update("DELETE FROM rooms WHERE server = ?", server);
    rows.clear();
    for (String room : kept) {
      keep(room);
    }
  }

  boolean knows(Row row, UUID id) throws SQLException {
    return positionOf(row, id) != null;
  }

  @Nullable Long positionOf(Row row, UUID id) throws SQLException {
    return statements.one(
        "SELECT position FROM messages WHERE room = ? AND id = ?", at -> at.getLong(1), row.id, id);
  }

  /** What a poll brought and is not known here: the room's next message. */
  void arrived(Row row, Message message, boolean mine) throws SQLException {
    row.whole = row.whole || row.reading == null; // nobody had written in it
    append(row, message, mine);
    Long listed = row.listedUntil;
    if (listed == null || message.timestamp().millis() > listed) {
      row.listedUntil = null;
      row.reading = RoomFold.fold(row.reading, message);
    }
    activity++;
    row.activity = activity;
  }

  /** Stores a message as the newest of its room. */
  void append(Row row, Message message, boolean mine) throws SQLException {
    insert(row, row.endPosition, message, mine);
    row.endPosition++;
  }

  /** Stores a message as the oldest of its room. */
  void prepend(Row row, Message message, boolean mine) throws SQLException {
    insert(row, row.firstPosition - 1, message, mine);
    row.firstPosition--;
  }

  private void insert(Row row, long position, Message message, boolean mine) throws SQLException {
    statements.update(
        "INSERT INTO messages (room, position, id, sender, text, time, mine) VALUES (?, ?, ?, ?, ?, ?, ?)",
        row.id,
        position,
        message.id(),
        message.sender(),
        message.text(),
        message.timestamp().millis(),
        mine);
  }

  /** A room as the server's list has it; the rooms come in the list's order, the last one first. */
  void listed(Row row, RoomReading reading) {
    row.reading = reading;
    row.listedUntil = reading.lastActivity().millis();
    activity++;
    row.activity = activity;
  }

  /** All that the list told of has been read: what comes from now on is not in it. */
  void listIsRead() throws SQLException {
    statements.update(
        "UPDATE rooms SET listed_until = NULL WHERE server = ? AND listed_until IS NOT NULL",
        server);
    rows.values().forEach(row -> row.listedUntil = null);
  }

  /** Forgets the oldest messages beyond a bound, at most so many at once; returns how many. */
  long trim(Row row, long keep, long atOnce) throws SQLException {
    long over = Math.min(row.size() - keep, atOnce);
    if (over <= 0) {
      return 0;
    }
    row.firstPosition += over;
    row.whole = false;
    statements.update(
        "DELETE FROM messages WHERE room = ? AND position < ?", row.id, row.firstPosition);
    return over;
  }

  /** The newest messages before a position, oldest first. */
  List<Message> before(Row row, long position, int limit) throws SQLException {
    return statements
        .list(
            "SELECT * FROM messages WHERE room = ? AND position < ? ORDER BY position DESC LIMIT ?",
            at -> message(row.room, at),
            row.id,
            position,
            limit)
        .reversed();
  }

  /** The newest message of all that is stored of a room. */
  @Nullable Message newest(Row row) throws SQLException {
    List<Message> newest = before(row, row.endPosition, 1);
    return newest.isEmpty() ? null : newest.getFirst();
  }

  /** The newest message that is stored of any room. */
  @Nullable Message newestOfAll() throws SQLException {
    String room =
        statements.one(
            """
            SELECT room FROM rooms WHERE server = ? AND end_position > first_position
            ORDER BY activity DESC LIMIT 1
            """,
            row -> row.getString(1),
            server);
    return room == null ? null : newest(get(room));
  }

  /** The message read up to. */
  @Nullable UUID lastRead(Row row) throws SQLException {
    Long read = row.readPosition;
    return read == null
        ? null
        : statements.one(
            "SELECT id FROM messages WHERE room = ? AND position <= ? ORDER BY position DESC LIMIT 1",
            at -> Statements.uuid(at, "id"),
            row.id,
            read);
  }

  /** How many messages of others come after the place read up to. */
  int unread(Row row) throws SQLException {
    Long read = row.readPosition;
    return Math.toIntExact(
        statements.number(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM messages WHERE room = ? AND position > ? AND mine = 0 LIMIT ?)
            """,
            row.id,
            read == null ? row.firstPosition - 1 : read,
            UNREAD_MAX));
  }

  private static Message message(String room, ResultSet row) throws SQLException {
    return new Message(
        Statements.uuid(row, "id"),
        row.getString("sender"),
        row.getString("text"),
        new Timestamp(row.getLong("time")),
        room);
  }

  /** Writes the rooms that were looked at in this transaction. */
  void save() throws SQLException {
    for (Row row : rows.values()) {
      RoomReading reading = row.reading;
      statements.update(
          """
          UPDATE rooms SET message_count = ?, last_activity = ?, listed_until = ?, activity = ?,
            first_position = ?, end_position = ?, read_position = ?, whole = ? WHERE id = ?
          """,
          reading == null ? 0 : reading.messageCount(),
          reading == null ? null : reading.lastActivity().millis(),
          row.listedUntil,
          row.activity,
          row.firstPosition,
          row.endPosition,
          row.readPosition,
          row.whole,
          row.id);
    }
  }

  Collection<Row> touched() {
    return rows.values();
  }
}
