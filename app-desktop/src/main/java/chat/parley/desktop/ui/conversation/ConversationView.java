package chat.parley.desktop.ui.conversation;

import java.util.List;
import java.util.UUID;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.Cell;
import org.fxmisc.flowless.VirtualFlow;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.jspecify.annotations.Nullable;

/**
 * The timeline as it is seen: only the rows in sight are nodes. At the bottom it stays at the
 * bottom, elsewhere it stays where it is, whatever is put before or after. Arrow keys choose a row.
 */
final class ConversationView extends StackPane {
  private static final double BOTTOM_WITHIN = 4;
  private static final int LOAD_WITHIN_ROWS = 15;

  private final ConversationViewModel model;
  private final VirtualFlow<TimelineItem, Cell<TimelineItem, MessageRow>> flow;
  private boolean stick = true;
  private boolean looking;
  private @Nullable UUID chosen;

  ConversationView(ConversationViewModel model, RowContext context) {
    this.model = model;
    flow =
        VirtualFlow.createVertical(
            model.items(), item -> cell(item, context), VirtualFlow.Gravity.REAR);
    flow.getStyleClass().add("timeline");
    VirtualizedScrollPane<VirtualFlow<TimelineItem, Cell<TimelineItem, MessageRow>>> pane =
        new VirtualizedScrollPane<>(flow);
    getChildren().add(pane);
    getStyleClass().add("timeline-pane");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.LIST_VIEW);

    model.items().addListener(this::changed);
    flow.widthProperty().addListener((property, before, now) -> settle());
    flow.heightProperty().addListener((property, before, now) -> settle());
    pane.addEventFilter(ScrollEvent.ANY, this::moved);
    pane.addEventFilter(MouseEvent.MOUSE_PRESSED, this::moved);
    pane.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::moved);
    pane.addEventFilter(MouseEvent.MOUSE_RELEASED, this::moved);
    flow.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> requestFocus());
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    model.setOnShown(this::begin);
  }

  private Cell<TimelineItem, MessageRow> cell(TimelineItem item, RowContext context) {
    MessageRow row = new MessageRow(item, context);
    row.setChosen(item.id().equals(chosen));
    return Cell.wrapNode(row);
  }

  /** A room's first page is there: reading begins where the new begins, else at the bottom. */
  private void begin() {
    chosen = null;
    int fresh = model.firstFresh();
    stick = fresh < 0;
    if (fresh >= 0) {
      flow.showAsFirst(Math.max(0, fresh - 1));
    }
    settle();
  }

  /** Goes to the newest row and stays there. */
  void jumpToLatest() {
    stick = true;
    chosen = null;
    settle();
  }

  private void moved(Event event) {
    Platform.runLater(() -> {
      stick = isAtBottom();
      look();
    });
  }

  /** What is put before the rows in sight, or changes the first of them, must not move them. */
  private void changed(ListChangeListener.Change<? extends TimelineItem> change) {
    boolean before = false;
    while (change.next()) {
      before |= change.getFrom() == 0;
    }
    if (before && !stick) {
      hold();
    }
    settle();
  }

  /** Keeps the lowest row in sight where it is; its place is still that of before the change. */
  private void hold() {
    List<Cell<TimelineItem, MessageRow>> cells = flow.visibleCells();
    for (int i = cells.size() - 1; i >= 0; i--) {
      MessageRow row = cells.get(i).getNode();
      int index = indexOf(row.item().id());
      if (index >= 0 && model.items().get(index).equals(row.item())) {
        flow.showAtOffset(index, row.getBoundsInParent().getMinY());
        return;
      }
    }
  }

  /** After what is shown has changed: keeps to the bottom where one was there. */
  private void settle() {
    int last = model.items().size() - 1;
    if (stick && last >= 0) {
      flow.showAsLast(last);
    }
    if (!looking) {
      looking = true;
      Platform.runLater(() -> {
        looking = false;
        if (!stick && isAtBottom()) {
          stick = true;
        }
        look();
      });
    }
  }

  private void look() {
    model.atBottomProperty().set(stick);
    if (model.olderProperty().get() == ConversationViewModel.Older.MORE) {
      int first = firstInSight();
      if (first >= 0 && first <= LOAD_WITHIN_ROWS) {
        model.loadOlder();
      }
    }
  }

  /** The first row in sight, -1 if there is none: new rows are in sight once they are laid out. */
  private int firstInSight() {
    if (flow.getFirstVisibleIndex() < 0) {
      flow.layout(); // else page after page would be loaded until the next frame
    }
    return flow.getFirstVisibleIndex();
  }

  private boolean isAtBottom() {
    int last = model.items().size() - 1;
    if (last < 0) {
      return true;
    }
    return flow.getCellIfVisible(last)
        .map(cell -> {
          Bounds bounds = flow.cellToViewport(cell, cell.getNode().getLayoutBounds());
          return bounds.getMaxY() <= flow.getHeight() + BOTTOM_WITHIN;
        })
        .orElse(false);
  }

  private void pressed(KeyEvent event) {
    if (event.isAltDown() || event.isControlDown() || event.isMetaDown()) {
      if (event.isShortcutDown() && event.getCode() == KeyCode.C && copyChosen()) {
        event.consume();
      }
      return;
    }
    KeyCode key = event.getCode();
    if (key == KeyCode.DELETE && deleteChosen()) {
      event.consume();
      return;
    }
    int page = Math.max(1, flow.getLastVisibleIndex() - flow.getFirstVisibleIndex());
    int size = model.items().size();
    int now = indexOfChosen();
    int next =
        switch (key) {
          case UP -> now < 0 ? size - 1 : now - 1;
          case DOWN -> now < 0 ? size - 1 : now + 1;
          case PAGE_UP -> (now < 0 ? flow.getFirstVisibleIndex() : now) - page;
          case PAGE_DOWN -> (now < 0 ? flow.getLastVisibleIndex() : now) + page;
          case HOME -> 0;
          case END -> size - 1;
          default -> Integer.MIN_VALUE;
        };
    if (next != Integer.MIN_VALUE && size > 0) {
      choose(Math.clamp(next, 0, size - 1));
      event.consume();
    }
  }

  private boolean copyChosen() {
    MessageRow row = rowAt(indexOfChosen());
    if (row == null) {
      return false;
    }
    row.copy();
    return true;
  }

  private boolean deleteChosen() {
    MessageRow row = rowAt(indexOfChosen());
    if (row == null) {
      return false;
    }
    row.delete();
    return true;
  }

  private int indexOfChosen() {
    return chosen == null ? -1 : indexOf(chosen);
  }

  private int indexOf(UUID id) {
    for (int i = model.items().size() - 1; i >= 0; i--) {
      if (model.items().get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private void choose(int index) {
    MessageRow before = rowAt(indexOfChosen());
    if (before != null) {
      before.setChosen(false);
    }
    chosen = model.items().get(index).id();
    stick = index == model.items().size() - 1;
    if (index < flow.getFirstVisibleIndex()) {
      flow.showAsFirst(index);
    } else if (index >= flow.getLastVisibleIndex()) {
      flow.showAsLast(index);
    }
    Platform.runLater(() -> {
      MessageRow row = rowAt(indexOfChosen());
      if (row != null) {
        row.setChosen(true);
      }
      notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
      look();
    });
  }

  private @Nullable MessageRow rowAt(int index) {
    return index < 0 || index >= model.items().size()
        ? null
        : flow.getCellIfVisible(index).map(Cell::getNode).orElse(null);
  }

  @Override
  public @Nullable Object queryAccessibleAttribute(
      AccessibleAttribute attribute, Object... parameters) {
    return switch (attribute) {
      case ITEM_COUNT -> model.items().size();
      case FOCUS_ITEM -> rowAt(indexOfChosen());
      case ITEM_AT_INDEX ->
          parameters.length > 0 && parameters[0] instanceof Integer index ? rowAt(index) : null;
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }
}
