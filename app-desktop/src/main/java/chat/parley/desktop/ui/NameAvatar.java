package chat.parley.desktop.ui;

import java.util.Locale;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** A name as a coloured disc with its first letter. */
public final class NameAvatar {
  private NameAvatar() {}

  public static Node of(String name, String... styles) {
    Label initial = new Label(NameBadge.initial(name, Locale.ROOT));
    initial.getStyleClass().add("avatar-initial");
    StackPane avatar = new StackPane(initial);
    avatar.getStyleClass().addAll("avatar", NameBadge.colour(name));
    avatar.getStyleClass().addAll(styles);
    avatar.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    return avatar;
  }
}
