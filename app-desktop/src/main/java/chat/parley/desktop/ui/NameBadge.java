package chat.parley.desktop.ui;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;

/**
 * How a name looks: one of twelve colours, the same on every screen and in the browser page, and
 * the letter it begins with.
 */
public final class NameBadge {
  private static final int COLOURS = 12;

  private NameBadge() {}

  /** The style class of a name's colour, {@code who-0} to {@code who-11}. */
  public static String colour(String name) {
    int hash = 0x811c9dc5; // FNV-1a over the bytes, then the finish of MurmurHash3
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x01000193;
    }
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return "who-" + Integer.remainderUnsigned(hash ^ (hash >>> 16), COLOURS);
  }

  /** The first character as people count characters, in capitals. */
  public static String initial(String name, Locale locale) {
    if (name.isEmpty()) {
      return "?";
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(locale);
    characters.setText(name);
    int end = characters.next();
    return name.substring(0, end == BreakIterator.DONE ? name.length() : end).toUpperCase(locale);
  }
}
