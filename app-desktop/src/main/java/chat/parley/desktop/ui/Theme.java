package chat.parley.desktop.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import chat.parley.desktop.settings.Appearance;
import chat.parley.desktop.ui.text.RichTextView;
import java.util.List;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/**
 * The looks of one window: light, dark or as the system has it, changing while it is open, and the
 * size of the text. For the toolkit's thread.
 */
public final class Theme {
  private static final double BASE_FONT_PIXELS = 14;
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
  private Appearance appearance = Appearance.SYSTEM;
  private int textPercent = 100;

  public Theme(Scene scene) {
    this.scene = scene;
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

  /** Whether the window is dark now. */
  public boolean isDark() {
    return switch (appearance) {
      case LIGHT -> false;
      case DARK -> true;
      case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    };
  }

  /** The scene's root has been replaced. */
  public void apply() {
    boolean dark = isDark();
    scene.setUserAgentStylesheet(
        dark
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    Parent root = scene.getRoot();
    root.getStyleClass().removeAll("parley-light", "parley-dark");
    root.getStyleClass().add(dark ? "parley-dark" : "parley-light");
    root.setStyle(
        "-fx-font-family: \"%s\"; -fx-font-size: %.1fpx;"
            .formatted(family, BASE_FONT_PIXELS * textPercent / 100));
  }

  /** The window is closed for good. */
  public void stop() {
    Platform.getPreferences().colorSchemeProperty().removeListener(systemChanged);
  }
}
