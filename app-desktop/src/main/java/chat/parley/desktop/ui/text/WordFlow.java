package chat.parley.desktop.ui.text;

import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/**
 * A paragraph of words, each a node, which it breaks into lines and orders itself (UAX 9, rule L2):
 * for {@link ComplexText}.
 */
final class WordFlow extends Region {
  private static final String OBJECT = "\uFFFC";
  private static final double LINE_SPACING_EM = 0.15;

  private final boolean rightToLeft;
  private final List<Word> words = new ArrayList<>();

  /**
   * @param breakable whether a line may begin with it
   */
  private record Word(Node node, String text, byte level, boolean breakable) {
    double width() {
      return node.getLayoutBounds().getWidth();
    }

    double ascent() {
      return node.getBaselineOffset();
    }

    double descent() {
      return node.getLayoutBounds().getHeight() - ascent();
    }

    boolean isBreak() {
      return text.equals("\n");
    }
  }

  private record Line(List<Word> words, double width, double ascent, double height) {
    static Line of(List<Word> words) {
      double ascent = words.stream().mapToDouble(Word::ascent).max().orElse(0);
      double descent = words.stream().mapToDouble(Word::descent).max().orElse(0);
      double width = words.stream().mapToDouble(Word::width).sum();
      return new Line(words, width, ascent, ascent + descent);
    }

    /** An empty line, as high as the font; a line feed alone has the height of two. */
    static Line of(Word feed) {
      double height = feed.node().getLayoutBounds().getHeight() / 2;
      return new Line(List.of(), 0, feed.ascent(), height);
    }
  }

  /**
   * @param nodes pictures, and texts as {@link ComplexText#words} cuts them
   */
  WordFlow(List<Node> nodes, boolean rightToLeft) {
    this.rightToLeft = rightToLeft;
    setMinWidth(0);
    StringBuilder paragraph = new StringBuilder();
    nodes.forEach(node -> paragraph.append(text(node)));
    Bidi bidi =
        new Bidi(
            paragraph.toString(),
            rightToLeft ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
    int at = 0;
    String before = "";
    for (Node node : nodes) {
      String text = text(node);
      int level = bidi.getLevelAt(at);
      // What is of one level is read as that; what is mixed, as the paragraph is.
      boolean oneLevel = bidi.getLevelAt(at + text.length() - 1) == level;
      boolean reversed = oneLevel ? level % 2 == 1 : rightToLeft;
      node.setNodeOrientation(
          reversed ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
      boolean breakable =
          !text.isBlank()
              && (before.isEmpty()
                  || Character.isWhitespace(before.charAt(before.length() - 1))
                  || Character.isWhitespace(text.charAt(0))
                  || before.equals(OBJECT)
                  || text.equals(OBJECT)
                  || before.length() + text.length() > ComplexText.LONGEST_WORD_CHARS);
      Word word = new Word(node, text, (byte) level, breakable);
      node.setVisible(!word.isBreak());
      words.add(word);
      at += text.length();
      before = text;
    }
    getChildren().addAll(nodes);
  }

  private static String text(Node node) {
    return node instanceof Text text ? text.getText() : OBJECT;
  }

  private List<Line> lines(double width) {
    List<Line> lines = new ArrayList<>();
    List<Word> line = new ArrayList<>();
    double used = 0;
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      boolean full = word.breakable() && !line.isEmpty() && used + unbreakableFrom(i) > width;
      if (word.isBreak() || full) {
        lines.add(line.isEmpty() ? Line.of(word) : Line.of(line));
        line = new ArrayList<>();
        used = 0;
      }
      if (!word.isBreak()) {
        line.add(word);
        used += word.width();
      }
    }
    lines.add(Line.of(line));
    return lines;
  }

  /** How wide it is with what must stay on its line, but for the spaces after it. */
  private double unbreakableFrom(int first) {
    double width = words.get(first).width();
    for (int i = first + 1; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.breakable() || word.text().isBlank()) {
        break;
      }
      width += word.width();
    }
    return width;
  }

  private double spacing() {
    return words.isEmpty() || !(words.getFirst().node() instanceof Text text)
        ? 0
        : text.getFont().getSize() * LINE_SPACING_EM;
  }

  private static double widthFor(double width) {
    return width < 0 ? Double.MAX_VALUE : width;
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  public double getBaselineOffset() {
    return lines(widthFor(getWidth())).getFirst().ascent();
  }

  @Override
  protected double computePrefWidth(double height) {
    return Math.ceil(lines(Double.MAX_VALUE).stream().mapToDouble(Line::width).max().orElse(0));
  }

  @Override
  protected double computePrefHeight(double width) {
    return Math.ceil(
        lines(widthFor(width)).stream().mapToDouble(line -> line.height() + spacing()).sum());
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double y = 0;
    for (Line line : lines(getWidth())) {
      Word[] ordered = line.words().toArray(Word[]::new);
      byte[] levels = new byte[ordered.length];
      int end = ordered.length;
      while (end > 0 && ordered[end - 1].text().isBlank()) {
        end--;
      }
      for (int i = 0; i < ordered.length; i++) {
        // Spaces at the end of a line are of the paragraph's level (rule L1).
        levels[i] = i < end ? ordered[i].level() : (byte) (rightToLeft ? 1 : 0);
      }
      if (ordered.length > 0) {
        Bidi.reorderVisually(levels, 0, ordered, 0, ordered.length);
      }
      double x = rightToLeft ? getWidth() - line.width() : 0;
      for (Word word : ordered) {
        word.node().relocate(x, y + line.ascent() - word.ascent());
        x += word.width();
      }
      y += line.height() + spacing();
    }
  }
}
