package chat.parley.desktop.ui.text;

import chat.parley.desktop.text.RichText;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Preformatted text, wrapped where it is too wide, with a button that copies it. */
final class CodeBlock extends StackPane {
  CodeBlock(RichText.Code code, String copyLabel) {
    getStyleClass().add(Styles.CODE_BLOCK);
    setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    setMinWidth(0);

    Button copy = new Button(copyLabel);
    copy.getStyleClass().addAll("small", Styles.COPY);
    copy.setOnAction(_ -> copy(code.text()));
    setAlignment(copy, Pos.TOP_RIGHT);
    getChildren().addAll(lines(code.text()), copy);
  }

  private static Node lines(String code) {
    boolean wordByWord = ComplexText.isIn(code);
    List<Node> nodes = new ArrayList<>();
    for (String piece : wordByWord ? ComplexText.words(code) : List.of(code)) {
      Text text = new Text(piece);
      text.getStyleClass().add(Styles.CODE);
      nodes.add(text);
    }
    if (wordByWord) {
      return new WordFlow(nodes, false);
    }
    TextFlow flow = new TextFlow(nodes.toArray(Node[]::new));
    flow.getStyleClass().add(Styles.FLOW);
    flow.setMinWidth(0);
    return flow;
  }

  private static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
