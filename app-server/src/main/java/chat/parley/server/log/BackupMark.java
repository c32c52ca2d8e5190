package chat.parley.server.log;

import chat.parley.model.Timestamp;
import chat.parley.server.sqlite.Session;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a backup has inside that a server's own database has not: whatever opens it as data knows by
 * it that this is a copy, and that the log may have gone on without it.
 *
 * @param made when
 */
public record BackupMark(Timestamp made) {
  private static final String NAME = "backup";

  /** The mark in a database, or null if it has none. */
  public static @Nullable BackupMark of(Session session) throws SQLException {
    byte[] value =
        session.one("SELECT value FROM meta WHERE name = ?", row -> row.getBytes(1), NAME);
    if (value == null) {
      return null;
    }
    if (value.length != Long.BYTES) {
      throw new SQLException("The mark of the backup is damaged");
    }
    return new BackupMark(new Timestamp(ByteBuffer.wrap(value).getLong()));
  }

  /** Puts the mark into a copy, in place of any it has, and takes the log's identity out of it. */
  public void put(Session session) throws SQLException {
    LogIdentity.remove(session);
    session.update(
        "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
        NAME,
        ByteBuffer.allocate(Long.BYTES).putLong(made.millis()).array());
  }

  static void remove(Session session) throws SQLException {
    session.update("DELETE FROM meta WHERE name = ?", NAME);
  }
}
