package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.OddServer;
import chat.parley.desktop.testing.TestApp;
import chat.parley.model.Limits;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A book that is pasted by mistake. */
class PastedTest {
  private static final String BOOK = "call me 😀 ".repeat(100_000);

  @TempDir Path folder;

  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  private static int charsAfterPasting(TestApp app, String field) {
    TextInputControl input = app.find(field, TextInputControl.class);
    Fx.run(() -> {
      Clipboard.getSystemClipboard().setContent(java.util.Map.of(DataFormat.PLAIN_TEXT, BOOK));
      input.requestFocus();
      input.selectAll();
      input.paste();
      input.paste();
    });
    String text = app.text(field);
    assertTrue(BOOK.startsWith(text), "the beginning of it, with whole characters");
    return text.length();
  }

  @Test
  void fieldsTakeNoMoreThanCanBeLaidOutAndSayThatItIsTooLong() {
    try (OddServer server = new OddServer();
        TestApp app = new TestApp(folder, "alice")) {
      assertTrue(charsAfterPasting(app, "#name") <= 300);
      app.click("#host");
      assertTrue(app.sees("#nameProblem"), "that it is too long");
      app.type("#name", "alice");
      assertTrue(charsAfterPasting(app, "#address") <= 2_100);
      app.click("#join");
      Fx.until("it is said", () -> app.sees("#addressProblem"));
      app.type("#address", server.address());
      app.click("#join");

      int chars = charsAfterPasting(app, ".composer-input");
      assertTrue(chars > Limits.TEXT_MAX_BYTES && chars < 2 * Limits.TEXT_MAX_BYTES);
      Fx.settle();
      assertTrue(app.find(".send", Button.class).isDisabled(), "a part of it cannot be sent");
      assertTrue(app.sees(".counter"), "it is said that it is too long");
      app.press(KeyCode.ENTER);
      assertEquals(chars, app.text(".composer-input").length());

      assertTrue(charsAfterPasting(app, "#finder") <= 300);
      app.press(KeyCode.ENTER);
      assertTrue(app.sees("#finderProblem"));
    }
  }
}
