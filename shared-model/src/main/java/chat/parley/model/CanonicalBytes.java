package chat.parley.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes fields so that two different sequences of fields never give the same bytes: numbers have a
 * fixed width (big endian), strings and bytes are preceded by their length. What is hashed is
 * written with this.
 */
public final class CanonicalBytes {
  private ByteBuffer out = ByteBuffer.allocate(512);

  private ByteBuffer withRoom(int bytes) {
    if (out.remaining() < bytes) {
      byte[] larger = Arrays.copyOf(out.array(), 2 * (out.position() + bytes));
      out = ByteBuffer.wrap(larger).position(out.position());
    }
    return out;
  }

  public CanonicalBytes add(long number) {
    withRoom(Long.BYTES).putLong(number);
    return this;
  }

  public CanonicalBytes add(boolean flag) {
    withRoom(1).put((byte) (flag ? 1 : 0));
    return this;
  }

  public CanonicalBytes add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  public CanonicalBytes add(Bytes32 bytes) {
    return add(bytes.toArray());
  }

  /** A null is written as a field that is not there, which no id equals. */
  public CanonicalBytes add(@Nullable UUID id) {
    add(id != null);
    return id == null ? this : add(id.getMostSignificantBits()).add(id.getLeastSignificantBits());
  }

  private CanonicalBytes add(byte[] bytes) {
    add((long) bytes.length);
    withRoom(bytes.length).put(bytes);
    return this;
  }

  public byte[] toArray() {
    return Arrays.copyOf(out.array(), out.position());
  }
}
