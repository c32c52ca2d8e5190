package chat.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  @ParameterizedTest
  @ValueSource(ints = {11, 12, 64, 65, 1_000, 16_384})
  void aTextIsAsLongAsWantedAndHasItsNumberOnce(int length) {
    String text = new Text(length).of(4_711);
    assertEquals(length, text.length());
    assertEquals(text, text.strip(), "a server may take spaces away at the ends");
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    List<Integer> numbers = new ArrayList<>();
    Text.each(bytes, 0, bytes.length, numbers::add);
    assertEquals(List.of(4_711), numbers);
  }

  @Test
  void aTextThatNoMessageMayHaveIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Text(10));
    assertThrows(IllegalArgumentException.class, () -> new Text(16_385));
  }
}
