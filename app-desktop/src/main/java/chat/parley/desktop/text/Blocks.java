package chat.parley.desktop.text;

import chat.parley.desktop.text.RichText.Block;
import chat.parley.desktop.text.RichText.Item;
import chat.parley.desktop.text.RichText.Style;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.ThematicBreak;

/**
 * Reads the blocks of a parsed message. Its recursion is as deep as the parser lets blocks nest.
 */
final class Blocks {
  private final String source;
  private final Pieces pieces;

  Blocks(String source, Pieces pieces) {
    this.source = source;
    this.pieces = pieces;
  }

  List<Block> read(Node parent) {
    List<Block> blocks = new ArrayList<>();
    for (Node node = parent.getFirstChild();
        node != null && !pieces.isSpent();
        node = node.getNext()) {
      pieces.take();
      blocks.add(block(node));
    }
    return blocks;
  }

  private Block block(Node node) {
    return switch (node) {
      case Heading heading -> paragraph(heading, Style.NONE.withBold());
      case BlockQuote quote -> new RichText.Quote(read(quote));
      case BulletList list -> new RichText.BulletList(items(list));
      case OrderedList list -> {
        Integer start = list.getMarkerStartNumber();
        yield new RichText.NumberedList(start == null ? 1 : start, items(list));
      }
      case FencedCodeBlock code -> code(code.getLiteral(), code.getInfo());
      case IndentedCodeBlock code -> code(code.getLiteral(), "");
      case ThematicBreak _ -> new RichText.Rule();
      case LinkReferenceDefinition definition -> {
        Inlines inlines = new Inlines(source, pieces);
        inlines.addSource(definition, Style.NONE);
        yield new RichText.Paragraph(inlines.list());
      }
      default -> paragraph(node, Style.NONE);
    };
  }

  private RichText.Paragraph paragraph(Node node, Style style) {
    Inlines inlines = new Inlines(source, pieces);
    inlines.read(node, style);
    return new RichText.Paragraph(inlines.list());
  }

  private List<Item> items(Node list) {
    List<Item> items = new ArrayList<>();
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      pieces.take();
      items.add(new Item(read(item)));
    }
    return items;
  }

  private static RichText.Code code(String literal, String info) {
    return new RichText.Code(SafeText.of(literal.stripTrailing()), SafeText.of(info.strip()));
  }
}
