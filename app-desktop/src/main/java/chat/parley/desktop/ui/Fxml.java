package chat.parley.desktop.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** The screens that are written as FXML. */
public enum Fxml {
  WELCOME("welcome/welcome.fxml"),
  MAIN("main/main.fxml"),
  CONVERSATION("conversation/conversation.fxml"),
  COMPOSER("composer/composer.fxml"),
  HOST("host/host.fxml"),
  SETTINGS("settings/settings.fxml"),
  ROOM("room/room.fxml"),
  NEW_ROOM("room/new-room.fxml"),
  KEYS("keys/keys.fxml");

  private final String file;

  Fxml(String file) {
    this.file = file;
  }

  /** Makes a screen's nodes and fills in its controller's fields. */
  public Parent load(Object controller, Texts texts) {
    URL url = Objects.requireNonNull(Fxml.class.getResource(file), file);
    FXMLLoader loader = new FXMLLoader(url, texts.bundle());
    loader.setController(controller);
    try {
      return loader.load();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
