package chat.parley.server.log;

import chat.parley.model.Bytes32;
import chat.parley.server.event.Applied;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.NewEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.Place;
import chat.parley.server.projection.RoomTables;
import chat.parley.server.sqlite.Session;
import java.sql.SQLException;

/**
 * Appends to the log, and knows what it appended: where the log ends, and what is so in it. If
 * anything of that is undone there has to be a new one, which knows nothing yet. On the writer's
 * thread only.
 */
final class Appending {
  private final Session session;
  private final RoomTables tables;
  private Head head;

  Appending(Session session) throws SQLException {
    this.session = session;
    tables = new RoomTables(session);
    head = Head.of(session);
  }

  /** The end of a log: its last number, and the chain there. */
  record Head(long seq, Bytes32 chain) {
    static Head of(Session session) throws SQLException {
      Head head =
          session.one(
              "SELECT seq, chain FROM log ORDER BY seq DESC LIMIT 1",
              row -> new Head(row.getLong("seq"), Session.bytes32(row, "chain")));
      return head == null ? new Head(0, Bytes32.ZERO) : head;
    }

    Place place() {
      return seq == 0 ? Place.START : new Place(seq, chain.lowInt());
    }
  }

  /**
   * Appends an event, unless the log has it.
   *
   * @param commitment the event's own
   */
  Applied append(NewEvent event, Bytes32 commitment) throws SQLException {
    LogEvent logged = event.at(head.seq() + 1, commitment);
    Bytes32 chain = logged.chainedTo(head.chain());
    if (!LogRows.insert(session, logged, chain)) {
      return firstTime(event);
    }
    Outcome outcome = tables.apply(logged);
    head = new Head(logged.seq(), chain);
    return new Applied(head.place(), outcome, true);
  }

  /** Writes what is left to write before the commit. */
  void end() throws SQLException {
    tables.end();
  }

  /** The event with that id, or that id of the client's, which the log has already. */
  private Applied firstTime(NewEvent event) throws SQLException {
    LogRows.Chained first =
        session.one("SELECT * FROM log WHERE id = ?", LogRows::read, event.id());
    if (first == null && event.clientMessageId() != null) {
      first =
          session.one(
              "SELECT * FROM log WHERE client_message_id = ?",
              LogRows::read,
              event.clientMessageId());
    }
    if (first == null) {
      throw new IllegalStateException("The log has another event " + (head.seq() + 1));
    }
    return LogRows.applied(session, first);
  }
}
