package chat.parley.server.sqlite;

import java.sql.SQLException;
import java.util.List;

/**
 * The layout of the database, as the steps that made it. The number of steps done is kept in {@code
 * PRAGMA user_version}; a step that has been released is never changed.
 */
final class Migrations {
  /** "PRLY": marks a SQLite file as one of ours. */
  static final int APPLICATION_ID = 0x50524C59;

  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
              // The log. body and salt are null once the content has been erased.
              """
              CREATE TABLE log (
                seq INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE,
                type TEXT NOT NULL,
                version INTEGER NOT NULL,
                ignorable INTEGER NOT NULL,
                room TEXT NOT NULL,
                actor TEXT NOT NULL,
                actor_key TEXT NOT NULL,
                actor_key_version INTEGER NOT NULL,
                guest INTEGER NOT NULL,
                time INTEGER NOT NULL,
                client_message_id BLOB,
                body BLOB,
                salt BLOB,
                commitment BLOB NOT NULL,
                chain BLOB NOT NULL
              ) STRICT
              """,
              """
              CREATE UNIQUE INDEX log_by_client_message_id ON log (client_message_id)
                WHERE client_message_id IS NOT NULL
              """,
              // The projection: what follows from the log, kept in the same transaction.
              """
              CREATE TABLE refused (
                seq INTEGER PRIMARY KEY,
                code TEXT NOT NULL,
                detail TEXT NOT NULL
              ) STRICT
              """,
              """
              CREATE TABLE rooms (
                room TEXT PRIMARY KEY,
                number INTEGER NOT NULL,
                digest BLOB NOT NULL,
                message_count INTEGER NOT NULL,
                created INTEGER NOT NULL,
                last_activity INTEGER NOT NULL,
                last_seq INTEGER NOT NULL
              ) STRICT, WITHOUT ROWID
              """,
              """
              CREATE TABLE messages (
                seq INTEGER PRIMARY KEY,
                room TEXT NOT NULL,
                number INTEGER NOT NULL,
                id BLOB NOT NULL,
                sender TEXT NOT NULL,
                text TEXT NOT NULL,
                time INTEGER NOT NULL
              ) STRICT
              """,
              "CREATE INDEX messages_by_room ON messages (room, seq)",
              // The places of clients that send no cursor. Not part of the log and not of the
              // projection.
              """
              CREATE TABLE places (
                owner TEXT NOT NULL,
                client_id TEXT NOT NULL,
                room TEXT NOT NULL,
                cursor TEXT NOT NULL,
                time INTEGER NOT NULL,
                PRIMARY KEY (owner, client_id, room)
              ) STRICT, WITHOUT ROWID
              """),
          List.of(
              // Who owns a name, who is in a room, who may come in: see the package fact.
              """
              CREATE TABLE facts (
                kind TEXT NOT NULL,
                key TEXT NOT NULL,
                owner TEXT,
                value BLOB NOT NULL,
                PRIMARY KEY (kind, key)
              ) STRICT, WITHOUT ROWID
              """,
              "CREATE INDEX facts_by_owner ON facts (owner, kind) WHERE owner IS NOT NULL",
              // The accepted events of rooms that brought no message.
              """
              CREATE TABLE room_events (
                seq INTEGER PRIMARY KEY,
                room TEXT NOT NULL,
                number INTEGER NOT NULL,
                time INTEGER NOT NULL
              ) STRICT
              """,
              "CREATE INDEX room_events_by_room ON room_events (room, seq)",
              "CREATE INDEX room_events_public ON room_events (seq) WHERE substr(room, 1, 1) <> '~'",
              """
              INSERT INTO room_events (seq, room, number, time)
                SELECT l.seq, l.room, 1, l.time FROM log l
                WHERE l.type = 'room' AND NOT EXISTS (SELECT 1 FROM refused r WHERE r.seq = l.seq)
              """,
              "ALTER TABLE messages ADD COLUMN guest INTEGER NOT NULL DEFAULT 1",
              "ALTER TABLE messages ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0",
              "CREATE INDEX messages_public ON messages (seq) WHERE substr(room, 1, 1) <> '~'",
              "CREATE INDEX log_actions ON log (seq) WHERE type <> 'message'"));

  private Migrations() {}

  /** The version of the layout that this version of Parley writes. */
  static int current() {
    return STEPS.size();
  }

  /** Brings a database up to date, each step in a transaction of its own. */
  static void run(Session session) throws SQLException {
    for (int version = version(session); version < current(); version++) {
      session.execute("BEGIN IMMEDIATE");
      try {
        if (version == 0) {
          session.execute("PRAGMA application_id = " + APPLICATION_ID);
        }
        for (String statement : STEPS.get(version)) {
          session.execute(statement);
        }
        session.execute("PRAGMA user_version = " + (version + 1));
        session.execute("COMMIT");
      } catch (SQLException e) {
        session.execute("ROLLBACK");
        throw e;
      }
    }
  }

  static int version(Session session) throws SQLException {
    Integer version = session.one("PRAGMA user_version", row -> row.getInt(1));
    return version == null ? 0 : version;
  }
}
