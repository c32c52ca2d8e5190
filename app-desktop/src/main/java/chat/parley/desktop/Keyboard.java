package chat.parley.desktop;

import chat.parley.desktop.ui.keys.Shortcut;
import java.util.function.Predicate;
import javafx.event.EventHandler;
import javafx.scene.input.KeyEvent;

/**
 * Takes the keys that are for the window, before what has the keyboard does.
 *
 * @param act does what a key stands for, and says whether it was for the window to do
 */
record Keyboard(Predicate<Shortcut> act) implements EventHandler<KeyEvent> {
  @Override
  public void handle(KeyEvent event) {
    for (Shortcut shortcut : Shortcut.values()) {
      if (shortcut.matches(event) && act.test(shortcut)) {
        event.consume();
        return;
      }
    }
  }
}
