package chat.parley.desktop.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The emoji that the app can show, by character, by shortcode and by search.
 *
 * <p>Read from the app's own resources at first use; safe for all threads. The data are from
 * emoji-data 16.0, see the notice beside them.
 */
public final class Emojis {
  private static final int NO_MATCH = 3;

  private Emojis() {}

  /** An emoji for what someone began to type, and the shortcode that fits. */
  public record Suggestion(String shortcode, Emoji emoji) {}

  /** A piece of text: an emoji, or characters with none in them. */
  record Piece(String text, @Nullable Emoji emoji) {}

  /** All but skin tones, in Unicode's order, so that each category is together: for a picker. */
  public static List<Emoji> all() {
    return EmojiTable.INSTANCE.all().stream()
        .filter(emoji -> !emoji.category().equals("Component"))
        .toList();
  }

  /** The emoji with exactly this shortcode, given without colons. */
  public static Optional<Emoji> named(String shortcode) {
    return Optional.ofNullable(EmojiTable.INSTANCE.shortcodes().get(shortcode));
  }

  /**
   * The emoji whose shortcodes fit what was typed after a colon, the best first: that very
   * shortcode, then those that begin with it, then those with a word that begins with it; each in
   * Unicode's order, and no emoji twice.
   */
  public static List<Suggestion> search(String typed, int limit) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    Map<Emoji, Suggestion> found = new LinkedHashMap<>();
    EmojiTable.INSTANCE.shortcodes().entrySet().stream()
        .filter(entry -> rank(entry.getKey(), wanted) < NO_MATCH)
        .sorted(Comparator.comparingInt(entry -> rank(entry.getKey(), wanted)))
        .forEach(entry ->
            found.putIfAbsent(entry.getValue(), new Suggestion(entry.getKey(), entry.getValue())));
    return found.values().stream().limit(limit).toList();
  }

  private static int rank(String shortcode, String wanted) {
    if (shortcode.startsWith(wanted)) {
      return shortcode.length() == wanted.length() ? 0 : 1;
    }
    return shortcode.contains("_" + wanted) || shortcode.contains("-" + wanted) ? 2 : NO_MATCH;
  }

  /**
   * What to send for what was typed: characters in the place of exactly known {@code :shortcodes:},
   * but not in code spans, code blocks and addresses.
   */
  public static String replaceShortcodes(String text) {
    return Shortcodes.replaced(text);
  }

  /** Cuts a text at its emoji, and at its shortcodes where those are wanted. */
  static List<Piece> pieces(String text, boolean shortcodes) {
    EmojiTable table = EmojiTable.INSTANCE;
    List<Piece> pieces = new ArrayList<>();
    int done = 0;
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      EmojiTable.Found found = null;
      if (table.mayBegin(c)) {
        found = table.at(text, i);
      } else if (shortcodes && c == ':') {
        found = Shortcodes.at(text, i, pieces.isEmpty() ? -1 : done);
      }
      if (found == null) {
        i++;
        continue;
      }
      if (i > done) {
        pieces.add(new Piece(text.substring(done, i), null));
      }
      pieces.add(new Piece(found.emoji().unicode(), found.emoji()));
      done = found.end();
      i = done;
    }
    if (done < text.length()) {
      pieces.add(new Piece(done == 0 ? text : text.substring(done), null));
    }
    return pieces;
  }
}
