package chat.parley.desktop.replica;

import chat.parley.desktop.replica.OutboxEntry.State;
import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was written here for one server, within one transaction.
 *
 * <pre>
 *             claim              acknowledged            its message arrives
 *   WAITING ─────────▶ SENDING ───────────────▶ SENT ───────────────────────▶ (gone)
 *      ▲ ▲    postpone    │ │ refuse                     or was here already
 *      │ └────────────────┘ └──────▶ FAILED ──▶ (discarded)
 *      └────────── retry, at the end ───┘
 * </pre>
 *
 * A program that ends finds its {@code SENDING} ones as {@code WAITING} again: the server knows
 * them by their id.
 */
final class Outbox {
  static final int ENTRIES_MAX = 2_000;
  private static final String HIDDEN = "shadow IS NOT NULL AND state IN ('WAITING', 'SENDING')";

  private final Statements statements;
  private final long server;
  private final Set<String> touched = new HashSet<>();

  Outbox(Statements statements, long server) {
    this.statements = statements;
    this.server = server;
  }

  /** The rooms whose entries were changed. */
  Set<String> touched() {
    return touched;
  }

  void add(OutboxEntry entry) throws SQLException {
    long count = statements.number("SELECT count(*) FROM outbox WHERE server = ?", server);
    if (count >= ENTRIES_MAX) {
      throw new ReplicaException(
          ReplicaException.Kind.OUTBOX_FULL,
          "There are " + count + " messages waiting to be sent already.");
    }
    statements.update(
        """
        INSERT INTO outbox (id, server, room, sender, text, written, state)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        entry.id(),
        server,
        entry.room(),
        entry.sender(),
        entry.text(),
        entry.written().millis(),
        entry.state());
    touched.add(entry.room());
  }

  @Nullable OutboxEntry find(UUID id) throws SQLException {
    return statements.one(
        "SELECT * FROM outbox WHERE server = ? AND id = ?", Outbox::entry, server, id);
  }

  /** All of a room's that are to be shown, in the order in which they go out. */
  List<OutboxEntry> shown(String room) throws SQLException {
    return statements.list(
        "SELECT * FROM outbox WHERE server = ? AND room = ? AND NOT ("
            + HIDDEN
            + ") ORDER BY place",
        Outbox::entry,
        server,
        room);
  }

  /** How many of a room's are shown as on their way, or as failed. */
  int count(String room, boolean failed) throws SQLException {
    return Math.toIntExact(
        statements.number(
            "SELECT count(*) FROM outbox WHERE server = ? AND room = ? AND (state = 'FAILED') = ? AND NOT ("
                + HIDDEN
                + ")",
            server,
            room,
            failed));
  }

  /** The rooms that something was written for. */
  List<String> rooms() throws SQLException {
    return statements.list(
        "SELECT DISTINCT room FROM outbox WHERE server = ?", row -> row.getString(1), server);
  }

  /** What a program that ended left on its way is to be sent again. */
  void resume() throws SQLException {
    statements.update(
        "UPDATE outbox SET state = 'WAITING' WHERE server = ? AND state = 'SENDING'", server);
  }

  /**
   * Takes the first of each room that has none on its way, and marks them as on their way.
   *
   * @param except rooms to leave alone
   */
  List<OutboxEntry> claim(int limit, Set<String> except) throws SQLException {
    List<OutboxEntry> first =
        statements
            .list(
                """
                SELECT * FROM outbox WHERE place IN (
                  SELECT min(place) FROM outbox
                  WHERE server = ? AND state IN ('WAITING', 'SENDING') GROUP BY room)
                ORDER BY place
                """,
                Outbox::entry,
                server)
            .stream()
            .filter(entry -> entry.state() == State.WAITING && !except.contains(entry.room()))
            .limit(limit)
            .toList();
    for (OutboxEntry entry : first) {
      statements.update(
          "UPDATE outbox SET state = 'SENDING', attempts = attempts + 1 WHERE id = ?", entry.id());
      touched.add(entry.room());
    }
    return first;
  }

  /** One that was claimed was not sent after all. */
  void unclaim(OutboxEntry entry) throws SQLException {
    statements.update(
        "UPDATE outbox SET state = 'WAITING', attempts = attempts - 1 WHERE id = ? AND state = 'SENDING'",
        entry.id());
    touched.add(entry.room());
  }

  /** To be tried again by itself. */
  void postpone(OutboxEntry entry, @Nullable String problem) throws SQLException {
    statements.update(
        "UPDATE outbox SET state = 'WAITING', problem = ? WHERE id = ? AND state = 'SENDING'",
        problem,
        entry.id());
    touched.add(entry.room());
  }

  /** Refused for good. */
  void refuse(OutboxEntry entry, String problem) throws SQLException {
    statements.update(
        "UPDATE outbox SET state = 'FAILED', problem = ?, shadow = NULL WHERE id = ? AND state = 'SENDING'",
        problem,
        entry.id());
    touched.add(entry.room());
  }

  /** The server has it, under this id; it is kept until its message is here. */
  void acknowledged(OutboxEntry entry, UUID messageId, boolean isHere) throws SQLException {
    if (isHere) {
      statements.update("DELETE FROM outbox WHERE id = ?", entry.id());
    } else {
      statements.update(
          "UPDATE outbox SET state = 'SENT', problem = NULL, shadow = NULL, message_id = ? WHERE id = ?",
          messageId,
          entry.id());
    }
    touched.add(entry.room());
  }

  /** A message is here now that was not before. Returns whether it is known to be one of these. */
  boolean arrived(Message message) throws SQLException {
    int settled =
        statements.update(
            "DELETE FROM outbox WHERE server = ? AND room = ? AND message_id = ? AND state = 'SENT'",
            server,
            message.room(),
            message.id());
    int shadowed = settled > 0 ? 0 : shadow(message);
    if (settled + shadowed > 0) {
      touched.add(message.room());
    }
    return settled > 0;
  }

  /** The answer that says which message this is may still be under way, or lost. */
  private int shadow(Message message) throws SQLException {
    return statements.update(
        """
        UPDATE outbox SET shadow = ? WHERE place = (
          SELECT min(place) FROM outbox
          WHERE server = ? AND room = ? AND sender = ? AND text = ? AND attempts > 0
            AND shadow IS NULL AND state IN ('WAITING', 'SENDING'))
        """,
        message.id(),
        server,
        message.room(),
        message.sender(),
        message.text());
  }

  /** A failed one goes to the end of its room's queue. */
  boolean retry(UUID id) throws SQLException {
    OutboxEntry entry = find(id);
    if (entry == null || entry.state() != State.FAILED) {
      return false;
    }
    statements.update(
        """
        UPDATE outbox SET state = 'WAITING', problem = NULL,
          place = (SELECT max(place) + 1 FROM outbox) WHERE id = ?
        """,
        id);
    touched.add(entry.room());
    return true;
  }

  /** Deletes one that failed, or that was never on its way. */
  boolean discard(UUID id) throws SQLException {
    OutboxEntry entry = find(id);
    int deleted =
        statements.update(
            """
            DELETE FROM outbox WHERE server = ? AND id = ?
              AND (state = 'FAILED' OR (state = 'WAITING' AND attempts = 0))
            """,
            server,
            id);
    if (entry != null && deleted > 0) {
      touched.add(entry.room());
    }
    return deleted > 0;
  }

  /** Another server answers where these were written for one: a person has to decide. */
  void strand() throws SQLException {
    touched.addAll(rooms());
    statements.update(
        """
        UPDATE outbox SET state = 'FAILED', problem = ?, message_id = NULL, shadow = NULL
        WHERE server = ? AND state <> 'FAILED'
        """,
        OutboxEntry.ANOTHER_SERVER,
        server);
  }

  /**
   * The log lost its newest part: what had been acknowledged is sent again, and is stored once by
   * its id. Those that are here still are not concerned: {@link #arrived} is told of them first.
   */
  void sendAgain() throws SQLException {
    touched.addAll(rooms());
    statements.update(
        """
        UPDATE outbox SET state = CASE state WHEN 'SENT' THEN 'WAITING' ELSE state END,
          message_id = NULL, shadow = NULL
        WHERE server = ?
        """,
        server);
  }

  private static OutboxEntry entry(ResultSet row) throws SQLException {
    return new OutboxEntry(
        Statements.uuid(row, "id"),
        row.getString("room"),
        row.getString("sender"),
        row.getString("text"),
        new Timestamp(row.getLong("written")),
        State.valueOf(row.getString("state")),
        row.getString("problem"),
        Statements.uuidOrNull(row, "message_id"));
  }
}
