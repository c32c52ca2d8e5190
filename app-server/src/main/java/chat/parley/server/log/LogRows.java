package chat.parley.server.log;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.ErrorCode;
import chat.parley.model.EventBody;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.Timestamp;
import chat.parley.server.event.Applied;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.Place;
import chat.parley.server.event.ServerBody;
import chat.parley.server.sqlite.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events to rows of the table {@code log} and back, with what became of them. */
final class LogRows {
  private LogRows() {}

  /** An event with the chain after it. */
  record Chained(LogEvent event, Bytes32 chain) {}

  /** Writes an event; false where there is one of its ids, and then nothing is written. */
  static boolean insert(Session session, LogEvent event, Bytes32 chain) throws SQLException {
    int rows =
        session.update(
            """
            INSERT INTO log (seq, id, type, version, ignorable, room, actor, actor_key, actor_key_version, guest,
              time, client_message_id, body, salt, commitment, chain)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            event.seq(),
            event.id(),
            event.body().type(),
            event.body().version(),
            event.body().ignorable(),
            event.room(),
            event.actor().name(),
            event.actor().key(),
            event.actor().keyVersion(),
            event.actor().guest(),
            event.time().millis(),
            event.clientMessageId(),
            event.body().content(),
            event.salt(),
            event.commitment(),
            chain);
    return rows > 0;
  }

  static Chained read(ResultSet row) throws SQLException {
    byte[] content = row.getBytes("body");
    byte[] salt = row.getBytes("salt");
    LogEvent event =
        new LogEvent(
            row.getLong("seq"),
            Session.uuid(row, "id"),
            row.getString("room"),
            new Actor(
                row.getString("actor"),
                row.getString("actor_key"),
                row.getInt("actor_key_version"),
                row.getBoolean("guest")),
            new Timestamp(row.getLong("time")),
            clientMessageId(row),
            body(row, content),
            salt == null ? null : Bytes32.of(salt),
            Session.bytes32(row, "commitment"));
    return new Chained(event, Session.bytes32(row, "chain"));
  }

  private static EventBody body(ResultSet row, byte @Nullable [] content) throws SQLException {
    String type = row.getString("type");
    int version = row.getInt("version");
    if (content == null) {
      return new RoomBody.Erased(type, version, row.getBoolean("ignorable"));
    }
    return RoomBody.isType(type)
        ? RoomBody.of(type, version, content)
        : ServerBody.of(type, version, content);
  }

  private static @Nullable UUID clientMessageId(ResultSet row) throws SQLException {
    return row.getBytes("client_message_id") == null
        ? null
        : Session.uuid(row, "client_message_id");
  }

  /** An event of the log with the outcome it had. */
  static Applied applied(Session session, Chained chained) throws SQLException {
    LogEvent event = chained.event();
    Outcome outcome =
        session.one(
            "SELECT code, detail FROM refused WHERE seq = ?",
            row ->
                new Outcome.Refused(
                    ErrorCode.valueOf(row.getString("code")), row.getString("detail")),
            event.seq());
    if (outcome == null) {
      outcome =
          event.body() instanceof RoomBody body
              ? new Outcome.Accepted(accepted(session, event, body))
              : new Outcome.Noted(event);
    }
    return new Applied(new Place(event.seq(), chained.chain().lowInt()), outcome, false);
  }

  private static RoomEvent accepted(Session session, LogEvent event, RoomBody body)
      throws SQLException {
    record Given(long number, Timestamp time) {}
    Given given =
        session.one(
            body.type().equals(RoomBody.MessagePosted.TYPE)
                ? "SELECT number, time FROM messages WHERE seq = ?"
                : "SELECT number, time FROM room_events WHERE seq = ?",
            row -> new Given(row.getLong("number"), new Timestamp(row.getLong("time"))),
            event.seq());
    if (given == null) {
      throw new IllegalStateException(
          "Event " + event.seq() + " is in the log and not in its projection");
    }
    return new RoomEvent(
        event.room(),
        given.number(),
        event.id(),
        event.actor(),
        given.time(),
        body,
        event.salt(),
        event.commitment());
  }
}
