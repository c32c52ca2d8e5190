package chat.parley.desktop.ui.main;

import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.ui.Icons;
import chat.parley.desktop.ui.Texts;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** A room in the list: its name, and how many of its messages are unread. */
final class RoomCell extends ListCell<RoomSummary> {
  private static final PseudoClass UNREAD = PseudoClass.getPseudoClass("unread");
  private static final int COUNT_MAX = 99;

  private final Texts texts;
  private final Label name = new Label();
  private final Label count = new Label();
  private final FontIcon failed = Icons.of(Icons.FAILED);
  private final FontIcon sign = Icons.of(Icons.ROOM);
  private final HBox row;

  RoomCell(Texts texts) {
    this.texts = texts;
    getStyleClass().add("room-cell");
    sign.getStyleClass().add("room-sign");
    name.getStyleClass().add("room-name");
    name.setMinWidth(0);
    name.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(name, Priority.ALWAYS);
    count.getStyleClass().add("count");
    count.setMinWidth(Region.USE_PREF_SIZE);
    failed.getStyleClass().add("failed-sign");
    row = new HBox(8, sign, name, failed, count);
    row.setAlignment(Pos.CENTER_LEFT);
  }

  @Override
  protected void updateItem(@Nullable RoomSummary room, boolean empty) {
    super.updateItem(room, empty);
    if (empty || room == null) {
      setGraphic(null);
      setAccessibleText(null);
      pseudoClassStateChanged(UNREAD, false);
      return;
    }
    name.setText(room.shownName());
    sign.setIconCode(Icons.of(room));
    boolean unread = room.unread() > 0;
    count.setText(room.unread() > COUNT_MAX ? COUNT_MAX + "+" : String.valueOf(room.unread()));
    show(count, unread);
    show(failed, room.failed() > 0);
    pseudoClassStateChanged(UNREAD, unread);
    setAccessibleText(
        texts.get(unread ? "rooms.spoken.unread" : "rooms.spoken", spoken(room), room.unread()));
    setGraphic(row);
  }

  private String spoken(RoomSummary room) {
    if (room.isDirect()) {
      return texts.get("rooms.spoken.direct", room.shownName());
    }
    return texts.get(
        room.isPrivate() ? "rooms.spoken.private" : "rooms.spoken.public", room.shownName());
  }

  private static void show(javafx.scene.Node node, boolean visible) {
    node.setVisible(visible);
    node.setManaged(visible);
  }
}
