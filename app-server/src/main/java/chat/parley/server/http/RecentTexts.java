package chat.parley.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * Texts made of bytes: of the same bytes, if they came lately, the same object, which knows its
 * hash already. For one thread at a time.
 */
final class RecentTexts {
  private static final int SLOTS = 256;

  private final @Nullable String[] slots = new @Nullable String[SLOTS];

  /** The text of a part of some bytes, all of them ASCII. */
  String of(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = Math.floorMod(hash, SLOTS);
    String before = slots[slot];
    if (before != null && is(before, bytes, from, to)) {
      return before;
    }
    String text = new String(bytes, from, to - from, US_ASCII);
    slots[slot] = text;
    return text;
  }

  private static boolean is(String text, byte[] bytes, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
