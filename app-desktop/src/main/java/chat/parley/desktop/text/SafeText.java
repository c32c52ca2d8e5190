package chat.parley.desktop.text;

/**
 * Text without what would disturb its surroundings when it is laid out.
 *
 * <p>Bidirectional embeddings, overrides and isolates (U+202A–202E, U+2066–2069) are left out: they
 * could show a link or a piece of code in another order than it has, and unbalanced ones reach to
 * the end of the paragraph. Marks (U+200E, U+200F, U+061C) stay, and each message is a paragraph of
 * its own, so its direction cannot reach further. More than {@value #MAX_COMBINING_MARKS} combining
 * marks on one character are left out: no script needs them, and they would cover other messages.
 * Control characters and lone surrogates, which numeric entities can still write, become U+FFFD.
 */
final class SafeText {
  private static final int MAX_COMBINING_MARKS = 6;
  private static final char REPLACEMENT = '\uFFFD';

  private SafeText() {}

  /** Keeps line feeds and tabs. */
  static String of(String text) {
    return isPlain(text) ? text : clean(text);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isWithin(c, ' ', '~') && !isWithin(c, 0xA0, 0x2FF) && c != '\n') {
        return false;
      }
    }
    return true;
  }

  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      marks = isCombining(c) ? marks + 1 : 0;
      if (marks > MAX_COMBINING_MARKS || isBidiControl(c)) {
        continue;
      }
      out.appendCodePoint(isDisturbing(c) ? REPLACEMENT : c == '\u2028' || c == '\u2029' ? ' ' : c);
    }
    return out.toString();
  }

  private static boolean isCombining(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean isBidiControl(int c) {
    return isWithin(c, 0x202A, 0x202E) || isWithin(c, 0x2066, 0x2069);
  }

  private static boolean isWithin(int c, int first, int last) {
    return c >= first && c <= last;
  }

  private static boolean isDisturbing(int c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t')
        || Character.getType(c) == Character.SURROGATE;
  }
}
