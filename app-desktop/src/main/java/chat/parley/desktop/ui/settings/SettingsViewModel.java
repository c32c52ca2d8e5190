package chat.parley.desktop.ui.settings;

import chat.parley.desktop.settings.Appearance;
import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.settings.SettingsFile;
import chat.parley.model.Refusal;
import chat.parley.model.SenderName;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * The settings as they are shown and changed; a change holds at once and is kept. For the toolkit's
 * thread; it needs no toolkit.
 */
public final class SettingsViewModel {
  private final SettingsFile file;
  private final Consumer<String> onRenamed;
  private final StringProperty name = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper nameProblem = new ReadOnlyStringWrapper("");
  private final ObjectProperty<Appearance> appearance = new SimpleObjectProperty<>();
  private final ReadOnlyIntegerWrapper textPercent = new ReadOnlyIntegerWrapper();

  /**
   * @param onRenamed told the name under which this person writes from now on
   */
  public SettingsViewModel(SettingsFile file, Consumer<String> onRenamed) {
    this.file = file;
    this.onRenamed = onRenamed;
    Settings now = file.now();
    appearance.set(now.appearance());
    textPercent.set(now.textPercent());
    name.addListener((property, before, typed) -> nameProblem.set(""));
    appearance.addListener(
        (property, before, chosen) -> file.update(settings -> settings.withAppearance(chosen)));
  }

  /** The screen is opened: what was typed and not taken is gone. */
  public void opened() {
    name.set(file.now().name());
  }

  public StringProperty nameProperty() {
    return name;
  }

  public ReadOnlyStringProperty nameProblemProperty() {
    return nameProblem.getReadOnlyProperty();
  }

  public ObjectProperty<Appearance> appearanceProperty() {
    return appearance;
  }

  public ReadOnlyIntegerProperty textPercentProperty() {
    return textPercent.getReadOnlyProperty();
  }

  /**
   * Takes the name that was typed.
   *
   * @return whether it can be one
   */
  public boolean rename() {
    String taken;
    try {
      taken = SenderName.of(name.get()).value();
    } catch (Refusal refusal) {
      nameProblem.set(refusal.detail());
      return false;
    }
    file.update(settings -> settings.withName(taken));
    name.set(taken);
    onRenamed.accept(taken);
    return true;
  }

  /** Makes the text larger by so many steps, or smaller. */
  public void resize(int steps) {
    size(textPercent.get() + steps * Settings.TEXT_STEP_PERCENT);
  }

  public void usualSize() {
    size(Settings.FIRST.textPercent());
  }

  private void size(int percent) {
    int allowed = Math.clamp(percent, Settings.TEXT_MIN_PERCENT, Settings.TEXT_MAX_PERCENT);
    textPercent.set(allowed);
    file.update(settings -> settings.withTextPercent(allowed));
  }
}
