package chat.parley.desktop.replica;

import chat.parley.desktop.replica.OutboxEntry.State;
import chat.parley.model.Timestamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was written here for one server, within one transaction, as its writer knows it. */
final class Outbox {
  static final int ENTRIES_MAX = 1_000;
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

  void touch(String room) {
    touched.add(room);
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

  static OutboxEntry entry(ResultSet row) throws SQLException {
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
