package chat.parley.desktop.ui.keys;

import chat.parley.desktop.ui.Fxml;
import chat.parley.desktop.ui.Texts;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;

/** The list of keys. */
public final class KeysController {
  private final Texts texts;
  private final Runnable onClose;
  private final Parent node;

  @FXML private Button close;
  @FXML private GridPane list;

  public KeysController(Texts texts, Runnable onClose) {
    this.texts = texts;
    this.onClose = onClose;
    node = Fxml.KEYS.load(this, texts);
  }

  @FXML
  private void initialize() {
    close.setAccessibleText(texts.get("dialog.close"));
    int row = 0;
    for (Shortcut shortcut : Shortcut.values()) {
      Label key = new Label(shortcut.display());
      key.getStyleClass().add("key");
      key.setMinWidth(Region.USE_PREF_SIZE);
      Label what = new Label(texts.get(shortcut.text()));
      what.setWrapText(true);
      what.setLabelFor(key);
      list.addRow(row++, key, what);
    }
  }

  public Parent node() {
    return node;
  }

  public void focus() {
    close.requestFocus();
  }

  @FXML
  private void close() {
    onClose.run();
  }
}
