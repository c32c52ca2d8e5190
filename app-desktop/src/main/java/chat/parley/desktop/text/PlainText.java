package chat.parley.desktop.text;

import chat.parley.desktop.text.RichText.Block;
import chat.parley.desktop.text.RichText.Inline;
import chat.parley.desktop.text.RichText.Item;
import java.util.List;

/** The characters of a rich text. */
final class PlainText {
  private final StringBuilder out = new StringBuilder();

  private PlainText() {}

  static String of(List<Block> blocks) {
    PlainText text = new PlainText();
    text.blocks(blocks);
    return text.out.toString();
  }

  private void blocks(List<Block> blocks) {
    for (Block block : blocks) {
      switch (block) {
        case RichText.Paragraph(List<Inline> inlines) -> {
          newLine();
          inlines(inlines);
        }
        case RichText.Code code -> {
          newLine();
          out.append(code.text());
        }
        case RichText.Quote(List<Block> quoted) -> blocks(quoted);
        case RichText.BulletList(List<Item> items) -> items(items);
        case RichText.NumberedList(int _, List<Item> items) -> items(items);
        case RichText.Rule() -> {}
      }
    }
  }

  private void items(List<Item> items) {
    items.forEach(item -> blocks(item.blocks()));
  }

  private void inlines(List<Inline> inlines) {
    for (Inline inline : inlines) {
      switch (inline) {
        case RichText.Plain plain -> out.append(plain.text());
        case RichText.Symbol(Emoji emoji) -> out.append(emoji.unicode());
        case RichText.Link link -> inlines(link.label());
        case RichText.Break() -> out.append('\n');
      }
    }
  }

  private void newLine() {
    if (!out.isEmpty()) {
      out.append('\n');
    }
  }
}
