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

  /** Reads the identity of the log in a database; a new log gets one first. */
  public static LogIdentity of(Session session, SecureRandom random) throws SQLException {
    return new LogIdentity(
        ByteBuffer.wrap(kept(session, "epoch", Integer.BYTES, random)).getInt(),
        new Key(kept(session, "cursor_key", 16, random)));
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
