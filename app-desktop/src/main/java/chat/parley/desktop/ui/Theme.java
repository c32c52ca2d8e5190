package chat.parley.desktop.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import chat.parley.desktop.settings.Appearance;
import chat.parley.desktop.ui.text.RichTextView;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/**
 * The looks of a window: light, dark or as the system has it, changing while it is open, and the
 * size of the text. The sheet of light or dark is the whole process's, so that JavaFX never reads
 * its own, which takes as long as all of a first window's nodes. For the toolkit's thread.
 */
public final class Theme {
  private static final double BASE_FONT_PIXELS = 14;
  private static final Color LIGHT = Color.web("#fbfaf8");
  private static final Color DARK = Color.web("#181c1d");
  private static final List<String> FAMILIES =
      List.of(
          "Segoe UI",
          "SF Pro Text",
          "Inter",
          "Cantarell",
          "Ubuntu",
          "Noto Sans",
          "Roboto",
          "DejaVu Sans");

  private final Scene scene;
  private final ChangeListener<ColorScheme> systemChanged = (property, before, now) -> apply();
  private final String family;
  private Appearance appearance;
  private int textPercent;

  public Theme(Scene scene, Appearance appearance, int textPercent) {
    this.scene = scene;
    this.appearance = appearance;
    this.textPercent = textPercent;
    scene.getStylesheets().addAll(sheet("parley.css"), RichTextView.stylesheet());
    Platform.getPreferences().colorSchemeProperty().addListener(systemChanged);
    List<String> installed = Font.getFamilies();
    family =
        FAMILIES.stream()
            .filter(installed::contains)
            .findFirst()
            .orElse(Font.getDefault().getFamily());
    apply();
  }

  private static String sheet(String file) {
    return Objects.requireNonNull(Theme.class.getResource(file), file).toExternalForm();
  }

  public void set(Appearance chosen, int percent) {
    appearance = chosen;
    textPercent = percent;
    apply();
  }

  /** What lies behind everything, before any sheet is read; as in {@code parley.css}. */
  static Color background(Appearance appearance) {
    return isDark(appearance) ? DARK : LIGHT;
  }

  private static boolean isDark(Appearance appearance) {
    return switch (appearance) {
      case LIGHT -> false;
      case DARK -> true;
      case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    };
  }

  private void apply() {
    boolean dark = isDark(appearance);
    String sheet = (dark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet();
    if (!sheet.equals(Application.getUserAgentStylesheet())) {
      Application.setUserAgentStylesheet(sheet);
    }
    scene.setFill(dark ? DARK : LIGHT);
    Parent root = scene.getRoot();
    root.getStyleClass().removeAll("parley-light", "parley-dark");
    root.getStyleClass().add(dark ? "parley-dark" : "parley-light");
    root.setStyle(
        String.format(
            Locale.ROOT, // a style sheet has points in its numbers, whatever people have
            "-fx-font-family: \"%s\"; -fx-font-size: %.1fpx;",
            family,
            BASE_FONT_PIXELS * textPercent / 100));
  }

  /** The window is closed for good. */
  public void stop() {
    Platform.getPreferences().colorSchemeProperty().removeListener(systemChanged);
  }
}
