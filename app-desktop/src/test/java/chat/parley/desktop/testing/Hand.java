package chat.parley.desktop.testing;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ScrollEvent.HorizontalTextScrollUnits;
import javafx.scene.input.ScrollEvent.VerticalTextScrollUnits;

/** What a hand does to a part of a window; for the toolkit's thread. */
public final class Hand {
  private static final double NOTCH_PX = 40;
  private static final double SOMEWHERE_PX = 300;

  private Hand() {}

  /** Presses a key. */
  public static void press(Node node, KeyCode code) {
    node.fireEvent(
        new KeyEvent(
            KeyEvent.KEY_PRESSED,
            KeyEvent.CHAR_UNDEFINED,
            code.getName(),
            code,
            false,
            false,
            false,
            false));
  }

  /** Turns the wheel of a mouse upward. */
  public static void turn(Node node, int notches) {
    double up = notches * NOTCH_PX;
    node.fireEvent(
        new ScrollEvent(
            ScrollEvent.SCROLL,
            SOMEWHERE_PX,
            SOMEWHERE_PX,
            SOMEWHERE_PX,
            SOMEWHERE_PX,
            false,
            false,
            false,
            false,
            false,
            false,
            0,
            up,
            0,
            up,
            HorizontalTextScrollUnits.NONE,
            0,
            VerticalTextScrollUnits.NONE,
            0,
            0,
            null));
  }
}
