package chat.parley.desktop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectionTest {
  @ParameterizedTest
  @CsvSource({
    "שלום alice, true",
    "مرحبا, true",
    "'1. (😄) שלום', true",
    "'> שלום', true",
    "'- שלום', true",
    "alice שלום, false",
    "'123, 😄', false",
    "'    שלום', false",
  })
  void theFirstLetterTellsTheDirection(String text, boolean rightToLeft) {
    assertEquals(
        rightToLeft, RichText.isRightToLeft(Markdown.parse(text).blocks().getFirst()), text);
  }
}
