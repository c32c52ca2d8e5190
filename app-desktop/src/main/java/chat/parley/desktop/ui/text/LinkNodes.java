package chat.parley.desktop.ui.text;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;

/**
 * Makes the nodes of a label lead to a target: one link, which is reached once by the keyboard.
 *
 * <p>The target is always to be seen before it is opened, as the label may say anything.
 */
final class LinkNodes {
  private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
  private static final Duration TARGET_SHOWS_AFTER = Duration.millis(300);

  private final List<Node> nodes;
  private final URI target;
  private boolean described;

  private LinkNodes(List<Node> nodes, URI target) {
    this.nodes = nodes;
    this.target = target;
  }

  static void lead(List<Node> nodes, URI target, Consumer<URI> open) {
    LinkNodes link = new LinkNodes(nodes, target);
    for (Node node : nodes) {
      node.getStyleClass().add(Styles.LINK);
      node.setOnMouseEntered(_ -> link.entered());
      node.setOnMouseExited(_ -> link.setActive(false));
      node.setOnMouseClicked(event -> clicked(event, target, open));
    }
    Node first = nodes.getFirst();
    first.setFocusTraversable(true);
    first.setAccessibleRole(AccessibleRole.HYPERLINK);
    first.setAccessibleHelp(target.toString());
    first.setOnKeyPressed(event -> pressed(event, target, open));
    first.focusedProperty().subscribe(focused -> link.setActive(focused));
  }

  private static void clicked(MouseEvent event, URI target, Consumer<URI> open) {
    if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
      event.consume();
      open.accept(target);
    }
  }

  private static void pressed(KeyEvent event, URI target, Consumer<URI> open) {
    if (event.getCode() == KeyCode.ENTER) {
      event.consume();
      open.accept(target);
    }
  }

  private void entered() {
    setActive(true);
    if (!described) {
      // A tooltip is dear, and few of the links that scroll by are ever pointed at.
      described = true;
      Tooltip tooltip = new Tooltip(target.toString());
      tooltip.setShowDelay(TARGET_SHOWS_AFTER);
      tooltip.getStyleClass().add(Styles.TARGET);
      nodes.forEach(node -> Tooltip.install(node, tooltip));
    }
  }

  private void setActive(boolean active) {
    nodes.forEach(node -> node.pseudoClassStateChanged(ACTIVE, active));
  }
}
