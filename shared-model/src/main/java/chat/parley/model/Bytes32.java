package chat.parley.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Thirty-two bytes: a SHA-256 hash (FIPS 180-4) or a salt. */
public final class Bytes32 {
  public static final Bytes32 ZERO = new Bytes32(new byte[32]);

  private final byte[] bytes;

  private Bytes32(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies the bytes.
   *
   * @throws IllegalArgumentException if there are not exactly 32
   */
  public static Bytes32 of(byte[] bytes) {
    if (bytes.length != 32) {
      throw new IllegalArgumentException("32 bytes are expected, not " + bytes.length);
    }
    return new Bytes32(bytes.clone());
  }

  /** The SHA-256 hash of the parts, one after the other. */
  public static Bytes32 sha256(byte[]... parts) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
    for (byte[] part : parts) {
      sha256.update(part);
    }
    return new Bytes32(sha256.digest());
  }

  public byte[] toArray() {
    return bytes.clone();
  }

  /** The last four bytes as an integer. */
  public int lowInt() {
    return java.nio.ByteBuffer.wrap(bytes).getInt(28);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes32 that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
