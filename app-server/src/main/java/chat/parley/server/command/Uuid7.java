package chat.parley.server.command;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** UUIDs of version 7 (RFC 9562, section 5.7): milliseconds since the epoch, then random bits. */
final class Uuid7 {
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private Uuid7() {}

  static UUID at(long epochMillis, RandomGenerator random) {
    long high = (epochMillis << 16) | VERSION | (random.nextLong() & 0x0FFFL);
    long low = VARIANT | (random.nextLong() >>> 2);
    return new UUID(high, low);
  }
}
