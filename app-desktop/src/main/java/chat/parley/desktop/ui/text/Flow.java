package chat.parley.desktop.ui.text;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.shape.ArcTo;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.VLineTo;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A paragraph, which lays a ground under its code: text has none of its own in JavaFX. */
final class Flow extends TextFlow {
  private static final double CORNER_PX = 3;
  private static final double PADDING_PX = 2;

  /** The characters of it that are code, from and to. */
  private record Range(int from, int to) {}

  private final List<Range> code = new ArrayList<>();
  private final Path ground = new Path();

  Flow(List<Node> nodes) {
    getStyleClass().add(Styles.FLOW);
    int at = 0;
    for (Node node : nodes) {
      int length = node instanceof Text text ? text.getText().length() : 1;
      if (node.getStyleClass().contains(Styles.CODE)) {
        code.add(new Range(at, at + length));
      }
      at += length;
    }
    if (!code.isEmpty()) {
      ground.getStyleClass().add(Styles.CODE_GROUND);
      ground.setManaged(false);
      ground.setMouseTransparent(true);
      getChildren().add(ground);
    }
    getChildren().addAll(nodes);
    // A flow alone in a narrow row may be as narrow as the row: its words are broken, then.
    setMinWidth(0);
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    if (!code.isEmpty()) {
      List<PathElement> shapes = new ArrayList<>();
      for (Range range : code) {
        boxes(getRangeShape(range.from(), range.to(), false)).forEach(box -> round(box, shapes));
      }
      ground.getElements().setAll(shapes);
    }
  }

  /** The range shape of JavaFX is a rectangle of lines for each line of text. */
  private static List<Bounds> boxes(PathElement[] shape) {
    List<Bounds> boxes = new ArrayList<>();
    double startX = 0;
    double startY = 0;
    for (PathElement element : shape) {
      if (element instanceof MoveTo move) {
        startX = move.getX();
        startY = move.getY();
      } else if (element instanceof LineTo line && line.getX() != startX && line.getY() != startY) {
        // The corner opposite to the first.
        boxes.add(
            new BoundingBox(
                Math.min(startX, line.getX()),
                Math.min(startY, line.getY()),
                Math.abs(line.getX() - startX),
                Math.abs(line.getY() - startY)));
      }
    }
    return boxes;
  }

  private static void round(Bounds box, List<PathElement> out) {
    double left = box.getMinX() - PADDING_PX;
    double right = box.getMaxX() + PADDING_PX;
    out.add(new MoveTo(left + CORNER_PX, box.getMinY()));
    out.add(new HLineTo(right - CORNER_PX));
    out.add(corner(right, box.getMinY() + CORNER_PX));
    out.add(new VLineTo(box.getMaxY() - CORNER_PX));
    out.add(corner(right - CORNER_PX, box.getMaxY()));
    out.add(new HLineTo(left + CORNER_PX));
    out.add(corner(left, box.getMaxY() - CORNER_PX));
    out.add(new VLineTo(box.getMinY() + CORNER_PX));
    out.add(corner(left + CORNER_PX, box.getMinY()));
    out.add(new ClosePath());
  }

  private static ArcTo corner(double x, double y) {
    return new ArcTo(CORNER_PX, CORNER_PX, 0, x, y, false, true);
  }
}
