package chat.parley.server.projection;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.Message;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.Timestamp;
import chat.parley.model.fold.RoomFold;
import chat.parley.model.fold.RoomHead;
import chat.parley.model.fold.RoomReading;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.fact.FactChange;
import chat.parley.server.fact.FactFold;
import chat.parley.server.sqlite.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies events to the tables of rooms and messages, on the writer's connection, in the
 * transaction that logs them, at whose end there is {@link #end}.
 */
public final class RoomTables {
  private final Session session;
  private final Remembered before;

  // Not yet written: at most one for each event of a commit, of which there are fewer than rooms
  // that are remembered, so that none of these is read from the table.
  private final Map<String, Changed> changed = new LinkedHashMap<>();

  /**
   * A room that is another one now.
   *
   * @param lastSeq the event that made it or its newest message, 0 where none is new
   */
  private record Changed(RoomHead head, long lastSeq) {}

  /**
   * The tables as their one writer sees them. What it wrote it remembers: where that is undone
   * there have to be new ones.
   */
  public RoomTables(Session session) {
    this.session = session;
    before = new Remembered(session);
  }

  /** Judges the event and writes what it does, but for what waits for {@link #end}. */
  public Outcome apply(LogEvent event) throws SQLException {
    try {
      Outcome outcome = Judge.judge(event, before);
      FactFold.Happened happened = FactFold.Happened.of(outcome);
      List<FactChange> changes = happened == null ? List.of() : FactFold.changes(happened, before);
      switch (outcome) {
        case Outcome.Refused refused ->
            session.update(
                "INSERT INTO refused (seq, code, detail) VALUES (?, ?, ?)",
                event.seq(),
                refused.code().name(),
                refused.detail());
        case Outcome.Noted _ -> {}
        case Outcome.Accepted accepted ->
            write(
                event.seq(),
                RoomFold.fold(before.head(event.room()), accepted.event()),
                accepted.event());
      }
      for (FactChange change : changes) {
        SqlFacts.write(session, change);
        before.changed(change);
      }
      return outcome;
    } catch (SqlFacts.FactsUnreadException e) {
      throw e.failure();
    }
  }

  private void write(long seq, RoomFold.Step step, RoomEvent event) throws SQLException {
    RoomHead head = step.head();
    before.changed(head);
    boolean isActivity = step.message() != null || head.number() == 1;
    changed.merge(
        head.room(),
        new Changed(head, isActivity ? seq : 0),
        (earlier, now) -> now.lastSeq() == 0 ? new Changed(head, earlier.lastSeq()) : now);
    Message message = step.message();
    if (message == null) {
      session.update(
          "INSERT INTO room_events (seq, room, number, time) VALUES (?, ?, ?, ?)",
          seq,
          event.room(),
          event.number(),
          event.time().millis());
    } else {
      session.update(
          """
          INSERT INTO messages (seq, room, number, id, sender, text, time, guest)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
          seq,
          message.room(),
          head.number(),
          message.id(),
          message.sender(),
          message.text(),
          message.timestamp().millis(),
          message.guest());
    }
    if (event.body() instanceof RoomBody.MessageDeleted(UUID messageId)) {
      erase(messageId);
    }
  }

  /** Writes the rooms as they are now: once for each, however much was written in it. */
  public void end() throws SQLException {
    for (Changed room : changed.values()) {
      write(room);
    }
    changed.clear();
  }

  private void write(Changed room) throws SQLException {
    RoomHead head = room.head();
    session.update(
        """
        INSERT INTO rooms (room, number, digest, message_count, created, last_activity, last_seq)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (room) DO UPDATE SET number = excluded.number, digest = excluded.digest,
          message_count = excluded.message_count, last_activity = excluded.last_activity,
          last_seq = CASE WHEN excluded.message_count > message_count
            THEN excluded.last_seq ELSE last_seq END
        """,
        head.room(),
        head.number(),
        head.digest(),
        head.messageCount(),
        head.created().millis(),
        head.lastActivity().millis(),
        room.lastSeq());
  }

  /** Takes away what a message says, where it is read and where it was logged. */
  private void erase(UUID messageId) throws SQLException {
    session.erase(
        """
        UPDATE messages SET text = '', deleted = 1
        WHERE seq = (SELECT seq FROM log WHERE id = ?)
        """,
        messageId);
    session.erase("UPDATE log SET body = NULL, salt = NULL WHERE id = ?", messageId);
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
        row.getString("room"),
        row.getBoolean("guest"),
        row.getBoolean("deleted"));
  }

  /** An accepted event that is no message, of a row of the log with its number and its time. */
  static RoomEvent event(ResultSet row) throws SQLException {
    byte[] content = row.getBytes("body");
    byte[] salt = row.getBytes("salt");
    String type = row.getString("type");
    int version = row.getInt("version");
    return new RoomEvent(
        row.getString("room"),
        row.getLong("number"),
        Session.uuid(row, "id"),
        new Actor(
            row.getString("actor"),
            row.getString("actor_key"),
            row.getInt("actor_key_version"),
            row.getBoolean("guest")),
        new Timestamp(row.getLong("counted")),
        content == null
            ? new RoomBody.Erased(type, version, row.getBoolean("ignorable"))
            : RoomBody.of(type, version, content),
        salt == null ? null : Bytes32.of(salt),
        Session.bytes32(row, "commitment"));
  }
}
