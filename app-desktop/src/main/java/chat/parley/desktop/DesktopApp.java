package chat.parley.desktop;

import chat.parley.desktop.replica.UnusableReplicaException;
import chat.parley.desktop.sync.ServerApi;
import chat.parley.desktop.text.Emojis;
import chat.parley.desktop.ui.FxFrames;
import chat.parley.desktop.ui.WindowFrame;
import chat.parley.desktop.ui.text.ComplexText;
import java.net.URI;
import java.security.SecureRandom;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.control.Alert;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The app as JavaFX starts it. JavaFX makes it only when its toolkit is up, so what is on the disk
 * is opened meanwhile.
 */
public final class DesktopApp extends Application {
  private static final double PROBLEM_WIDTH = 400;
  private static final EarlyFiles FILES =
      new EarlyFiles(() -> Surroundings.real(new SecureRandom()));

  private EarlyFiles.@Nullable Begun begun;
  private @Nullable Desktop desktop;
  private @Nullable Throwable failure;
  private String problem = "";

  /** Begins with what needs no toolkit, on a thread of its own. */
  static void beginEarly() {
    Thread.ofPlatform()
        .daemon()
        .name("begin")
        .start(() -> {
          ServerApi.prepare();
          FILES.open();
          if (FILES.opensChat()) {
            var _ = Emojis.all(); // they may be in what is shown first
          }
        });
  }

  @Override
  public void init() {
    try {
      begun = FILES.await();
    } catch (UnusableReplicaException e) {
      problem = String.valueOf(e.getMessage());
    }
  }

  @Override
  public void start(Stage stage) {
    if (begun == null) {
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
    WindowFrame frame = new WindowFrame(stage, begun.files().settings().now());
    EarlyFiles.Begun known = begun;
    frame.show(() -> fill(frame, known));
  }

  /** Makes what is in the window. What fails here ends the app, as what fails in {@link #start}. */
  private void fill(WindowFrame frame, EarlyFiles.Begun known) {
    try {
      Desktop opened =
          new Desktop(known.around().opening(this::open), known.files(), frame, Platform::exit);
      desktop = opened;
      Runtime.getRuntime().addShutdownHook(new Thread(opened::shutDown, "stop"));
      opened.show();
      new FxFrames().whenDrawn(DesktopApp::readEmoji);
    } catch (RuntimeException | Error e) {
      failure = e; // thrown when JavaFX has this stopped
      Platform.exit();
    }
  }

  /** They take a processor for a while, which they must not take from a first window. */
  private static void readEmoji() {
    Thread.ofPlatform().daemon().name("emoji").start(Emojis::all);
  }

  private void open(URI link) {
    getHostServices().showDocument(link.toString());
  }

  @Override
  public void stop() {
    if (desktop != null) {
      desktop.close();
    } else if (begun != null) {
      begun.files().close();
    }
    if (failure != null) {
      throw new IllegalStateException("The window could not be filled", failure);
    }
  }
}
