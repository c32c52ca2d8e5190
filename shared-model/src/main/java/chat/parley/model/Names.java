package chat.parley.model;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/**
 * What names of people and rooms have in common: trimming, normal form and the characters that no
 * name may bear.
 */
final class Names {
  private static final String RESERVED = "/\\;%?#";
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** No code point. */
  static final int NONE = -1;

  private Names() {}

  /** Trimmed and in Unicode normal form C (UAX #15); a string with a lone surrogate is refused. */
  static String normalised(String raw, ErrorCode code, String field) {
    if (hasLoneSurrogate(raw)) {
      throw new Refusal(code, "This is not valid Unicode: it has half of a surrogate pair.", field);
    }
    String trimmed = trimmed(raw);
    return isVisibleAscii(trimmed) ? trimmed : Normalizer.normalize(trimmed, Normalizer.Form.NFC);
  }

  /** Without the white space around it, no-break spaces among it. */
  private static String trimmed(String raw) {
    int start = 0;
    int end = raw.length();
    while (start < end && isWhiteSpace(raw.charAt(start))) {
      start++;
    }
    while (start < end && isWhiteSpace(raw.charAt(end - 1))) {
      end--;
    }
    return raw.substring(start, end);
  }

  // No white space has a code point of two chars.
  private static boolean isWhiteSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  static void checkLength(String name, int maxCodePoints, ErrorCode code, String field) {
    int length = name.codePointCount(0, name.length());
    if (length < 1 || length > maxCodePoints) {
      throw new Refusal(
          code, "This must have 1 to " + maxCodePoints + " characters, not " + length + ".", field);
    }
  }

  static void checkStart(String name, ErrorCode code, String field) {
    if (name.startsWith(".") || name.startsWith("~")) {
      throw new Refusal(code, "This must not begin with '" + name.charAt(0) + "'.", field);
    }
  }

  /**
   * Control and invisible characters, bidirectional controls among them, and those with a meaning
   * in an address.
   */
  static boolean isForbidden(int codePoint) {
    if (isJoiner(codePoint)) {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default ->
          RESERVED.indexOf(codePoint) >= 0 || isNonCharacter(codePoint) || isBlank(codePoint);
    };
  }

  /** Symbols that are drawn as nothing: a Braille cell without dots, a note without head. */
  private static boolean isBlank(int codePoint) {
    return codePoint == 0x2800 || codePoint == 0xFFFC || codePoint == 0x1D159;
  }

  static boolean isJoiner(int codePoint) {
    return codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
  }

  /**
   * What has no shape of its own, though it may change that of others: joiners, variation
   * selectors, fillers (Default_Ignorable_Code_Point of Unicode, without what no name may bear).
   */
  static boolean isUnseen(int codePoint) {
    return isJoiner(codePoint)
        || codePoint == 0x034F
        || (codePoint >= 0x115F && codePoint <= 0x1160)
        || (codePoint >= 0x17B4 && codePoint <= 0x17B5)
        || (codePoint >= 0x180B && codePoint <= 0x180F)
        || codePoint == 0x3164
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || codePoint == 0xFFA0
        || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
  }

  static boolean hasLoneSurrogate(String text) {
    return first(text, c -> c >= 0xD800 && c <= 0xDFFF) != NONE;
  }

  /**
   * The first code point of that kind, or {@value #NONE}. Asked of each text, so without streams.
   */
  static int first(String text, IntPredicate kind) {
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (kind.test(codePoint)) {
        return codePoint;
      }
      at += Character.charCount(codePoint);
    }
    return NONE;
  }

  /** Whether it has nothing but visible ASCII, of which most of what normalises knows nothing. */
  static boolean isVisibleAscii(String text) {
    return first(text, c -> c <= ' ' || c > '~') == NONE;
  }

  private static boolean isNonCharacter(int codePoint) {
    return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
  }

  static String shown(int codePoint) {
    return String.format(java.util.Locale.ROOT, "U+%04X", codePoint);
  }
}
