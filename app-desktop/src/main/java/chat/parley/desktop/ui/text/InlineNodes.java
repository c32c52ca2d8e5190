package chat.parley.desktop.ui.text;

import chat.parley.desktop.text.Emoji;
import chat.parley.desktop.text.RichText;
import chat.parley.desktop.text.RichText.Inline;
import chat.parley.desktop.text.RichText.Style;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.text.Text;

/** Makes the nodes of one paragraph, as few as its styles allow. */
final class InlineNodes {
  /** Left-to-right mark: what is at the ends of an address stays at its ends. */
  private static final String MARK = "\u200E";

  private final double emojiEm;
  private final boolean rightToLeft;
  private final boolean wordByWord;
  private final Consumer<URI> open;
  private final List<Node> nodes = new ArrayList<>();
  private final StringBuilder pending = new StringBuilder();
  private Style style = Style.NONE;

  InlineNodes(double emojiEm, boolean rightToLeft, boolean wordByWord, Consumer<URI> open) {
    this.emojiEm = emojiEm;
    this.rightToLeft = rightToLeft;
    this.wordByWord = wordByWord;
    this.open = open;
  }

  /** Whether their text has to be laid out word by word here. */
  static boolean areComplex(List<Inline> inlines) {
    return inlines.stream()
        .anyMatch(inline ->
            switch (inline) {
              case RichText.Plain plain -> ComplexText.isIn(plain.text());
              case RichText.Link link -> areComplex(link.label());
              case RichText.Symbol _, RichText.Break _ -> false;
            });
  }

  List<Node> of(List<Inline> inlines) {
    for (Inline inline : inlines) {
      switch (inline) {
        case RichText.Plain(String text, Style its) -> add(text, its);
        case RichText.Break() -> add("\n", style.code() ? Style.NONE : style);
        case RichText.Symbol(Emoji emoji) -> {
          flush();
          nodes.add(new EmojiView(emoji, emojiEm));
        }
        case RichText.Link(List<Inline> label, URI target) -> {
          flush();
          List<Node> link = new InlineNodes(emojiEm, rightToLeft, wordByWord, open).label(label);
          LinkNodes.lead(link, target, open);
          nodes.addAll(link);
        }
      }
    }
    flush();
    return nodes;
  }

  private List<Node> label(List<Inline> inlines) {
    if (rightToLeft && isLeftToRight(inlines)) {
      add(MARK, Style.NONE);
      of(inlines);
      add(MARK, style);
      flush();
      return nodes;
    }
    return of(inlines);
  }

  private static boolean isLeftToRight(List<Inline> inlines) {
    return !RichText.isRightToLeft(new RichText.Paragraph(inlines));
  }

  private void add(String text, Style its) {
    if (!its.equals(style)) {
      flush();
      style = its;
    }
    pending.append(text);
  }

  private void flush() {
    if (pending.isEmpty()) {
      return;
    }
    String run = pending.toString();
    pending.setLength(0);
    List<String> classes = classes();
    for (String piece : wordByWord ? ComplexText.words(run) : List.of(run)) {
      Text text = new Text(piece);
      text.getStyleClass().setAll(classes);
      nodes.add(text);
    }
  }

  private List<String> classes() {
    List<String> classes = new ArrayList<>(4);
    if (style.bold()) {
      classes.add(Styles.BOLD);
    }
    if (style.italic()) {
      classes.add(Styles.ITALIC);
    }
    if (style.struck()) {
      classes.add(Styles.STRUCK);
    }
    if (style.code()) {
      classes.add(Styles.CODE);
    }
    return classes;
  }
}
