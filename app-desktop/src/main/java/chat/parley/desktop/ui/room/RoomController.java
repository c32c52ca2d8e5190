package chat.parley.desktop.ui.room;

import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.ui.Fxml;
import chat.parley.desktop.ui.Icons;
import chat.parley.desktop.ui.NameAvatar;
import chat.parley.desktop.ui.Over;
import chat.parley.desktop.ui.TextCap;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.text.ComplexText;
import chat.parley.model.RoomRole;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** Binds the panel of the room that is open to its model. */
public final class RoomController {
  private static final int PEOPLE_SHOWN_MAX = 200;

  private final RoomViewModel model;
  private final Texts texts;
  private final Over over;
  private final Runnable onClose;
  private final Parent node;
  private final BooleanProperty isEditing = new SimpleBooleanProperty();

  @FXML private Button close;
  @FXML private FontIcon sign;
  @FXML private Label name;
  @FXML private Button edit;
  @FXML private Label topic;
  @FXML private Label kind;
  @FXML private VBox editing;
  @FXML private VBox titleBox;
  @FXML private TextField newTitle;
  @FXML private TextField newTopic;
  @FXML private VBox passphraseBox;
  @FXML private PasswordField newPassphrase;
  @FXML private VBox idBox;
  @FXML private TextField id;
  @FXML private Button copy;
  @FXML private Label peopleTitle;
  @FXML private VBox people;
  @FXML private VBox addBox;
  @FXML private TextField newcomer;
  @FXML private Label problem;
  @FXML private Button leave;

  public RoomController(RoomViewModel model, Texts texts, Over over, Runnable onClose) {
    this.model = model;
    this.texts = texts;
    this.over = over;
    this.onClose = onClose;
    node = Fxml.ROOM.load(this, texts);
  }

  @FXML
  private void initialize() {
    named(close, "room.close");
    named(edit, "room.edit");
    named(copy, "room.id.copy");
    for (TextField field : new TextField[] {newTitle, newTopic, newPassphrase, newcomer}) {
      TextCap.on(field, TextCap.NAME_CHARS);
    }
    newTitle.setAccessibleText(texts.get("room.edit.name"));
    newTopic.setAccessibleText(texts.get("room.edit.topic"));
    newPassphrase.setAccessibleText(texts.get("room.edit.passphrase"));
    newcomer.setAccessibleText(texts.get("room.add"));
    id.setAccessibleText(texts.get("room.id"));
    ObservableValue<RoomSummary> room = model.roomProperty();
    ComplexText.show(name, room.map(RoomSummary::shownName));
    ComplexText.show(topic, room.map(RoomController::topic));
    ComplexText.show(kind, room.map(this::kind));
    ComplexText.show(problem, model.problemProperty());
    shownWhile(problem, model.problemProperty().isNotEmpty());
    shownWhile(topic, topic.textProperty().isNotEmpty());
    shownWhile(editing, isEditing);
    shownWhile(edit, room.map(now -> model.canChange()));
    shownWhile(titleBox, room.map(RoomSummary::isPrivate));
    shownWhile(passphraseBox, room.map(now -> now.isPrivate() && model.owns()));
    shownWhile(idBox, room.map(now -> now.isPrivate() && !now.isDirect() && model.moderates()));
    shownWhile(addBox, room.map(now -> model.canAdd()));
    shownWhile(leave, room.map(now -> now.isPrivate() && now.about().role().isMember()));
    model.roomProperty().addListener((property, before, now) -> changed(before, now));
    model.people().addListener((ListChangeListener<Person>) change -> list());
    changed(model.roomProperty().get(), model.roomProperty().get());
  }

  private void named(Button button, String key) {
    button.setAccessibleText(texts.get(key));
    button.setTooltip(new Tooltip(texts.get(key)));
  }

  private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(node.visibleProperty());
  }

  private static String topic(RoomSummary room) {
    return room.about().topic() == null ? "" : room.about().topic();
  }

  private String kind(RoomSummary room) {
    if (room.isDirect()) {
      return texts.get("room.kind.direct", room.shownName());
    }
    return texts.get(room.isPrivate() ? "room.kind.private" : "room.kind.public");
  }

  private void changed(RoomSummary before, RoomSummary now) {
    if (!before.room().equals(now.room())) {
      isEditing.set(false);
      newcomer.clear();
    }
    sign.setIconCode(Icons.of(now));
    id.setText(now.room());
    list();
  }

  private void list() {
    peopleTitle.setVisible(!model.people().isEmpty());
    people
        .getChildren()
        .setAll(model.people().stream().limit(PEOPLE_SHOWN_MAX).map(this::row).toList());
  }

  private Node row(Person person) {
    Label who = new Label(person.name());
    who.getStyleClass().add("person-name");
    who.setMinWidth(0);
    Label what = new Label(word(person));
    what.getStyleClass().add("person-address");
    VBox words = new VBox(who, what);
    words.setMinWidth(0);
    words.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox row = new HBox(10, NameAvatar.of(person.name(), "small"), words);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("person");
    MenuButton menu = menu(person);
    if (!menu.getItems().isEmpty()) {
      row.getChildren().add(menu);
    }
    return row;
  }

  private String word(Person person) {
    String word =
        person.guest()
            ? texts.get("guest")
            : texts.get(
                switch (person.role()) {
                  case OWNER -> "role.owner";
                  case MODERATOR -> "role.moderator";
                  case MEMBER -> "role.member";
                  case BANNED -> "role.banned";
                  case NONE -> "role.none";
                });
    return person.me() ? texts.get("room.you", word) : word;
  }

  private MenuButton menu(Person person) {
    MenuButton menu = new MenuButton();
    menu.setGraphic(Icons.of(Icons.MORE));
    menu.getStyleClass().addAll("button-icon", "flat", "person-menu");
    menu.setAccessibleText(texts.get("room.menu", person.name()));
    menu.setMinWidth(Region.USE_PREF_SIZE);
    if (person.me() || person.guest()) {
      return menu;
    }
    if (person.role() != RoomRole.BANNED && !model.roomProperty().get().isDirect()) {
      entry(menu, "room.talk", () -> model.talkTo(person));
    }
    if (model.owns() && person.role().isMember()) {
      role(menu, person, RoomRole.OWNER, "room.make.owner");
      role(menu, person, RoomRole.MODERATOR, "room.make.moderator");
      role(menu, person, RoomRole.MEMBER, "room.make.member");
    }
    if (model.moderates() && !model.roomProperty().get().isDirect()) {
      keepOrder(menu, person);
    }
    return menu;
  }

  private void keepOrder(MenuButton menu, Person person) {
    if (person.role() == RoomRole.BANNED) {
      entry(menu, "room.unban", () -> model.remove(person));
    } else if (model.owns() || !person.role().moderates()) {
      entry(menu, "room.remove", () -> ask(person, "room.remove", () -> model.remove(person)));
      entry(
          menu,
          "room.ban",
          () -> ask(person, "room.ban", () -> model.setRole(person, RoomRole.BANNED)));
    }
  }

  private void role(MenuButton menu, Person person, RoomRole role, String key) {
    if (person.role() != role) {
      entry(menu, key, () -> model.setRole(person, role));
    }
  }

  private void entry(MenuButton menu, String key, Runnable action) {
    MenuItem entry = new MenuItem(texts.get(key));
    entry.setId(key.replace('.', '-'));
    entry.setOnAction(event -> action.run());
    menu.getItems().add(entry);
  }

  private void ask(Person person, String key, Runnable go) {
    String room = model.roomProperty().get().shownName();
    over.ask(
        texts.get(key.equals("room.ban") ? "room.ban.title" : "room.remove.title", person.name()),
        texts.get(
            key.equals("room.ban") ? "room.ban.text" : "room.remove.text", person.name(), room),
        texts.get("room.ask.stay"),
        texts.get(key),
        go);
  }

  public Parent node() {
    return node;
  }

  @FXML
  private void close() {
    onClose.run();
  }

  @FXML
  private void edit() {
    RoomSummary now = model.roomProperty().get();
    newTitle.setText(now.about().title());
    newTopic.setText(topic(now));
    newPassphrase.clear();
    isEditing.set(true);
    (now.isPrivate() ? newTitle : newTopic).requestFocus();
  }

  @FXML
  private void cancel() {
    newPassphrase.clear();
    isEditing.set(false);
  }

  @FXML
  private void save() {
    String typed = newPassphrase.getText();
    String title = newTitle.getText() == null ? "" : newTitle.getText();
    var _ =
        model
            .change(title, newTopic.getText(), typed.isEmpty() ? null : typed)
            .thenAccept(done -> {
              if (done) {
                cancel();
              }
            });
  }

  @FXML
  private void add() {
    if (!newcomer.getText().isBlank()) {
      var _ =
          model
              .add(newcomer.getText())
              .thenAccept(done -> {
                if (done) {
                  newcomer.clear();
                }
              });
    }
  }

  @FXML
  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(id.getText());
    Clipboard.getSystemClipboard().setContent(content);
  }

  @FXML
  private void leave() {
    over.ask(
        texts.get("room.leave.title", model.roomProperty().get().shownName()),
        texts.get("room.leave.text"),
        texts.get("room.ask.stay"),
        texts.get("room.leave"),
        model::leave);
  }
}
