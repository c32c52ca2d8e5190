package chat.parley.server.fuzz;

import java.util.List;
import java.util.Random;

/** Seeded choices, and text from all of Unicode. */
final class Chance {
  private static final List<int[]> RANGES =
      List.of(
          new int[] {0x20, 0x7E},
          new int[] {0x20, 0x7E},
          new int[] {0xA0, 0x24F},
          new int[] {0x300, 0x36F}, // combining marks
          new int[] {0x370, 0x10FF},
          new int[] {0x1100, 0x11FF}, // jamo, which normal form C puts together
          new int[] {0x1E00, 0x1FFF},
          new int[] {0x2000, 0x206F}, // spaces, joiners, bidirectional controls
          new int[] {0x3000, 0x9FFF},
          new int[] {0xAC00, 0xD7A3},
          new int[] {0xE000, 0xFFFF},
          new int[] {0x1F300, 0x1FAFF},
          new int[] {0x10000, 0x10FFFF});
  private static final List<String> AWKWARD =
      List.of(
          "\u0000",
          "\u0001",
          "\u001f",
          "\u007f",
          "\u0085",
          "\ud800",
          "\udc00",
          "\t",
          "\n",
          "\r",
          "\u200d",
          "\u200c",
          "\u202e",
          "\u2028",
          "\ufeff",
          "\ufffe",
          "\uffff",
          "\u212b",
          "\u1e9e",
          "\u0130",
          "\ufb01",
          "e\u0301",
          "\u00a0",
          "\u3000",
          "\"",
          "\\",
          "/",
          "~",
          ".",
          "..",
          "%",
          "*",
          "'",
          ";--",
          "\ud83d\udc69\u200d\ud83d\udcbb",
          "\ud83c\udff3\ufe0f",
          "\u0e33",
          "\u0f73");

  private final Random random;

  Chance(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  long number() {
    return random.nextLong();
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[below(choices.length)];
  }

  <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /**
   * Characters of all kinds; what is awkward in names and texts comes more often than its share.
   */
  String text(int maxPieces) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + below(maxPieces);
    int[] range = of(RANGES);
    for (int i = 0; i < pieces; i++) {
      if (oneIn(25)) {
        text.append(of(AWKWARD));
      } else {
        text.appendCodePoint(oneIn(8) ? codePointIn(of(RANGES)) : codePointIn(range));
      }
    }
    return text.toString();
  }

  private int codePointIn(int[] range) {
    return range[0] + below(range[1] - range[0] + 1);
  }

  /** Letters and digits. */
  String word(int maxLength) {
    String alphabet = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_-";
    StringBuilder word = new StringBuilder();
    int length = 1 + below(maxLength);
    for (int i = 0; i < length; i++) {
      word.append(alphabet.charAt(below(alphabet.length())));
    }
    return word.toString();
  }
}
