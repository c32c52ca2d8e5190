package chat.parley.desktop.text;

import chat.parley.desktop.text.RichText.Inline;
import chat.parley.desktop.text.RichText.Style;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** Reads the inlines of one block. Its recursion is as deep as the parser lets inlines nest. */
final class Inlines {
  private final String source;
  private final Pieces pieces;
  private final List<Inline> list = new ArrayList<>();

  Inlines(String source, Pieces pieces) {
    this.source = source;
    this.pieces = pieces;
  }

  /** A text as it was written, line by line; its emoji are pictures as far as the pieces go. */
  static RichText.Paragraph literal(String text, Pieces pieces) {
    Inlines inlines = new Inlines(text, pieces);
    inlines.addLines(text.strip(), Style.NONE, false);
    return new RichText.Paragraph(inlines.list);
  }

  List<Inline> list() {
    return list;
  }

  void read(Node parent, Style style) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      switch (node) {
        case Text text -> addPieces(text.getLiteral(), style, true);
        case Emphasis emphasis -> read(emphasis, style.withItalic());
        case StrongEmphasis strong -> read(strong, style.withBold());
        case Strikethrough.Struck struck -> read(struck, style.withStruck());
        case Code code -> addPlain(code.getLiteral(), style.withCode());
        case SoftLineBreak _, HardLineBreak _ -> list.add(new RichText.Break());
        case HtmlInline html -> addLines(html.getLiteral(), style, true);
        case Link link -> link(link, link.getDestination(), style);
        case Image image -> link(image, image.getDestination(), style);
        default -> addSource(node, style);
      }
    }
  }

  private void link(Node node, String destination, Style style) {
    Optional<URI> target = WebAddress.of(destination);
    if (target.isEmpty()) {
      addSource(node, style);
      return;
    }
    Inlines label = new Inlines(source, pieces);
    label.readLabel(node, destination, style);
    pieces.take();
    list.add(new RichText.Link(label.list, target.get()));
  }

  private void readLabel(Node node, String destination, Style style) {
    if (node.getFirstChild() instanceof Text only
        && only.getNext() == null
        && destination.endsWith(only.getLiteral())) {
      // An address says what it says: nothing in it is a shortcode.
      addPieces(only.getLiteral(), style, false);
    } else {
      read(node, style);
    }
    if (PlainText.of(List.of(new RichText.Paragraph(list))).isBlank()) {
      addPlain(destination, style);
    }
  }

  /** Adds what was written there, marks and all. */
  void addSource(Node node, Style style) {
    boolean first = true;
    for (SourceSpan span : node.getSourceSpans()) {
      if (!first) {
        list.add(new RichText.Break());
      }
      first = false;
      int start = span.getInputIndex();
      addPieces(source.substring(start, start + span.getLength()), style, true);
    }
  }

  private void addLines(String text, Style style, boolean shortcodes) {
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      if (i > 0) {
        list.add(new RichText.Break());
      }
      addPieces(lines[i], style, shortcodes);
    }
  }

  private void addPieces(String text, Style style, boolean shortcodes) {
    for (Emojis.Piece piece : Emojis.pieces(text, shortcodes)) {
      if (piece.emoji() == null || pieces.isSpent()) {
        addPlain(piece.text(), style);
      } else {
        pieces.take();
        list.add(new RichText.Symbol(piece.emoji()));
      }
    }
  }

  private void addPlain(String text, Style style) {
    String safe = SafeText.of(text);
    if (safe.isEmpty()) {
      return;
    }
    if (!list.isEmpty()
        && list.getLast() instanceof RichText.Plain(String before, Style same)
        && same.equals(style)) {
      list.set(list.size() - 1, new RichText.Plain(before + safe, style));
      return;
    }
    pieces.take();
    list.add(new RichText.Plain(safe, style));
  }
}
