package chat.parley.server.projection;

import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import chat.parley.model.fold.RoomFold;
import chat.parley.model.fold.RoomHead;
import chat.parley.model.fold.RoomReading;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.sqlite.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Applies events to the tables of rooms and messages, on the writer's connection, in the
 * transaction that logs them.
 */
public final class RoomTables {
  private RoomTables() {}

  /** Judges the event and writes what it does. */
  public static Outcome apply(Session session, LogEvent event) throws SQLException {
    RoomHead before = head(session, event.room());
    Outcome outcome = Judge.judge(event, before);
    switch (outcome) {
      case Outcome.Refused refused ->
          session.update(
              "INSERT INTO refused (seq, code, detail) VALUES (?, ?, ?)",
              event.seq(),
              refused.code().name(),
              refused.detail());
      case Outcome.Accepted accepted ->
          write(session, event.seq(), RoomFold.fold(before, accepted.event()));
    }
    return outcome;
  }

  private static void write(Session session, long seq, RoomFold.Step step) throws SQLException {
    RoomHead head = step.head();
    session.update(
        """
        INSERT INTO rooms (room, number, digest, message_count, created, last_activity, last_seq)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (room) DO UPDATE SET number = excluded.number, digest = excluded.digest,
          message_count = excluded.message_count, last_activity = excluded.last_activity,
          last_seq = excluded.last_seq
        """,
        head.room(),
        head.number(),
        head.digest(),
        head.messageCount(),
        head.created().millis(),
        head.lastActivity().millis(),
        seq);
    Message message = step.message();
    if (message != null) {
      session.update(
          "INSERT INTO messages (seq, room, number, id, sender, text, time) VALUES (?, ?, ?, ?, ?, ?, ?)",
          seq,
          message.room(),
          head.number(),
          message.id(),
          message.sender(),
          message.text(),
          message.timestamp().millis());
    }
  }

  /** The room as it is now, null if there is none of that name. */
  public static @Nullable RoomHead head(Session session, String room) throws SQLException {
    return session.one("SELECT * FROM rooms WHERE room = ?", RoomTables::head, room);
  }

  /** The room of a row of the table of rooms. */
  public static RoomHead head(ResultSet row) throws SQLException {
    return new RoomHead(
        row.getString("room"),
        row.getLong("number"),
        Session.bytes32(row, "digest"),
        new RoomReading(row.getLong("message_count"), new Timestamp(row.getLong("last_activity"))),
        new Timestamp(row.getLong("created")));
  }

  /** The message of a row of the table of messages. */
  public static Message message(ResultSet row) throws SQLException {
    return new Message(
        Session.uuid(row, "id"),
        row.getString("sender"),
        row.getString("text"),
        new Timestamp(row.getLong("time")),
        row.getString("room"));
  }
}
