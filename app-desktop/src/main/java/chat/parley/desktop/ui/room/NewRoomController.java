package chat.parley.desktop.ui.room;

import chat.parley.desktop.ui.Fxml;
import chat.parley.desktop.ui.TextCap;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.room.NewRoomViewModel.Kind;
import chat.parley.desktop.ui.text.ComplexText;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** Binds the dialog in which a room is made to its model. */
public final class NewRoomController {
  private final NewRoomViewModel model;
  private final Texts texts;
  private final Runnable onClose;
  private final Parent node;
  private final ToggleGroup kinds = new ToggleGroup();

  @FXML private Button close;
  @FXML private ToggleButton open;
  @FXML private ToggleButton secret;
  @FXML private ToggleButton direct;
  @FXML private ToggleButton join;
  @FXML private Label about;
  @FXML private Label nameLabel;
  @FXML private TextField name;
  @FXML private VBox topicBox;
  @FXML private TextField topic;
  @FXML private VBox passphraseBox;
  @FXML private Label passphraseLabel;
  @FXML private PasswordField passphrase;
  @FXML private Label problem;
  @FXML private Button make;

  public NewRoomController(NewRoomViewModel model, Texts texts, Runnable onClose) {
    this.model = model;
    this.texts = texts;
    this.onClose = onClose;
    node = Fxml.NEW_ROOM.load(this, texts);
  }

  @FXML
  private void initialize() {
    close.setAccessibleText(texts.get("dialog.close"));
    toggle(open, Kind.PUBLIC);
    toggle(secret, Kind.PRIVATE);
    toggle(direct, Kind.DIRECT);
    toggle(join, Kind.JOIN);
    kinds
        .selectedToggleProperty()
        .addListener((property, before, now) -> {
          if (now == null) {
            kinds.selectToggle(before); // one of them is always chosen
          } else {
            model.kindProperty().set((Kind) now.getUserData());
          }
        });
    ObservableValue<Kind> kind = model.kindProperty();
    about.textProperty().bind(kind.map(this::about));
    nameLabel.textProperty().bind(kind.map(this::nameLabel));
    name.accessibleTextProperty().bind(nameLabel.textProperty());
    make.textProperty().bind(kind.map(this::go));
    passphraseLabel
        .textProperty()
        .bind(
            kind.map(now ->
                texts.get(now == Kind.JOIN ? "room.new.passphrase" : "room.new.passphrase.may")));
    passphrase.accessibleTextProperty().bind(passphraseLabel.textProperty());
    topic.setAccessibleText(texts.get("room.new.topic"));
    shownWhile(topicBox, kind.map(now -> now == Kind.PUBLIC || now == Kind.PRIVATE));
    shownWhile(passphraseBox, kind.map(now -> now == Kind.PRIVATE || now == Kind.JOIN));
    bind(name, model.nameProperty());
    bind(topic, model.topicProperty());
    bind(passphrase, model.passphraseProperty());
    ComplexText.show(problem, model.problemProperty());
    shownWhile(problem, model.problemProperty().isNotEmpty());
    model.setOnDone(onClose);
    make.disableProperty().bind(model.busyProperty());
  }

  private static void bind(TextField field, javafx.beans.property.StringProperty words) {
    TextCap.on(field, TextCap.NAME_CHARS);
    field.textProperty().bindBidirectional(words);
  }

  private void toggle(ToggleButton button, Kind kind) {
    button.setUserData(kind);
    button.setToggleGroup(kinds);
    button.setSelected(model.kindProperty().get() == kind);
  }

  private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(node.visibleProperty());
  }

  private String about(Kind kind) {
    return texts.get(
        switch (kind) {
          case PUBLIC -> "room.new.public.about";
          case PRIVATE -> "room.new.private.about";
          case DIRECT -> "room.new.direct.about";
          case JOIN -> "room.new.join.about";
        });
  }

  private String nameLabel(Kind kind) {
    return texts.get(
        switch (kind) {
          case PUBLIC -> "room.new.name";
          case PRIVATE -> "room.new.name.private";
          case DIRECT -> "room.new.name.direct";
          case JOIN -> "room.id";
        });
  }

  private String go(Kind kind) {
    return texts.get(
        switch (kind) {
          case PUBLIC, PRIVATE -> "room.new.make";
          case DIRECT -> "room.new.talk";
          case JOIN -> "room.new.enter";
        });
  }

  public Parent node() {
    return node;
  }

  /** Puts the keyboard into the first field, which is empty. */
  public void focus() {
    model.clear();
    name.requestFocus();
  }

  @FXML
  private void make() {
    model.make();
  }

  @FXML
  private void close() {
    onClose.run();
  }
}
