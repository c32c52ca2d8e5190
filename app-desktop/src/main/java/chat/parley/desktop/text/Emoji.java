package chat.parley.desktop.text;

import java.util.List;

/**
 * An emoji and where its picture is.
 *
 * @param unicode its characters, fully qualified
 * @param column its place in the sheet, in cells from the left
 * @param row its place in the sheet, in cells from the top
 * @param name what it is, in English and lower case
 * @param shortcodes what it is called between colons, the usual name first; none for a skin tone
 * @param category where a picker lists it, in English
 */
public record Emoji(
    String unicode, int column, int row, String name, List<String> shortcodes, String category) {
  public Emoji {
    shortcodes = List.copyOf(shortcodes);
  }
}
