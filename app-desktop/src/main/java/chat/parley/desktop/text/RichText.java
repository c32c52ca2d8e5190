package chat.parley.desktop.text;

import java.net.URI;
import java.util.List;

/**
 * A message as it is to be shown: blocks under each other, made of inlines one after the other.
 *
 * <p>Its text is safe to lay out: no control characters, no bidirectional overrides, no towers of
 * combining marks, no lone surrogates. It is at most {@value Markdown#MAX_OPEN_BLOCKS} quotes or
 * lists deep.
 */
public record RichText(List<Block> blocks) {
  private static final int MAX_LARGE_EMOJI = 3;

  public RichText {
    blocks = List.copyOf(blocks);
  }

  /** What stands on lines of its own. */
  public sealed interface Block {}

  /** Lines of text; a heading is one of bold text. */
  public record Paragraph(List<Inline> inlines) implements Block {
    public Paragraph {
      inlines = List.copyOf(inlines);
    }
  }

  /**
   * Preformatted text.
   *
   * @param info what its author called it, such as the name of a language; empty for nothing
   */
  public record Code(String text, String info) implements Block {}

  /** What someone else said. */
  public record Quote(List<Block> blocks) implements Block {
    public Quote {
      blocks = List.copyOf(blocks);
    }
  }

  /** Items with bullets. */
  public record BulletList(List<Item> items) implements Block {
    public BulletList {
      items = List.copyOf(items);
    }
  }

  /**
   * Items with numbers.
   *
   * @param start the number of the first
   */
  public record NumberedList(int start, List<Item> items) implements Block {
    public NumberedList {
      items = List.copyOf(items);
    }
  }

  /** A line across. */
  public record Rule() implements Block {}

  /** One item of a list. */
  public record Item(List<Block> blocks) {
    public Item {
      blocks = List.copyOf(blocks);
    }
  }

  /** What stands in a line. */
  public sealed interface Inline {}

  /** Characters in one style, without line breaks. */
  public record Plain(String text, Style style) implements Inline {}

  /** An emoji, shown as a picture. */
  public record Symbol(Emoji emoji) implements Inline {}

  /**
   * Text that leads elsewhere.
   *
   * @param label what is shown, which may say anything: the target must be shown as well
   * @param target an absolute http, https or mailto address in ASCII
   */
  public record Link(List<Inline> label, URI target) implements Inline {
    public Link {
      label = List.copyOf(label);
    }
  }

  /** The end of a line within a paragraph. */
  public record Break() implements Inline {}

  /** How characters look. */
  public record Style(boolean bold, boolean italic, boolean struck, boolean code) {
    public static final Style NONE = new Style(false, false, false, false);

    Style withBold() {
      return new Style(true, italic, struck, code);
    }

    Style withItalic() {
      return new Style(bold, true, struck, code);
    }

    Style withStruck() {
      return new Style(bold, italic, true, code);
    }

    Style withCode() {
      return new Style(bold, italic, struck, true);
    }
  }

  /** Whether this is one to three emoji and nothing else, and so to be shown large. */
  public boolean isEmojiOnly() {
    if (blocks.size() != 1 || !(blocks.getFirst() instanceof Paragraph(List<Inline> inlines))) {
      return false;
    }
    int symbols = 0;
    for (Inline inline : inlines) {
      switch (inline) {
        case Symbol _ -> symbols++;
        case Plain plain when plain.text().isBlank() -> {}
        case Plain _, Link _, Break _ -> {
          return false;
        }
      }
    }
    return symbols >= 1 && symbols <= MAX_LARGE_EMOJI;
  }

  /** What it says without its looks, one line for each of its lines: for previews and readers. */
  public String text() {
    return PlainText.of(blocks);
  }

  /** Whether a block is to be read from right to left, as its first letter says. */
  public static boolean isRightToLeft(Block block) {
    return !(block instanceof Code) && Direction.isRightToLeft(PlainText.of(List.of(block)));
  }
}
