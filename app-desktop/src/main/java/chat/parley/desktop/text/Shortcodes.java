package chat.parley.desktop.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/** The {@code :names:} of emoji in a text. */
final class Shortcodes {
  private Shortcodes() {}

  /**
   * The emoji whose shortcode begins at this colon, or null.
   *
   * <p>It has to stand for itself: times (10:30:45), ports, paths, C++ names and escaped colons are
   * not shortcodes, whatever is between their colons.
   *
   * @param after where the emoji before it ended, as shortcodes may touch one another
   */
  static EmojiTable.@Nullable Found at(String text, int colon, int after) {
    if (colon != after && colon > 0 && !mayStandBefore(text.charAt(colon - 1))) {
      return null;
    }
    int end = colon + 1;
    int longest = EmojiTable.INSTANCE.longestShortcode();
    while (end < text.length() && end - colon <= longest && isOfName(text.charAt(end))) {
      end++;
    }
    if (end == text.length() || text.charAt(end) != ':' || end == colon + 1) {
      return null;
    }
    if (end + 1 < text.length() && Character.isLetterOrDigit(text.charAt(end + 1))) {
      return null;
    }
    Emoji emoji = EmojiTable.INSTANCE.shortcodes().get(text.substring(colon + 1, end));
    return emoji == null ? null : new EmojiTable.Found(emoji, end + 1);
  }

  private static boolean mayStandBefore(char c) {
    return !Character.isLetterOrDigit(c) && c != ':' && c != '/' && c != '\\';
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "_-+".indexOf(c) >= 0;
  }

  /** The text with characters for shortcodes, except in code and in addresses. */
  static String replaced(String text) {
    if (text.indexOf(':') < 0) {
      return text;
    }
    // What is code, a link or neither is for the grammar to say: it tells where its text came from.
    List<SourceSpan> spans = new ArrayList<>();
    collect(Grammar.withoutAutolinks(text), spans);
    spans.sort(Comparator.comparingInt(SourceSpan::getInputIndex));
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    for (SourceSpan span : spans) {
      int start = Math.max(done, span.getInputIndex());
      int end = Math.min(text.length(), span.getInputIndex() + span.getLength());
      done = replace(text, done, start, end, out);
    }
    return out.append(text, done, text.length()).toString();
  }

  private static void collect(Node node, List<SourceSpan> spans) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof Text) {
        spans.addAll(child.getSourceSpans());
      } else if (!(child instanceof Link)) {
        collect(child, spans);
      }
    }
  }

  private static int replace(String text, int done, int start, int end, StringBuilder out) {
    int after = -1;
    for (int i = text.indexOf(':', start); i >= 0 && i < end; i = text.indexOf(':', i)) {
      EmojiTable.Found found = at(text, i, after);
      if (found == null || found.end() > end || isInAddress(text, i)) {
        i++;
        continue;
      }
      out.append(text, done, i).append(found.emoji().unicode());
      done = found.end();
      after = done;
      i = done;
    }
    return done;
  }

  private static boolean isInAddress(String text, int at) {
    int start = at;
    int earliest = Math.max(0, at - WebAddress.MAX_CHARS);
    while (start > earliest && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, at).contains("://");
  }
}
