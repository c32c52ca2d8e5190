package chat.parley.desktop.testing;

import chat.parley.desktop.Desktop;
import chat.parley.desktop.LocalFiles;
import chat.parley.desktop.Surroundings;
import chat.parley.desktop.replica.UnusableReplicaException;
import chat.parley.desktop.text.Emojis;
import chat.parley.desktop.ui.WindowFrame;
import chat.parley.desktop.ui.conversation.TimelineItem;
import chat.parley.desktop.ui.main.MainViewModel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** A whole app with a window of its own, used the way a person uses it. */
public final class TestApp implements AutoCloseable {
  private static final String ANY_TEXT = "";

  private final Stage stage;
  private final Desktop desktop;
  private final List<URI> opened = new CopyOnWriteArrayList<>();
  private final AtomicBoolean quit = new AtomicBoolean();

  /**
   * Opens an app on a folder; what it was told before is there again.
   *
   * @param userName what the system calls its person
   */
  public TestApp(Path folder, String userName) {
    stage = Fx.get(Stage::new);
    Surroundings around =
        new Surroundings(
            folder.resolve("desktop"),
            folder.resolve("server"),
            Clock.systemUTC(),
            System::nanoTime,
            new Random(),
            ZoneOffset.UTC,
            Locale.UK,
            userName,
            opened::add);
    LocalFiles files = files(around);
    desktop =
        Fx.get(() -> {
          WindowFrame frame = new WindowFrame(stage, files.settings().now());
          frame.show(); // as in the app, what is in it comes later
          Desktop made = new Desktop(around, files, frame, () -> quit.set(true));
          made.show();
          return made;
        });
    Fx.settle();
  }

  private static LocalFiles files(Surroundings around) {
    var _ = Emojis.all();
    try {
      return LocalFiles.open(around);
    } catch (UnusableReplicaException e) {
      throw new IllegalStateException(e);
    }
  }

  public Stage stage() {
    return stage;
  }

  public Scene scene() {
    return Fx.get(stage::getScene);
  }

  /** Links that were opened outside the app. */
  public List<URI> opened() {
    return opened;
  }

  /** Whether a person has ended it. */
  public boolean hasQuit() {
    return quit.get();
  }

  /** A part of the window by its id or style, once it is there and seen. */
  public <N extends Node> N find(String selector, Class<N> type) {
    Fx.until(selector + " is seen", () -> lookup(selector) != null);
    return Fx.get(() -> type.cast(lookup(selector)));
  }

  public boolean sees(String selector) {
    return Fx.get(() -> lookup(selector) != null);
  }

  private @Nullable Node lookup(String selector) {
    return stage.getScene().getRoot().lookupAll(selector).stream()
        .filter(TestApp::isSeen)
        .findFirst()
        .orElse(null);
  }

  private static boolean isSeen(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  /** The words of what a selector finds. */
  public List<String> words(String selector) {
    return Fx.get(() ->
        stage.getScene().getRoot().lookupAll(selector).stream()
            .filter(TestApp::isSeen)
            .map(node -> node instanceof Labeled labeled ? labeled.getText() : ANY_TEXT)
            .toList());
  }

  public void click(String selector) {
    ButtonBase button = find(selector, ButtonBase.class);
    Fx.until(selector + " can be pressed", () -> !button.isDisabled());
    Fx.run(button::fire);
    Fx.settle();
  }

  public void type(String selector, String text) {
    TextInputControl field = find(selector, TextInputControl.class);
    Fx.settle(); // nobody types into what has not been drawn yet
    Fx.run(() -> {
      field.requestFocus();
      field.setText(text);
      field.end();
    });
  }

  /** Presses a key where the keyboard is. */
  public void press(KeyCode code, boolean shortcut, boolean alt, boolean shift) {
    Fx.run(() -> {
      Scene scene = stage.getScene();
      Node target = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
      KeyEvent event =
          new KeyEvent(
              KeyEvent.KEY_PRESSED,
              KeyEvent.CHAR_UNDEFINED,
              code.getName(),
              code,
              shift,
              shortcut,
              alt,
              false);
      target.fireEvent(event);
    });
    Fx.settle();
  }

  public void press(KeyCode code) {
    press(code, false, false, false);
  }

  /** Writes a message and sends it. */
  public void say(String text) {
    type(".composer-input", text);
    press(KeyCode.ENTER);
    Fx.until(
        "the composer is empty",
        () ->
            stage.getScene().lookup(".composer-input") instanceof TextInputControl input
                && input.getText().isEmpty());
  }

  /** Whether the keyboard is there. */
  public boolean isFocused(String selector) {
    Node node = find(selector, Node.class);
    return Fx.get(() -> node.equals(stage.getScene().getFocusOwner()));
  }

  /** The words of a field. */
  public String text(String selector) {
    TextInputControl field = find(selector, TextInputControl.class);
    return Fx.get(field::getText);
  }

  /** The texts of the timeline, oldest first, those on their way included. */
  public List<String> timeline() {
    return Fx.get(() ->
        desktop.openModel().stream()
            .flatMap(model -> model.conversation().items().stream())
            .map(TimelineItem::text)
            .toList());
  }

  /** The chat that is open. */
  public MainViewModel model() {
    return Fx.get(() -> desktop.openModel().orElseThrow());
  }

  /** How many messages are on their way. */
  public int waiting() {
    return Fx.get(
        () -> desktop.openModel().stream().mapToInt(model -> model.rooms().waiting()).sum());
  }

  /** As a person closes the window. */
  public void closeWindow() {
    Fx.run(() ->
        stage.fireEvent(
            new javafx.stage.WindowEvent(stage, javafx.stage.WindowEvent.WINDOW_CLOSE_REQUEST)));
    Fx.settle();
  }

  public <T> T on(Supplier<T> expression) {
    return Fx.get(expression);
  }

  @Override
  public void close() {
    Fx.run(desktop::close); // waits, as it does when the program ends
  }
}
