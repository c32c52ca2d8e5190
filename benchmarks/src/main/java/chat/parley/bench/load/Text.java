package chat.parley.bench.load;

/**
 * What the messages say: a number by which each is known, in a text of some length.
 *
 * @param length in characters, 11 to 16,384
 */
public record Text(int length) {
  private static final char MARK = '~';
  private static final int DIGITS = 9;
  private static final int TEN = 10;

  public static final int LENGTH_MIN = DIGITS + 2; // with both marks
  public static final int LENGTH_MAX = 16_384; // as this server takes it, in bytes

  /** As long as what people mostly write. */
  public static final Text USUAL = new Text(64);

  private static final String WORDS = "and then we would have to look at it again, all of us";

  /**
   * A text of that length.
   *
   * @throws IllegalArgumentException if no message may be as long, or the number does not fit
   */
  public Text {
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "A text has %d to %,d characters here, and not %,d"
              .formatted(LENGTH_MIN, LENGTH_MAX, length));
    }
  }

  /** The text of a message. */
  public String of(int number) {
    String digits = Integer.toString(number);
    StringBuilder text = new StringBuilder(length + WORDS.length());
    text.append(MARK).append("0".repeat(DIGITS - digits.length())).append(digits).append(MARK);
    while (text.length() < length) {
      text.append(WORDS).append(' ');
    }
    text.setLength(length);
    if (text.charAt(length - 1) == ' ') {
      text.setCharAt(length - 1, '.'); // a server may take spaces away at the ends
    }
    return text.toString();
  }

  /** The number of a message with that text. */
  public static int number(String text) {
    return Integer.parseInt(text.substring(1, 1 + DIGITS));
  }

  static void each(byte[] bytes, int from, int to, Numbered listener) {
    int at = from;
    while (at < to - DIGITS - 1) {
      if (bytes[at] == MARK && bytes[at + DIGITS + 1] == MARK) {
        int number = numberAt(bytes, at + 1);
        if (number >= 0) {
          listener.take(number);
          at += DIGITS + 1;
        }
      }
      at++;
    }
  }

  private static int numberAt(byte[] bytes, int from) {
    int number = 0;
    for (int i = from; i < from + DIGITS; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return -1;
      }
      number = number * TEN + bytes[i] - '0';
    }
    return number;
  }
}
