package chat.parley.server.http;

/** A set of ASCII characters. */
final class Ascii {
  private final boolean[] has = new boolean[0x80];

  private Ascii() {}

  /** Letters, digits and others. */
  static Ascii lettersDigitsAnd(String others) {
    Ascii set = new Ascii();
    for (char c = 0; c < set.has.length; c++) {
      set.has[c] =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || others.indexOf(c) >= 0;
    }
    return set;
  }

  boolean has(char c) {
    return c < has.length && has[c];
  }

  /** Whether all of a text is in it. */
  boolean hasAll(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!has(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Where, from a place on, the first byte stands that is not in it; the end if there is none. */
  int endOfRun(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] > 0 && has[bytes[at]]) {
      at++;
    }
    return at;
  }
}
