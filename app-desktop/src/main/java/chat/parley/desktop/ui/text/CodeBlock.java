package chat.parley.desktop.ui.text;

import chat.parley.desktop.text.RichText;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
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

    Text text = new Text(code.text());
    text.getStyleClass().add(Styles.CODE);
    TextFlow flow = new TextFlow(text);
    flow.getStyleClass().add(Styles.FLOW);
    flow.setMinWidth(0);

    Button copy = new Button(copyLabel);
    copy.getStyleClass().addAll("small", Styles.COPY);
    copy.setOnAction(_ -> copy(code.text()));
    setAlignment(copy, Pos.TOP_RIGHT);
    getChildren().addAll(flow, copy);
  }

  private static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
