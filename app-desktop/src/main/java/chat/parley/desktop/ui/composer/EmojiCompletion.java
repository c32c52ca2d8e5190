package chat.parley.desktop.ui.composer;

import chat.parley.desktop.text.Emojis;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.text.EmojiView;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/** Completes {@code :smi} to an emoji: arrows choose, Tab or Enter takes, Escape leaves it. */
final class EmojiCompletion {
  private static final Pattern BEGUN = Pattern.compile("(?:^|\\s|\\p{P}):([a-z0-9_+-]{2,30})$");
  private static final int CHOICES_MAX = 8;
  private static final double CHOICE_HEIGHT = 34;
  private static final double WIDTH = 280;

  private final TextArea input;
  private final Popup popup = new Popup();
  private final ListView<Emojis.Suggestion> choices = new ListView<>();
  private int from; // where the colon is

  EmojiCompletion(TextArea input, Texts texts) {
    this.input = input;
    choices.setAccessibleText(texts.get("composer.emoji"));
    choices.getStyleClass().add("emoji-choices");
    choices.setFixedCellSize(CHOICE_HEIGHT);
    choices.setPrefWidth(WIDTH);
    choices.setFocusTraversable(false);
    choices.setCellFactory(list -> new Choice());
    choices.addEventHandler(
        MouseEvent.MOUSE_CLICKED, event -> take(choices.getSelectionModel().getSelectedItem()));
    popup.getContent().add(choices);
    popup.setAutoHide(true);
  }

  void install() {
    input.caretPositionProperty().addListener((property, before, now) -> look());
    input.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    input
        .focusedProperty()
        .addListener((property, before, now) -> {
          if (!now) {
            popup.hide();
          }
        });
  }

  private void look() {
    String before =
        input.getText().substring(0, Math.min(input.getCaretPosition(), input.getLength()));
    Matcher begun = BEGUN.matcher(before);
    List<Emojis.Suggestion> found =
        input.isFocused() && begun.find() ? Emojis.search(begun.group(1), CHOICES_MAX) : List.of();
    if (found.isEmpty()) {
      popup.hide();
      return;
    }
    from = begun.start(1) - 1;
    choices.getItems().setAll(found);
    choices.getSelectionModel().selectFirst();
    choices.setPrefHeight(found.size() * CHOICE_HEIGHT + 10);
    Bounds box = input.getBoundsInLocal();
    Point2D corner = input.localToScreen(box.getMinX(), box.getMinY());
    if (corner != null) {
      popup.show(input, corner.getX(), corner.getY() - choices.getPrefHeight() - 8);
    }
  }

  private void pressed(KeyEvent event) {
    if (!popup.isShowing()) {
      return;
    }
    int now = choices.getSelectionModel().getSelectedIndex();
    int size = choices.getItems().size();
    switch (event.getCode()) {
      case UP -> choices.getSelectionModel().select((now + size - 1) % size);
      case DOWN -> choices.getSelectionModel().select((now + 1) % size);
      case TAB, ENTER -> take(choices.getSelectionModel().getSelectedItem());
      case ESCAPE -> popup.hide();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void take(Emojis.@Nullable Suggestion chosen) {
    popup.hide();
    if (chosen != null) {
      input.replaceText(from, input.getCaretPosition(), chosen.emoji().unicode() + " ");
    }
  }

  private static final class Choice extends ListCell<Emojis.Suggestion> {
    @Override
    protected void updateItem(Emojis.@Nullable Suggestion named, boolean empty) {
      super.updateItem(named, empty);
      setText(named == null ? null : ":" + named.shortcode() + ":");
      setGraphic(named == null ? null : new EmojiView(named.emoji(), EmojiView.IN_TEXT_EM));
    }
  }
}
