package chat.parley.server.log;

import chat.parley.server.sqlite.Session;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * What makes this log this one, made with it and kept in it: the epoch, and the key its cursors are
 * encrypted with.
 *
 * @param cursorKey 16 bytes
 */
public record LogIdentity(int epoch, Key cursorKey) {
  private static final String EPOCH = "epoch";
  private static final String CURSOR_KEY = "cursor_key";

  /** An AES key of 128 bits; it is never printed. */
  public static final class Key {
    private final byte[] bytes;

    public Key(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    public byte[] toArray() {
      return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Key[hidden]";
    }
  }

  /**
   * Reads the identity of the log in a database, in one transaction of the caller's. A new log gets
   * one first, and so does a backup, which then is none any more: the log it was copied from may
   * have gone on, so no cursor of that one may be taken for one of this.
   */
  public static LogIdentity of(Session session, SecureRandom random) throws SQLException {
    if (BackupMark.of(session) != null) {
      remove(session);
      BackupMark.remove(session);
    }
    return new LogIdentity(
        ByteBuffer.wrap(kept(session, EPOCH, Integer.BYTES, random)).getInt(),
        new Key(kept(session, CURSOR_KEY, 16, random)));
  }

  static void remove(Session session) throws SQLException {
    session.update("DELETE FROM meta WHERE name IN (?, ?)", EPOCH, CURSOR_KEY);
  }

  private static byte[] kept(Session session, String name, int length, SecureRandom random)
      throws SQLException {
    byte[] fresh = new byte[length];
    random.nextBytes(fresh);
    session.update(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name, fresh);
    byte[] value =
        session.one("SELECT value FROM meta WHERE name = ?", row -> row.getBytes(1), name);
    if (value == null || value.length != length) {
      throw new SQLException("The database has no usable " + name);
    }
    return value;
  }
}
