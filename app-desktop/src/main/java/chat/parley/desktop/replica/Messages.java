package chat.parley.desktop.replica;

import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of rooms, within one transaction. They change the row, which is saved elsewhere. */
final class Messages {
  /** More than this are not counted. */
  private static final int UNREAD_MAX = 10_000;

  private final Statements statements;

  Messages(Statements statements) {
    this.statements = statements;
  }

  boolean knows(RoomRow row, UUID id) throws SQLException {
    return positionOf(row, id) != null;
  }

  @Nullable Long positionOf(RoomRow row, UUID id) throws SQLException {
    return statements.one(
        "SELECT position FROM messages WHERE room = ? AND id = ?", at -> at.getLong(1), row.id, id);
  }

  /** Stores a message as the newest of its room. */
  void append(RoomRow row, Message message, boolean mine) throws SQLException {
    insert(row, row.endPosition, message, mine);
    row.endPosition++;
  }

  /** Stores a message as the oldest of its room. */
  void prepend(RoomRow row, Message message, boolean mine) throws SQLException {
    insert(row, row.firstPosition - 1, message, mine);
    row.firstPosition--;
  }

  private void insert(RoomRow row, long position, Message message, boolean mine)
      throws SQLException {
    statements.update(
        """
        INSERT INTO messages (room, position, id, sender, text, time, mine, guest, deleted)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        row.id,
        position,
        message.id(),
        message.sender(),
        message.deleted() ? "" : message.text(),
        message.timestamp().millis(),
        mine,
        message.guest(),
        message.deleted());
  }

  /** Takes a message's text off the disk; its place stays. */
  void delete(RoomRow row, UUID id) throws SQLException {
    int deleted =
        statements.update(
            "UPDATE messages SET text = '', deleted = 1 WHERE room = ? AND id = ?", row.id, id);
    if (deleted > 0) {
      statements.eraseAfterCommit();
    }
  }

  /** A message turned out to be this person's own; whether it is here. */
  boolean mine(RoomRow row, UUID id) throws SQLException {
    return statements.update("UPDATE messages SET mine = 1 WHERE room = ? AND id = ?", row.id, id)
        > 0;
  }

  /** Forgets the oldest messages beyond a bound, at most so many at once; returns how many. */
  long trim(RoomRow row, long keep, long atOnce) throws SQLException {
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
  List<Message> before(RoomRow row, long position, int limit) throws SQLException {
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
  @Nullable Message newest(RoomRow row) throws SQLException {
    List<Message> newest = before(row, row.endPosition, 1);
    return newest.isEmpty() ? null : newest.getFirst();
  }

  /** The message read up to. */
  @Nullable UUID lastRead(RoomRow row) throws SQLException {
    Long read = row.readPosition;
    return read == null
        ? null
        : statements.one(
            "SELECT id FROM messages WHERE room = ? AND position <= ? ORDER BY position DESC LIMIT"
                + " 1",
            at -> Statements.uuid(at, "id"),
            row.id,
            read);
  }

  /** How many messages of others come after the place read up to. */
  int unread(RoomRow row) throws SQLException {
    Long read = row.readPosition;
    return Math.toIntExact(
        statements.number(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM messages WHERE room = ? AND position > ? AND mine = 0 AND deleted = 0
              LIMIT ?)
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
        room,
        row.getBoolean("guest"),
        row.getBoolean("deleted"));
  }
}
