package chat.parley.desktop.ui;

import java.util.function.Supplier;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/**
 * Words that are seen while one points at something. They are made when one first does: a list has
 * many of them that nobody ever reads.
 */
public final class Tip implements EventHandler<MouseEvent> {
  private final Node node;
  private final Supplier<String> words;

  private Tip(Node node, Supplier<String> words) {
    this.node = node;
    this.words = words;
  }

  /** Gives words to something that has none. */
  public static void on(Node node, Supplier<String> words) {
    node.addEventHandler(MouseEvent.MOUSE_ENTERED, new Tip(node, words));
  }

  @Override
  public void handle(MouseEvent entered) {
    node.removeEventHandler(MouseEvent.MOUSE_ENTERED, this);
    Tooltip.install(node, new Tooltip(words.get()));
  }
}
