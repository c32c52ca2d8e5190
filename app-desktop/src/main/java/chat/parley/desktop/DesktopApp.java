package chat.parley.desktop;

import chat.parley.desktop.replica.UnusableReplicaException;
import chat.parley.desktop.ui.text.ComplexText;
import java.net.URI;
import java.security.SecureRandom;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.control.Alert;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The app as JavaFX starts it: what is on the disk is opened before its thread begins. */
public final class DesktopApp extends Application {
  private static final double PROBLEM_WIDTH = 400;

  private final Surroundings around = Surroundings.real(new SecureRandom(), this::open);
  private @Nullable LocalFiles files;
  private @Nullable Desktop desktop;
  private String problem = "";

  @Override
  public void init() {
    Preparation.run();
    try {
      files = LocalFiles.open(around);
    } catch (UnusableReplicaException e) {
      problem = String.valueOf(e.getMessage());
    }
  }

  @Override
  public void start(Stage stage) {
    if (files == null) {
      Alert alert = new Alert(Alert.AlertType.ERROR);
      Label words = ComplexText.label(problem); // a path may be in any script
      words.getStyleClass().add("content");
      words.setPrefWidth(PROBLEM_WIDTH);
      alert.getDialogPane().setContent(words);
      alert.setHeaderText(null);
      alert.setTitle(stage.getTitle());
      alert.showAndWait();
      Platform.exit();
      return;
    }
    Desktop opened = new Desktop(around, files, stage, Platform::exit);
    desktop = opened;
    Runtime.getRuntime().addShutdownHook(new Thread(opened::shutDown, "stop"));
    opened.show();
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
