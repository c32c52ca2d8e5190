package chat.parley.desktop;

import chat.parley.desktop.settings.SettingsFile;
import chat.parley.desktop.ui.MadeOnce;
import chat.parley.desktop.ui.Problems;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.Window;
import chat.parley.desktop.ui.keys.KeysController;
import chat.parley.desktop.ui.keys.Shortcut;
import chat.parley.desktop.ui.settings.AccountViewModel;
import chat.parley.desktop.ui.settings.SettingsController;
import chat.parley.desktop.ui.settings.SettingsViewModel;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What can lie over every screen: the settings, which hold at once, and the list of keys. */
final class Overlays {
  private final Window window;
  private final SettingsViewModel settings;
  private final AccountViewModel account;
  private final MadeOnce<SettingsController> settingsScreen;
  private final MadeOnce<KeysController> keysScreen;

  Overlays(
      Window window,
      Problems problems,
      SettingsFile file,
      Executor onWindow,
      Consumer<String> onRenamed) {
    this.window = window;
    Texts texts = problems.texts();
    account = new AccountViewModel(onWindow, problems);
    settings = new SettingsViewModel(file, onRenamed);
    settingsScreen =
        new MadeOnce<>(() -> new SettingsController(settings, account, texts, window::hideOver));
    keysScreen = new MadeOnce<>(() -> new KeysController(texts, window::hideOver));
    settings.appearanceProperty().addListener((property, before, now) -> window.look(file.now()));
    settings.textPercentProperty().addListener((property, before, now) -> window.look(file.now()));
  }

  /** Who one is in the chat that is open. */
  AccountViewModel account() {
    return account;
  }

  /** The name is another one, not by way of the settings. */
  void named() {
    settings.opened();
  }

  void showSettings() {
    window.showOver(settingsScreen.get().node());
    settingsScreen.get().focus();
  }

  void showKeys() {
    window.showOver(keysScreen.get().node());
    keysScreen.get().focus();
  }

  /**
   * Does what a key stands for.
   *
   * @return false if it is for what lies below, or for nobody
   */
  boolean act(Shortcut shortcut) {
    switch (shortcut) {
      case LARGER -> settings.resize(1);
      case SMALLER -> settings.resize(-1);
      case USUAL_SIZE -> settings.usualSize();
      case SETTINGS -> showSettings();
      case KEYS -> showKeys();
      case READ -> {
        if (!window.isOver()) {
          return false;
        }
        window.hideOver();
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
