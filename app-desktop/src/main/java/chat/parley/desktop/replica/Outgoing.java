package chat.parley.desktop.replica;

import chat.parley.desktop.replica.OutboxEntry.State;
import chat.parley.model.Message;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of what was written here, within one transaction.
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
final class Outgoing {
  private final Statements statements;
  private final long server;
  private final Outbox outbox;

  Outgoing(Statements statements, long server, Outbox outbox) {
    this.statements = statements;
    this.server = server;
    this.outbox = outbox;
  }

  /**
   * What a program that ended left on its way is to be sent again; so is what was acknowledged and
   * has not come back, since a server that was set back meanwhile has it no longer. One that has it
   * says so.
   */
  void resume() throws SQLException {
    statements.update(
        "UPDATE outbox SET state = 'WAITING' WHERE server = ? AND state IN ('SENDING', 'SENT')",
        server);
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
    List<OutboxEntry> claimed = new ArrayList<>();
    String owned = ownedName();
    for (OutboxEntry entry : first) {
      OutboxEntry signed = owned == null ? entry : entry.under(owned);
      statements.update(
          "UPDATE outbox SET state = 'SENDING', attempts = attempts + 1, sender = ? WHERE id = ?",
          signed.sender(),
          entry.id());
      outbox.touch(entry.room());
      claimed.add(signed);
    }
    return claimed;
  }

  /**
   * The name that this person owns on the server, null for none: whatever waits is sent under it,
   * as the server takes no other from them.
   */
  private @Nullable String ownedName() throws SQLException {
    return statements.one(
        "SELECT name FROM tokens WHERE server = ?", row -> row.getString(1), server);
  }

  /** One that was claimed was not sent after all. */
  void unclaim(OutboxEntry entry) throws SQLException {
    statements.update(
        "UPDATE outbox SET state = 'WAITING', attempts = attempts - 1 WHERE id = ? AND state ="
            + " 'SENDING'",
        entry.id());
    outbox.touch(entry.room());
  }

  /** To be tried again by itself. */
  void postpone(OutboxEntry entry, @Nullable String problem) throws SQLException {
    statements.update(
        "UPDATE outbox SET state = 'WAITING', problem = ? WHERE id = ? AND state = 'SENDING'",
        problem,
        entry.id());
    outbox.touch(entry.room());
  }

  /** Refused for good. */
  void refuse(OutboxEntry entry, String problem) throws SQLException {
    statements.update(
        "UPDATE outbox SET state = 'FAILED', problem = ?, shadow = NULL WHERE id = ? AND state ="
            + " 'SENDING'",
        problem,
        entry.id());
    outbox.touch(entry.room());
  }

  /**
   * The server has it, under this id; it is kept until its message is here. One that no longer
   * waits for this answer, because another server answers now, is done with.
   */
  void acknowledged(OutboxEntry entry, UUID messageId, boolean isHere) throws SQLException {
    int waitsForIt =
        isHere
            ? 0
            : statements.update(
                """
                UPDATE outbox SET state = 'SENT', problem = NULL, shadow = NULL, message_id = ?
                WHERE id = ? AND state IN ('WAITING', 'SENDING')
                """,
                messageId,
                entry.id());
    if (waitsForIt == 0) {
      statements.update("DELETE FROM outbox WHERE id = ?", entry.id());
    }
    outbox.touch(entry.room());
  }

  /** A poll brought a message that was not here. Returns whether it seems to be one of these. */
  boolean arrived(Message message) throws SQLException {
    return settled(message) || shadow(message);
  }

  /** A message is here now. Returns whether it is one of these that the server acknowledged. */
  boolean settled(Message message) throws SQLException {
    return touched(
        message,
        statements.update(
            """
            DELETE FROM outbox
            WHERE server = ? AND room = ? AND message_id = ? AND state IN ('SENT', 'WAITING')
            """,
            server,
            message.room(),
            message.id()));
  }

  /** The answer that says which message this is may still be under way, or lost. */
  private boolean shadow(Message message) throws SQLException {
    return touched(
        message,
        statements.update(
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
            message.text()));
  }

  private boolean touched(Message message, int entries) {
    if (entries > 0) {
      outbox.touch(message.room());
    }
    return entries > 0;
  }

  /** Another server answers where these were written for one: a person has to decide. */
  void strand() throws SQLException {
    outbox.rooms().forEach(outbox::touch);
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
    outbox.rooms().forEach(outbox::touch);
    statements.update(
        """
        UPDATE outbox SET state = CASE state WHEN 'SENT' THEN 'WAITING' ELSE state END,
          message_id = NULL, shadow = NULL
        WHERE server = ?
        """,
        server);
  }
}
