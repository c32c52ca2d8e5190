package chat.parley.desktop.ui.settings;

import chat.parley.desktop.settings.Appearance;
import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.ui.Fxml;
import chat.parley.desktop.ui.TextCap;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.text.ComplexText;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;

/** Binds the settings' screen to its model. */
public final class SettingsController {
  private final SettingsViewModel model;
  private final Texts texts;
  private final Runnable onClose;
  private final Parent node;
  private final ToggleGroup appearances = new ToggleGroup();

  @FXML private Button close;
  @FXML private TextField name;
  @FXML private Label nameProblem;
  @FXML private ToggleButton system;
  @FXML private ToggleButton light;
  @FXML private ToggleButton dark;
  @FXML private Button smaller;
  @FXML private Button larger;
  @FXML private Label percent;

  public SettingsController(SettingsViewModel model, Texts texts, Runnable onClose) {
    this.model = model;
    this.texts = texts;
    this.onClose = onClose;
    node = Fxml.SETTINGS.load(this, texts);
  }

  @FXML
  private void initialize() {
    close.setAccessibleText(texts.get("dialog.close"));
    TextCap.on(name, TextCap.NAME_CHARS);
    name.textProperty().bindBidirectional(model.nameProperty());
    name.setAccessibleText(texts.get("settings.name"));
    ComplexText.show(nameProblem, model.nameProblemProperty());
    nameProblem.visibleProperty().bind(model.nameProblemProperty().isNotEmpty());
    nameProblem.managedProperty().bind(nameProblem.visibleProperty());
    toggle(system, Appearance.SYSTEM);
    toggle(light, Appearance.LIGHT);
    toggle(dark, Appearance.DARK);
    appearances
        .selectedToggleProperty()
        .addListener((property, before, now) -> {
          if (now == null) {
            appearances.selectToggle(before); // one of them is always chosen
          } else {
            model.appearanceProperty().set((Appearance) now.getUserData());
          }
        });
    smaller.setAccessibleText(texts.get("settings.smaller"));
    larger.setAccessibleText(texts.get("settings.larger"));
    percent.textProperty().bind(model.textPercentProperty().asString("%d %%"));
    smaller
        .disableProperty()
        .bind(model.textPercentProperty().lessThanOrEqualTo(Settings.TEXT_MIN_PERCENT));
    larger
        .disableProperty()
        .bind(model.textPercentProperty().greaterThanOrEqualTo(Settings.TEXT_MAX_PERCENT));
  }

  private void toggle(ToggleButton button, Appearance appearance) {
    button.setUserData(appearance);
    button.setToggleGroup(appearances);
    button.setSelected(model.appearanceProperty().get() == appearance);
  }

  public Parent node() {
    return node;
  }

  /** Puts the keyboard into the first field. */
  public void focus() {
    model.opened();
    name.requestFocus();
    name.selectAll();
  }

  @FXML
  private void rename() {
    var _ = model.rename(); // what is wrong is shown beside the field
  }

  @FXML
  private void smaller() {
    model.resize(-1);
  }

  @FXML
  private void larger() {
    model.resize(1);
  }

  @FXML
  private void usual() {
    model.usualSize();
  }

  @FXML
  private void close() {
    onClose.run();
  }
}
