package chat.parley.server.log;

import chat.parley.server.event.Applied;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.Place;
import chat.parley.server.projection.Queries;
import chat.parley.server.sqlite.Database;
import java.util.ArrayList;
import java.util.List;

/** Reads the log's events as they were stored; it blocks on the disk at worst. */
public final class LogReader {
  private final Database database;
  private final Queries queries;

  public LogReader(Database database) {
    this.database = database;
    queries = new Queries(database);
  }

  /**
   * The newest of the log.
   *
   * @param before the place that they follow
   * @param events with what became of them, oldest first
   */
  public record Newest(Place before, List<Applied> events) {}

  /**
   * The newest events, at most so many.
   *
   * @throws RuntimeException if one of them cannot be read: it is damaged, or of a newer version
   */
  public Newest newest(int most) {
    List<Applied> events =
        database.read(session -> {
          List<LogRows.Chained> rows =
              session.list("SELECT * FROM log ORDER BY seq DESC LIMIT ?", LogRows::read, most);
          List<Applied> found = new ArrayList<>();
          for (LogRows.Chained row : rows.reversed()) {
            found.add(LogRows.applied(session, row));
          }
          return found;
        });
    long first = events.isEmpty() ? 1 : events.getFirst().place().seq();
    Place before = queries.placeAt(first - 1);
    boolean isWhole =
        events.isEmpty() || events.getLast().place().seq() == first - 1 + events.size();
    if (before == null || !isWhole) {
      throw new IllegalStateException("The log has a gap among its newest events");
    }
    return new Newest(before, events);
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
