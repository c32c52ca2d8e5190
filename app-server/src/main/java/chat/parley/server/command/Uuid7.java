package chat.parley.server.command;

import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs of version 7 (RFC 9562, section 5.7): milliseconds since the epoch, then random bits. */
final class Uuid7 {
  /** How many random bytes one takes. */
  static final int RANDOM_BYTES = Short.BYTES + Long.BYTES;

  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private Uuid7() {}

  static UUID at(long epochMillis, ByteBuffer random) {
    long high = (epochMillis << 16) | VERSION | (random.getShort() & 0x0FFFL);
    long low = VARIANT | (random.getLong() >>> 2);
    return new UUID(high, low);
  }
}
