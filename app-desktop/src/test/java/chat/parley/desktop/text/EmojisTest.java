package chat.parley.desktop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmojisTest {
  private static List<String> found(String text) {
    return Emojis.pieces(text, true).stream()
        .filter(piece -> piece.emoji() != null)
        .map(piece -> Objects.requireNonNull(piece.emoji()).name())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "👍, thumbs up sign",
    "👍🏽, 'thumbs up sign, medium skin tone'",
    "👨‍👩‍👧‍👦, 'family: man, woman, girl, boy'",
    "🇫🇷, france flag",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿, england flag",
    "1️⃣, keycap 1",
    "1⃣, keycap 1",
    "*️⃣, keycap: *",
    "❤️, heavy black heart",
    "❤, heavy black heart",
    "❤️‍🔥, heart on fire",
    "❤‍🔥, heart on fire",
    "☝️🏽, 'white up pointing index, medium skin tone'",
    "©️, copyright sign",
    ":+1:, thumbs up sign",
    ":flag-fr:, france flag",
  })
  void theLongestSequenceIsOneEmoji(String text, String name) {
    assertEquals(List.of(name), found("a " + text + " b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "© ® ™ ↔ ✔ 1 # *",
        "❤\uFE0E",
        "10:30:45",
        "10:100:45",
        "http://x:80/",
        "std::a::b",
        "a:smile:",
        ":smile:d",
        "\\:smile:",
        ":Smile:",
        ":unknown_name:",
        "::",
        ":",
        "🇦",
        "\u200D\uFE0F\uD83D",
      })
  void whatIsNoEmojiStaysText(String text) {
    assertEquals(List.of(), found(text));
  }

  @Test
  void emojiTouchOneAnother() {
    assertEquals(
        List.of("france flag", "germany flag", "party popper", "party popper"),
        found("🇫🇷🇩🇪:tada::tada:"));
  }

  @Test
  void piecesTogetherAreTheText() {
    String text = "a 👍🏽b🇫🇷 :tada: ©";

    StringBuilder together = new StringBuilder();
    Emojis.pieces(text, false).forEach(piece -> together.append(piece.text()));

    assertEquals(text, together.toString());
  }

  @Test
  void searchAnswersTheVeryNameThenBeginningsThenWords() {
    List<String> names =
        Emojis.search("smile", 5).stream().map(Emojis.Suggestion::shortcode).toList();

    assertEquals(List.of("smile", "smiley", "smiley_cat", "smile_cat", "sweat_smile"), names);
    assertEquals(1, Emojis.search("SMI", 1).size());
    assertEquals(List.of(), Emojis.search("no such", 9));
  }

  @Test
  void searchAnswersEachEmojiOnce() {
    assertEquals(
        List.of("thumbsup"),
        Emojis.search("thumbsup", 9).stream().map(Emojis.Suggestion::shortcode).toList());
    assertEquals(20, Emojis.search("", 20).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hi :smile:! | hi 😄!",
        ":tada::tada: | 🎉🎉",
        "**:tada:** | **🎉**",
        "> :tada: ~~:tada:~~ | > 🎉 ~~🎉~~",
        "`:smile:` :smile: | `:smile:` 😄",
        "`` a ` :smile: `` | `` a ` :smile: ``",
        "a ` b :smile: | a ` b 😄",
        "http://host/:smile:/ :smile: | http://host/:smile:/ 😄",
        "[:tada:](http://x/:tada:) | [:tada:](http://x/:tada:)",
        "10:30:45 | 10:30:45",
        "&amp; :tada: &lt; :tada: | &amp; 🎉 &lt; 🎉",
        "- [ ] :tada: | - [ ] 🎉",
        ":+1::skin-tone-4: | 👍🏽",
      })
  void whatIsSentCarriesCharacters(String typed, String sent) {
    assertEquals(sent, Emojis.replaceShortcodes(typed));
  }

  @Test
  void blocksOfCodeAreSentAsTheyAre() {
    String text = "a :tada:\n```\n:tada:\n```\n\n    :tada:\n\n:tada:\r\n:tada:";

    assertEquals(
        "a 🎉\n```\n:tada:\n```\n\n    :tada:\n\n🎉\r\n🎉", Emojis.replaceShortcodes(text));
  }

  @Test
  void aPickerSeesCategoriesTogether() {
    List<String> runs = new ArrayList<>();
    for (Emoji emoji : Emojis.all()) {
      if (runs.isEmpty() || !runs.getLast().equals(emoji.category())) {
        runs.add(emoji.category());
      }
    }

    assertEquals(9, runs.size());
    assertEquals(9, Set.copyOf(runs).size());
  }
}
