package chat.parley.desktop.ui.conversation;

import chat.parley.desktop.ui.Fxml;
import chat.parley.desktop.ui.Over;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.conversation.ConversationViewModel.Older;
import java.net.URI;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Binds the conversation's screen to its model. */
public final class ConversationController {
  private final ConversationViewModel model;
  private final ObservableValue<String> name;
  private final Texts texts;
  private final Over over;
  private final ConversationView view;
  private final Parent node;

  @FXML private StackPane root;
  @FXML private VBox blank;
  @FXML private Label blankTitle;
  @FXML private Label blankText;
  @FXML private HBox top;
  @FXML private Label topText;
  @FXML private Hyperlink topAgain;
  @FXML private Button jump;

  /**
   * @param name what the room that is open is called
   * @param open opens a link outside the app
   */
  public ConversationController(
      ConversationViewModel model,
      ObservableValue<String> name,
      Texts texts,
      Consumer<URI> open,
      Over over) {
    this.model = model;
    this.name = name;
    this.texts = texts;
    this.over = over;
    view =
        new ConversationView(
            model,
            new RowContext(
                texts,
                model::today,
                open,
                ConversationController::copy,
                model::retry,
                model::discard,
                model::canDelete,
                this::askToDelete));
    node = Fxml.CONVERSATION.load(this, texts);
  }

  @FXML
  private void initialize() {
    root.getChildren().addFirst(view);
    view.setId("timeline");
    view.accessibleTextProperty()
        .bind(
            Bindings.createStringBinding(() -> texts.get("timeline.name", name.getValue()), name));
    BooleanBinding empty = Bindings.isEmpty(model.items());
    blank
        .visibleProperty()
        .bind(
            empty
                .and(model.roomProperty().isNotEmpty())
                .and(model.olderProperty().isNotEqualTo(Older.LOADING_FIRST)));
    blankTitle
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> outOfReach() ? texts.get("blank.offline.title") : texts.get("blank.title"),
                model.olderProperty()));
    blankText
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> texts.get(outOfReach() ? "blank.offline.text" : "blank.text"),
                model.olderProperty()));
    top.visibleProperty()
        .bind(
            Bindings.createBooleanBinding(
                () ->
                    !model.items().isEmpty()
                        && (model.olderProperty().get() == Older.LOADING || outOfReach()),
                model.olderProperty(),
                model.items()));
    topText
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> texts.get(outOfReach() ? "older.out.of.reach" : "older.loading"),
                model.olderProperty()));
    topAgain.visibleProperty().bind(model.olderProperty().isEqualTo(Older.OUT_OF_REACH));
    topAgain.managedProperty().bind(topAgain.visibleProperty());
    jump.visibleProperty().bind(model.atBottomProperty().not().and(empty.not()));
    jump.textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    model.belowProperty().get() == 0
                        ? texts.get("jump")
                        : texts.get("jump.new", model.belowProperty().get()),
                model.belowProperty()));
  }

  private boolean outOfReach() {
    return model.olderProperty().get() == Older.OUT_OF_REACH;
  }

  public Parent node() {
    return node;
  }

  /** Puts the keyboard into the timeline. */
  public void focus() {
    view.requestFocus();
  }

  /** Goes to the newest message. */
  @FXML
  public void jumpToLatest() {
    view.jumpToLatest();
  }

  @FXML
  private void loadOlder() {
    model.loadOlder();
  }

  private void askToDelete(TimelineItem item) {
    over.ask(
        texts.get("timeline.delete.title"),
        texts.get(item.own() ? "timeline.delete.own" : "timeline.delete.other", item.sender()),
        texts.get("timeline.delete.stay"),
        texts.get("timeline.delete.go"),
        () -> model.delete(item.id()));
  }

  private static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
