package chat.parley.desktop.ui;

import java.util.function.Consumer;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.TextInputControl;

/**
 * The most text that a field takes. A field lays all of its text out again at each key, so a book
 * that was pasted by mistake would hold the window up; what is beyond the cap is cut.
 */
public final class TextCap {
  /** For a name or a search: well above what can be one, so that what is too long is still told. */
  public static final int NAME_CHARS = 300;

  private TextCap() {}

  /**
   * Puts a cap on a field.
   *
   * @param chars must be above what the field's text is refused for
   */
  public static void on(TextInputControl field, int chars) {
    on(field, chars, next -> {});
  }

  /**
   * Puts a cap on a field.
   *
   * @param chars must be above what the field's text is refused for
   * @param before is told what the field will say, before it does
   */
  public static void on(TextInputControl field, int chars, Consumer<String> before) {
    field.setTextFormatter(
        new TextFormatter<>(change -> {
          TextFormatter.Change capped = capped(change, chars);
          if (capped.isContentChange()) {
            before.accept(capped.getControlNewText());
          }
          return capped;
        }));
  }

  private static TextFormatter.Change capped(TextFormatter.Change change, int chars) {
    int over = change.getControlNewText().length() - chars;
    if (over <= 0) {
      return change;
    }
    String added = change.getText();
    int kept = Math.max(0, added.length() - over);
    if (kept > 0 && Character.isHighSurrogate(added.charAt(kept - 1))) {
      kept--;
    }
    if (kept == 0) {
      change.setRange(change.getRangeStart(), change.getRangeStart()); // what is selected stays
    }
    change.setText(added.substring(0, kept));
    change.selectRange(change.getRangeStart() + kept, change.getRangeStart() + kept);
    return change;
  }
}
