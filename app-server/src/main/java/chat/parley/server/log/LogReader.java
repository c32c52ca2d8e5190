package chat.parley.server.log;

import chat.parley.server.event.LogEvent;
import chat.parley.server.sqlite.Database;
import java.util.List;

/** Reads the log's events as they were stored; it blocks on the disk at worst. */
public final class LogReader {
  private final Database database;

  public LogReader(Database database) {
    this.database = database;
  }

  /**
   * The newest events before a place that count, are no message, and are not of a private room, the
   * newest first.
   */
  public List<LogEvent> actionsBefore(long seq, int limit) {
    return database.read(session ->
        session.list(
            """
            SELECT l.* FROM log l
            WHERE l.seq < ? AND l.type <> 'message' AND substr(l.room, 1, 1) <> '~'
              AND l.type <> 'passphrase_set'
              AND NOT EXISTS (SELECT 1 FROM refused r WHERE r.seq = l.seq)
            ORDER BY l.seq DESC LIMIT ?
            """,
            row -> LogRows.read(row).event(),
            seq,
            limit));
  }
}
