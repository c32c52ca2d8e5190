package chat.parley.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes fields so that two different sequences of fields never give the same bytes: numbers have a
 * fixed width (big endian), strings and bytes are preceded by their length. What is hashed is
 * written with this.
 */
public final class CanonicalBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  public CanonicalBytes add(long number) {
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  public CanonicalBytes add(boolean flag) {
    out.write(flag ? 1 : 0);
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
    out.writeBytes(bytes);
    return this;
  }

  public byte[] toArray() {
    return out.toByteArray();
  }
}
