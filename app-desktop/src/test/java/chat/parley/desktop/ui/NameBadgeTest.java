package chat.parley.desktop.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameBadgeTest {
  /** The colours as the browser page's colourOf (text.js) gives them. */
  @ParameterizedTest
  @CsvSource({
    "alice, 6",
    "bob, 10",
    "carol, 1",
    "Alice, 11",
    "Bob, 0",
    "Ben, 8",
    "Dana, 7",
    "Zoë, 7",
    "Françoise, 9",
    "Ali Baba, 7",
    "李雷, 10",
    "مريم, 9",
    "👩‍👩‍👧‍👦, 4",
    "x, 0",
    "'', 11",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, 4"
  })
  void aNameHasTheColourThatItHasInABrowser(String name, int colour) {
    assertEquals("who-" + colour, NameBadge.colour(name));
  }

  @ParameterizedTest
  @CsvSource({
    "alice, A",
    "李雷, 李",
    "مريم, م",
    "👩‍👩‍👧‍👦 home, 👩‍👩‍👧‍👦",
    "👍🏽, 👍🏽",
    "🇫🇷 Marie, 🇫🇷",
    "'', ?"
  })
  void theInitialIsWhatPeopleTakeForOneCharacter(String name, String initial) {
    assertEquals(initial, NameBadge.initial(name, Locale.UK));
  }

  @Test
  void marksBelongToTheLetterBeforeThem() {
    assertEquals("E\u0301", NameBadge.initial("e\u0301mile", Locale.UK));
    assertEquals("\u0928\u093f", NameBadge.initial("\u0928\u093f\u0936\u093e", Locale.UK));
  }

  @Test
  void capitalsFollowTheLocale() {
    assertEquals("I", NameBadge.initial("ida", Locale.UK));
    assertEquals("\u0130", NameBadge.initial("ida", Locale.of("tr")));
  }
}
