package chat.parley.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of fields as ARCHITECTURE.md has them: what was hashed once must hash the same. */
class CanonicalBytesTest {
  private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(expected);

  private void write(byte[] bytes) throws IOException {
    out.writeLong(bytes.length);
    out.write(bytes);
  }

  @Test
  void fieldsOfEachKindAreWrittenInTheirOrder() throws IOException {
    UUID id = new UUID(1, -2);
    Bytes32 hash = Bytes32.sha256(new byte[] {1});
    out.writeLong(-5);
    out.writeBoolean(true);
    write("kütchen".getBytes(StandardCharsets.UTF_8));
    write(hash.toArray());
    out.writeBoolean(true);
    out.writeLong(1);
    out.writeLong(-2);
    out.writeBoolean(false);
    out.writeLong(7);

    assertArrayEquals(
        expected.toByteArray(),
        new CanonicalBytes()
            .add(-5L)
            .add(true)
            .add("kütchen")
            .add(hash)
            .add(id)
            .add((UUID) null)
            .add(7)
            .toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 495, 496, 497, 503, 504, 505, 512, 5_000})
  void longFieldsAndManyAreWrittenWhole(int length) throws IOException {
    String text = "x".repeat(length);
    CanonicalBytes bytes = new CanonicalBytes();
    for (int i = 0; i < 5; i++) {
      write(text.getBytes(StandardCharsets.UTF_8));
      out.writeBoolean(i % 2 == 0);
      bytes.add(text).add(i % 2 == 0);
    }
    assertArrayEquals(expected.toByteArray(), bytes.toArray());
  }
}
