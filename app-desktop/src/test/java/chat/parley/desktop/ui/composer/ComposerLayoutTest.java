package chat.parley.desktop.ui.composer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.HandWindow;
import chat.parley.desktop.testing.OpenSession;
import chat.parley.desktop.testing.TestTexts;
import chat.parley.desktop.ui.Failures;
import chat.parley.server.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextArea;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The box that a message is written in, with text that JavaFX cannot break into lines. */
class ComposerLayoutTest {
  private static final String LONG =
      "مرحبا بالجميع، هل يعمل كل شيء؟ أتمنى أن يكون كل شيء على ما يرام اليوم وغدا وبعد غد ";

  @TempDir private Path folder;
  private final HandWindow window = new HandWindow();
  private final List<Throwable> told = new ArrayList<>();
  private Server server;
  private OpenSession alice;
  private ComposerViewModel model;

  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  @BeforeEach
  void open() {
    server = Chatter.server(folder.resolve("server"), 0);
    alice = new OpenSession(folder, "alice", server.port(), window, update -> {});
    model = new ComposerViewModel(alice.session(), window, new Failures(window, told::add));
  }

  @AfterEach
  void close() {
    alice.close();
    server.close();
    assertEquals(List.of(), told);
  }

  private Parent composer(String prompt) {
    return composer(new SimpleStringProperty(prompt));
  }

  private Parent composer(StringProperty prompt) {
    return new ComposerController(model, prompt, TestTexts.british()).node();
  }

  /** Does something on the toolkit's thread, where listeners' failures end in the handler. */
  private static void run(Runnable task) {
    List<Throwable> failures = new ArrayList<>();
    Fx.run(() -> {
      Thread thread = Thread.currentThread();
      Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
      thread.setUncaughtExceptionHandler((which, failure) -> failures.add(failure));
      try {
        task.run();
      } finally {
        thread.setUncaughtExceptionHandler(before);
      }
    });
    assertEquals(List.of(), failures);
  }

  private static void layOut(Parent composer) {
    StackPane root = new StackPane(composer);
    var _ = new Scene(root, 320, 240);
    root.applyCss();
    root.layout();
  }

  private void write(String text) {
    model.textProperty().set(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {LONG + LONG, LONG + "\n" + LONG, "see: " + LONG + LONG})
  void aDraftThatWasThereBeforeIt(String draft) {
    run(() -> {
      write(draft);
      layOut(composer("Message #kitchen"));
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {LONG + LONG, LONG + "\n" + LONG, "see: " + LONG + LONG})
  void aDraftThatComesOnceItIsThere(String draft) {
    run(() -> {
      Parent composer = composer("Message #kitchen");
      write(draft);
      layOut(composer);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {LONG + LONG, LONG + "\n" + LONG, "see: " + LONG + LONG})
  void aDraftThatComesBeforeItIsLaidOut(String draft) {
    run(() -> {
      Parent composer = composer("Message #kitchen");
      StackPane root = new StackPane(composer);
      var _ = new Scene(root, 320, 240);
      root.applyCss();
      write(draft);
      root.applyCss();
      root.layout();
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {LONG + LONG, LONG + "\n" + LONG, "see: " + LONG + LONG})
  void whatIsTypedInPlaceOfTextThatWraps(String draft) {
    run(() -> {
      write("The quick brown fox jumps over the lazy dog. ".repeat(4));
      Parent composer = composer("Message #kitchen");
      layOut(composer);
      TextArea input = (TextArea) composer.lookup(".composer-input");
      input.replaceText(0, input.getLength(), draft);
      composer.getScene().getRoot().layout();
      input.clear();
      composer.getScene().getRoot().layout();
      input.replaceText(0, 0, draft);
      input.appendText(" and on");
      composer.getScene().getRoot().layout();
      write("");
      composer.getScene().getRoot().layout();
      assertTrue(input.isWrapText());
    });
  }

  @Test
  void aRoomWithSuchANameAfterOneThatWraps() {
    run(() -> {
      StringProperty prompt = new SimpleStringProperty("Message #kitchen ".repeat(6));
      Parent composer = composer(prompt);
      layOut(composer);
      prompt.set("Message " + LONG);
      composer.getScene().getRoot().layout();
      prompt.set("Message #kitchen ".repeat(6));
      composer.getScene().getRoot().layout();
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x"})
  void aRoomWithSuchAName(String draft) {
    run(() -> {
      write(draft);
      layOut(composer("Message " + LONG));
    });
  }

  @Test
  void whatIsWrittenInARoomWithSuchAName() {
    run(() -> {
      Parent composer = composer("Message " + LONG);
      layOut(composer);
      write("The quick brown fox jumps over the lazy dog. ".repeat(4));
      composer.getScene().getRoot().layout();
      TextArea input = (TextArea) composer.lookup(".composer-input");
      assertTrue(input.isWrapText());
      write("");
      composer.getScene().getRoot().layout();
      assertEquals("Message " + LONG, input.getPromptText());
    });
  }
}
