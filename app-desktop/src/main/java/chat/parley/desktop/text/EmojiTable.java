package chat.parley.desktop.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** All emoji that have a picture, by their characters and by their names; immutable once read. */
final class EmojiTable {
  private static final String INDEX = "/chat/parley/desktop/emoji/index.tsv";
  private static final char TEXT_SELECTOR = '\uFE0E';
  private static final char EMOJI_SELECTOR = '\uFE0F';
  private static final Map<Integer, String> SKIN_TONES =
      Map.of(
          0x1F3FB, "light skin tone",
          0x1F3FC, "medium-light skin tone",
          0x1F3FD, "medium skin tone",
          0x1F3FE, "medium-dark skin tone",
          0x1F3FF, "dark skin tone");

  /** Below this, symbols have been text for longer than they have been emoji. */
  private static final int FIRST_PICTOGRAPH = 0x1F000;

  private final List<Emoji> all = new ArrayList<>();

  /** Keyed without variation selectors, which people's keyboards add or leave out as they like. */
  private final Map<String, Entry> bySequence = new HashMap<>(8192);

  private final SequencedMap<String, Emoji> byShortcode = new LinkedHashMap<>(4096);
  private int longestShortcode;
  private final Map<Integer, Integer> longestByFirst = new HashMap<>(4096);
  private final BitSet firstChars = new BitSet(1 << 16);

  /**
   * @param textByDefault whether it is an emoji only where a variation selector says so (©, ™, ↔)
   */
  private record Entry(Emoji emoji, boolean textByDefault) {}

  /** An emoji found in a text, and where the text goes on. */
  record Found(Emoji emoji, int end) {}

  static final EmojiTable INSTANCE = new EmojiTable();

  private EmojiTable() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(EmojiTable.class.getResourceAsStream(INDEX), INDEX),
                StandardCharsets.UTF_8))) {
      Emoji base = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        base = add(line.split("\t", -1), base);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a row, and answers the emoji that the skin tones below it belong to. */
  private Emoji add(String[] row, @Nullable Emoji base) {
    String unicode = characters(row[0]);
    int column = Integer.parseInt(row[1]);
    int line = Integer.parseInt(row[2]);
    if (row.length == 3) {
      Emoji of = Objects.requireNonNull(base, "a skin tone of nothing");
      String name = of.name() + skinTones(unicode);
      register(new Emoji(unicode, column, line, name, List.of(), of.category()));
      return of;
    }
    Emoji emoji = new Emoji(unicode, column, line, row[5], List.of(row[3].split(",", -1)), row[4]);
    register(emoji);
    all.add(emoji);
    for (String shortcode : emoji.shortcodes()) {
      byShortcode.put(shortcode, emoji);
      longestShortcode = Math.max(longestShortcode, shortcode.length());
    }
    return emoji;
  }

  private void register(Emoji emoji) {
    String unicode = emoji.unicode();
    String key = unicode.replace(String.valueOf(EMOJI_SELECTOR), "");
    int first = key.codePointAt(0);
    int length = key.codePointCount(0, key.length());
    boolean selected = unicode.length() > key.length();
    boolean textByDefault =
        selected && length == 1 && first < FIRST_PICTOGRAPH && emoji.category().equals("Symbols");
    bySequence.put(key, new Entry(emoji, textByDefault));
    longestByFirst.merge(first, length, Math::max);
    firstChars.set(key.charAt(0));
  }

  private static String characters(String hexadecimal) {
    StringBuilder out = new StringBuilder();
    for (String point : hexadecimal.split("-", -1)) {
      out.appendCodePoint(Integer.parseInt(point, 16));
    }
    return out.toString();
  }

  private static String skinTones(String unicode) {
    StringBuilder out = new StringBuilder();
    int before = 0;
    int point;
    for (int i = 0; i < unicode.length(); i += Character.charCount(point)) {
      point = unicode.codePointAt(i);
      String tone = SKIN_TONES.get(point);
      if (tone != null && point != before) {
        out.append(", ").append(tone);
        before = point;
      }
    }
    return out.toString();
  }

  /** Those with a name of their own, in Unicode's order. */
  List<Emoji> all() {
    return Collections.unmodifiableList(all);
  }

  /** Every shortcode with its emoji, in Unicode's order. */
  SequencedMap<String, Emoji> shortcodes() {
    return Collections.unmodifiableSequencedMap(byShortcode);
  }

  /** How many characters the longest shortcode has, without its colons. */
  int longestShortcode() {
    return longestShortcode;
  }

  /** Whether an emoji may begin with this; cheap, as it is asked for every character shown. */
  boolean mayBegin(char c) {
    return firstChars.get(c);
  }

  /** The longest emoji that begins there, or null. */
  @Nullable Found at(String text, int start) {
    Integer longest = longestByFirst.get(text.codePointAt(start));
    if (longest == null) {
      return null;
    }
    StringBuilder key = new StringBuilder(2 * longest);
    Found found = null;
    int end = start;
    for (int points = 1; points <= longest && end < text.length(); points++) {
      int c = text.codePointAt(end);
      key.appendCodePoint(c);
      end += Character.charCount(c);
      boolean selected = end < text.length() && text.charAt(end) == EMOJI_SELECTOR;
      if (selected) {
        end++;
      }
      Entry entry = bySequence.get(key.toString());
      if (entry != null && (selected || !entry.textByDefault) && !isText(text, end)) {
        found = new Found(entry.emoji, end);
      }
    }
    return found;
  }

  private static boolean isText(String text, int end) {
    return end < text.length() && text.charAt(end) == TEXT_SELECTOR;
  }
}
