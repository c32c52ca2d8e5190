package chat.parley.desktop.replica;

import java.sql.SQLException;
import java.util.List;

/**
 * The layout of the replica's file, as the steps that made it. The number of steps done is kept in
 * {@code PRAGMA user_version}; a step that has been released is never changed.
 */
final class Layout {
  /** "PRLR": marks a SQLite file as one of ours. */
  static final int APPLICATION_ID = 0x50524C52;

  private static final List<List<String>> STEPS =
      List.of(
          List.of(
              """
              CREATE TABLE servers (
                id INTEGER PRIMARY KEY,
                key TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                used INTEGER NOT NULL,
                cursor TEXT,
                patience_s INTEGER
              ) STRICT
              """,
              // A room's messages are numbered without gaps from first_position to before
              // end_position: newer ones are added at the end, older ones before the first.
              // listed_until: its count comes from a list that may tell of messages that a poll
              // still brings, those up to this moment. whole: the messages begin with the room's
              // first one.
              """
              CREATE TABLE rooms (
                id INTEGER PRIMARY KEY,
                server INTEGER NOT NULL REFERENCES servers ON DELETE CASCADE,
                room TEXT NOT NULL,
                message_count INTEGER NOT NULL DEFAULT 0,
                last_activity INTEGER,
                listed_until INTEGER,
                activity INTEGER NOT NULL DEFAULT 0,
                first_position INTEGER NOT NULL DEFAULT 0,
                end_position INTEGER NOT NULL DEFAULT 0,
                read_position INTEGER,
                whole INTEGER NOT NULL DEFAULT 0,
                kept INTEGER NOT NULL DEFAULT 0,
                UNIQUE (server, room)
              ) STRICT
              """,
              """
              CREATE TABLE messages (
                room INTEGER NOT NULL REFERENCES rooms ON DELETE CASCADE,
                position INTEGER NOT NULL,
                id BLOB NOT NULL,
                sender TEXT NOT NULL,
                text TEXT NOT NULL,
                time INTEGER NOT NULL,
                mine INTEGER NOT NULL,
                UNIQUE (room, id),
                UNIQUE (room, position)
              ) STRICT
              """,
              """
              CREATE TABLE drafts (
                server INTEGER NOT NULL REFERENCES servers ON DELETE CASCADE,
                room TEXT NOT NULL,
                text TEXT NOT NULL,
                PRIMARY KEY (server, room)
              ) STRICT, WITHOUT ROWID
              """,
              // In a room, a lower place goes out before a higher one. shadow: the message that is
              // taken for this one until the server's answer says whether it is.
              """
              CREATE TABLE outbox (
                place INTEGER PRIMARY KEY,
                id BLOB NOT NULL UNIQUE,
                server INTEGER NOT NULL REFERENCES servers ON DELETE CASCADE,
                room TEXT NOT NULL,
                sender TEXT NOT NULL,
                text TEXT NOT NULL,
                written INTEGER NOT NULL,
                state TEXT NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                problem TEXT,
                message_id BLOB,
                shadow BLOB
              ) STRICT
              """,
              // All that choosing the next and counting need, so that neither reads texts.
              "CREATE INDEX outbox_by_room ON outbox (server, room, place, state, shadow)"),
          List.of(
              "ALTER TABLE messages ADD COLUMN guest INTEGER NOT NULL DEFAULT 0",
              "ALTER TABLE messages ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0",
              // listed: whether the server's list has told what the room is called, and the rest.
              "ALTER TABLE rooms ADD COLUMN listed INTEGER NOT NULL DEFAULT 0",
              "ALTER TABLE rooms ADD COLUMN title TEXT",
              "ALTER TABLE rooms ADD COLUMN topic TEXT",
              "ALTER TABLE rooms ADD COLUMN role TEXT",
              "ALTER TABLE rooms ADD COLUMN direct TEXT",
              """
              CREATE TABLE tokens (
                server INTEGER PRIMARY KEY REFERENCES servers ON DELETE CASCADE,
                name TEXT NOT NULL,
                secret TEXT NOT NULL,
                administrator INTEGER NOT NULL
              ) STRICT
              """));

  private Layout() {}

  /** The version of the layout that this version of Parley writes. */
  static int current() {
    return STEPS.size();
  }

  /** Brings a file up to date, each step in a transaction of its own. */
  static void bringUpToDate(Statements statements) throws SQLException {
    for (int version = version(statements); version < current(); version++) {
      statements.execute("BEGIN IMMEDIATE");
      try {
        if (version == 0) {
          statements.execute("PRAGMA application_id = " + APPLICATION_ID);
        }
        for (String statement : STEPS.get(version)) {
          statements.execute(statement);
        }
        statements.execute("PRAGMA user_version = " + (version + 1));
        statements.execute("COMMIT");
      } catch (SQLException e) {
        statements.execute("ROLLBACK");
        throw e;
      }
    }
  }

  static int version(Statements statements) throws SQLException {
    return Math.toIntExact(statements.number("PRAGMA user_version"));
  }
}
