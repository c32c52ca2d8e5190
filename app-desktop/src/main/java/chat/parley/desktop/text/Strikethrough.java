package chat.parley.desktop.text;

import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Nodes;
import org.commonmark.node.SourceSpans;
import org.commonmark.node.Text;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.commonmark.parser.delimiter.DelimiterRun;

/** Text between double tildes is struck out; a single tilde says "about". */
final class Strikethrough implements DelimiterProcessor {
  private static final int TILDES = 2;

  /** What was struck out. */
  static final class Struck extends CustomNode {}

  @Override
  public char getOpeningCharacter() {
    return '~';
  }

  @Override
  public char getClosingCharacter() {
    return '~';
  }

  @Override
  public int getMinLength() {
    return TILDES;
  }

  @Override
  public int process(DelimiterRun opening, DelimiterRun closing) {
    if (opening.length() != TILDES || closing.length() != TILDES) {
      return 0;
    }
    Text opener = opening.getOpener();
    Node struck = new Struck();
    SourceSpans spans = new SourceSpans();
    spans.addAllFrom(opening.getOpeners(TILDES));
    for (Node node : Nodes.between(opener, closing.getCloser())) {
      struck.appendChild(node);
      spans.addAll(node.getSourceSpans());
    }
    spans.addAllFrom(closing.getClosers(TILDES));
    struck.setSourceSpans(spans.getSourceSpans());
    opener.insertAfter(struck);
    return TILDES;
  }
}
