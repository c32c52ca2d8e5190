package chat.parley.bench.load;

/** What the messages say: a number by which each is known, in a text as long as people's are. */
public final class Text {
  private static final char MARK = '~';
  private static final int DIGITS = 9;
  private static final int TEN = 10;
  private static final String REST = "and then we would have to look at it again, all of us";

  private Text() {}

  /** The text of a message, 64 characters long. */
  public static String of(int number) {
    String digits = Integer.toString(number);
    return MARK + "0".repeat(DIGITS - digits.length()) + digits + MARK + REST;
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
