package chat.parley.server.backup;

import chat.parley.server.sqlite.Session;
import java.sql.SQLException;

/**
 * How much a log holds.
 *
 * @param rooms the rooms there are
 */
public record Contents(long messages, long rooms) {
  static Contents of(Session session) throws SQLException {
    return new Contents(
        count(session, "SELECT count(*) FROM messages"),
        count(session, "SELECT count(*) FROM rooms"));
  }

  private static long count(Session session, String sql) throws SQLException {
    Long count = session.one(sql, row -> row.getLong(1));
    return count == null ? 0 : count;
  }

  /** In words, for example {@code 1,234 messages in 3 rooms}. */
  @Override
  public String toString() {
    return counted(messages, "message") + " in " + counted(rooms, "room");
  }

  private static String counted(long count, String noun) {
    return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
  }
}
