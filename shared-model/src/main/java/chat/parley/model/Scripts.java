package chat.parley.model;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which scripts stand together in a word. Letters of two scripts that look alike make one name look
 * like another; what people write together (Japanese, Korean and Chinese with Latin letters) is let
 * through, as by the "highly restrictive" level of UTS #39, section 5.2.
 */
final class Scripts {
  private static final List<Set<UnicodeScript>> TOGETHER =
      List.of(
          EnumSet.of(
              UnicodeScript.LATIN,
              UnicodeScript.HAN,
              UnicodeScript.HIRAGANA,
              UnicodeScript.KATAKANA),
          EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
          EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

  private Scripts() {}

  /** Whether a word, a run of letters, marks and digits, has letters that do not go together. */
  static boolean mixesInOneWord(String name) {
    EnumSet<UnicodeScript> word = EnumSet.noneOf(UnicodeScript.class);
    int at = 0;
    while (at < name.length()) {
      int codePoint = name.codePointAt(at);
      at += Character.charCount(codePoint);
      UnicodeScript script = UnicodeScript.of(codePoint);
      if (isBetweenWords(codePoint)) {
        word.clear();
      } else if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
        word.add(script);
        if (word.size() > 1 && TOGETHER.stream().noneMatch(set -> set.containsAll(word))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isBetweenWords(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_SYMBOL ->
          false;
      default -> !Character.isLetterOrDigit(codePoint);
    };
  }
}
