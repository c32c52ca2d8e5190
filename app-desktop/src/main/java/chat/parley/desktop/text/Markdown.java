package chat.parley.desktop.text;

import chat.parley.desktop.text.RichText.Block;
import chat.parley.model.Limits;
import java.util.List;

/**
 * Reads the Markdown of a message (CommonMark 0.31, by commonmark-java), by a chat's rules.
 *
 * <p>The end of a line is one. HTML is text. Images are links to them and are never loaded.
 * Headings are bold paragraphs. Only http, https and mailto addresses are links; any other stays as
 * it was written, and so do definitions of links, which would otherwise vanish. Two tildes strike
 * out.
 *
 * <p>It never fails and is bounded in time, in depth and in size: past {@value #MAX_OPEN_BLOCKS}
 * blocks or {@value #MAX_INLINE_NESTING} styles within one another, their marks are text, and a
 * message of more than {@value #MAX_PIECES} pieces is not formatted at all.
 */
public final class Markdown {
  static final int MAX_OPEN_BLOCKS = 12;
  static final int MAX_INLINE_NESTING = 10;

  /** Each is a node or more on the screen, all of which are laid out while someone scrolls. */
  static final int MAX_PIECES = 500;

  private Markdown() {}

  /** Reads a message as the server accepts it; anything longer is not formatted. */
  public static RichText parse(String text) {
    if (text.length() <= Limits.TEXT_MAX_BYTES) {
      Pieces pieces = new Pieces(MAX_PIECES);
      List<Block> blocks = new Blocks(text, pieces).read(Grammar.withAutolinks(text));
      if (!pieces.isSpent() && saysSomething(blocks)) {
        return new RichText(blocks);
      }
    }
    return new RichText(List.of(Inlines.literal(text, new Pieces(MAX_PIECES))));
  }

  /** A lone "#" or ">" is a heading or a quote of nothing: its author meant the character. */
  private static boolean saysSomething(List<Block> blocks) {
    return !PlainText.of(blocks).isBlank() || blocks.contains(new RichText.Rule());
  }
}
