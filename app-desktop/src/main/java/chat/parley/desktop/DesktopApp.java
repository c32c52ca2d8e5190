package chat.parley.desktop;

import chat.parley.desktop.replica.UnusableReplicaException;
import java.net.URI;
import java.security.SecureRandom;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.control.Alert;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The app as JavaFX starts it. */
public final class DesktopApp extends Application {
  private @Nullable Desktop desktop;

  @Override
  public void start(Stage stage) {
    Surroundings around = Surroundings.real(new SecureRandom(), this::open);
    try {
      Desktop opened = new Desktop(around, stage, Platform::exit);
      desktop = opened;
      opened.show();
    } catch (UnusableReplicaException e) {
      Alert alert = new Alert(Alert.AlertType.ERROR, e.getMessage());
      alert.setHeaderText(null);
      alert.setTitle("Parley");
      alert.showAndWait();
      Platform.exit();
    }
  }

  private void open(URI link) {
    getHostServices().showDocument(link.toString());
  }

  @Override
  public void stop() {
    if (desktop != null) {
      desktop.close();
    }
  }
}
