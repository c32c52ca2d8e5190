package chat.parley.desktop.ui.keys;

import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Every key of the window, with what it does; the list of keys is made from these. */
public enum Shortcut {
  SEND("keys.send", new KeyCodeCombination(KeyCode.ENTER)),
  BREAK("keys.break", new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHIFT_DOWN)),
  FIND_ROOM("keys.find.room", new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN)),
  PREVIOUS_ROOM("keys.previous.room", new KeyCodeCombination(KeyCode.UP, KeyCombination.ALT_DOWN)),
  NEXT_ROOM("keys.next.room", new KeyCodeCombination(KeyCode.DOWN, KeyCombination.ALT_DOWN)),
  PREVIOUS_UNREAD(
      "keys.previous.unread",
      new KeyCodeCombination(KeyCode.UP, KeyCombination.ALT_DOWN, KeyCombination.SHIFT_DOWN)),
  NEXT_UNREAD(
      "keys.next.unread",
      new KeyCodeCombination(KeyCode.DOWN, KeyCombination.ALT_DOWN, KeyCombination.SHIFT_DOWN)),
  READ("keys.read", new KeyCodeCombination(KeyCode.ESCAPE)),
  NEXT_PANE("keys.next.pane", new KeyCodeCombination(KeyCode.F6)),
  COPY("keys.copy", new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN)),
  DELETE("keys.delete", new KeyCodeCombination(KeyCode.DELETE)),
  LARGER(
      "keys.larger",
      new KeyCodeCombination(KeyCode.PLUS, KeyCombination.SHORTCUT_DOWN),
      new KeyCodeCombination(KeyCode.EQUALS, KeyCombination.SHORTCUT_DOWN),
      new KeyCodeCombination(KeyCode.ADD, KeyCombination.SHORTCUT_DOWN),
      new KeyCodeCombination(
          KeyCode.EQUALS, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN)),
  SMALLER(
      "keys.smaller",
      new KeyCodeCombination(KeyCode.MINUS, KeyCombination.SHORTCUT_DOWN),
      new KeyCodeCombination(KeyCode.SUBTRACT, KeyCombination.SHORTCUT_DOWN)),
  USUAL_SIZE(
      "keys.usual.size", new KeyCodeCombination(KeyCode.DIGIT0, KeyCombination.SHORTCUT_DOWN)),
  SETTINGS("keys.settings", new KeyCodeCombination(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN)),
  KEYS(
      "keys.keys",
      new KeyCodeCombination(KeyCode.SLASH, KeyCombination.SHORTCUT_DOWN),
      new KeyCodeCombination(KeyCode.F1));

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // a combination does not change, and List.of is fixed
  private final List<KeyCodeCombination> combinations;

  Shortcut(String text, KeyCodeCombination... combinations) {
    this.text = text;
    this.combinations = List.of(combinations);
  }

  /** The key of the words that say what it does. */
  public String text() {
    return text;
  }

  /** As it is written on this system's keyboards. */
  public String display() {
    return combinations.getFirst().getDisplayText();
  }

  public boolean matches(KeyEvent event) {
    return combinations.stream().anyMatch(combination -> combination.match(event));
  }
}
