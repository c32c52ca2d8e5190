package chat.parley.desktop.ui.main;

import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.ui.Fxml;
import chat.parley.desktop.ui.Icons;
import chat.parley.desktop.ui.MadeOnce;
import chat.parley.desktop.ui.Over;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.composer.ComposerController;
import chat.parley.desktop.ui.conversation.ConversationController;
import chat.parley.desktop.ui.room.NewRoomController;
import chat.parley.desktop.ui.room.RoomController;
import chat.parley.desktop.ui.text.ComplexText;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Binds the main window's screen to its model, and folds its panes away where there is no room. */
public final class MainController {
  private static final double ROOMS_BESIDE_FROM = 620;
  private static final double DETAILS_BESIDE_FROM = 940;
  private static final Duration TICK = Duration.millis(500);
  private static final Duration NOTICE_FOR = Duration.seconds(10);

  private final MainViewModel model;
  private final Texts texts;
  private final Actions actions;
  private final ConversationController conversationScreen;
  private final ComposerController composerScreen;
  private final Parent node;
  private final Timeline tick;
  private final PauseTransition noticeEnds = new PauseTransition(NOTICE_FOR);
  private final StringProperty notice = new SimpleStringProperty("");
  private final MadeOnce<RoomController> roomScreen;
  private final MadeOnce<NewRoomController> newRoomScreen;
  private final ObjectProperty<Side> side = new SimpleObjectProperty<>(Side.NOTHING);
  private final @Nullable Supplier<Node> hosting;
  private final BooleanProperty roomsOpen = new SimpleBooleanProperty();

  @FXML private HBox root;
  @FXML private VBox sidebar;
  @FXML private VBox middle;
  @FXML private StackPane details;
  @FXML private Label chatName;
  @FXML private Label chatPlace;
  @FXML private Button hostButton;
  @FXML private TextField finder;
  @FXML private Label finderProblem;
  @FXML private ListView<RoomSummary> rooms;
  @FXML private StackPane meAvatar;
  @FXML private Label meName;
  @FXML private Button keysButton;
  @FXML private Button settingsButton;
  @FXML private Button leaveButton;
  @FXML private Button back;
  @FXML private FontIcon roomSign;
  @FXML private Label roomName;
  @FXML private Label roomTopic;
  @FXML private Button roomButton;
  @FXML private Button newRoomButton;
  @FXML private Button shareButton;
  @FXML private HBox linkBar;
  @FXML private Label linkText;
  @FXML private Button linkAction;
  @FXML private HBox noticeBar;
  @FXML private Label noticeText;
  @FXML private Button noticeClose;
  @FXML private StackPane conversation;
  @FXML private StackPane composer;

  /**
   * What the window's buttons do outside of it.
   *
   * @param open opens a link outside the app
   */
  public record Actions(
      Runnable settings,
      Runnable keys,
      Runnable leave,
      Runnable hostAgain,
      Runnable signIn,
      Consumer<URI> open,
      Over over) {}

  /** What the pane at the side shows. */
  private enum Side {
    NOTHING,
    HOSTING,
    ROOM
  }

  /**
   * What the window is called.
   *
   * @param trust who hosts it, and whether others could read along
   * @param details what can be opened at the side, asked for when it is; null for nothing
   */
  public record Heading(
      String chat, String place, String trust, @Nullable Supplier<Node> details) {}

  public MainController(MainViewModel model, Texts texts, Actions actions, Heading heading) {
    this.model = model;
    this.texts = texts;
    this.actions = actions;
    conversationScreen =
        new ConversationController(
            model.conversation(), model.shownNameProperty(), texts, actions.open(), actions.over());
    composerScreen = new ComposerController(model.composer(), model.promptProperty(), texts);
    roomScreen =
        new MadeOnce<>(() ->
            new RoomController(
                model.roomPanel(), texts, actions.over(), () -> side.set(Side.NOTHING)));
    newRoomScreen =
        new MadeOnce<>(
            () -> new NewRoomController(model.newRoom(), texts, actions.over()::hideOver));
    hosting = heading.details();
    node = Fxml.MAIN.load(this, texts);
    chatName.setText(heading.chat());
    chatPlace.setText(heading.place());
    chatPlace.setTooltip(new Tooltip(heading.trust()));
    chatPlace.setAccessibleHelp(heading.trust());
    if (hosting == null) {
      hide(hostButton);
      hide(shareButton);
    }
    tick = new Timeline(new KeyFrame(TICK, event -> model.tick()));
    tick.setCycleCount(Animation.INDEFINITE);
    tick.play();
  }

  private static void hide(Node node) {
    node.setVisible(false);
    node.setManaged(false);
  }

  @FXML
  private void initialize() {
    conversation.getChildren().add(conversationScreen.node());
    composer.getChildren().add(composerScreen.node());
    roomName.textProperty().bind(model.shownNameProperty());
    model
        .roomPanel()
        .roomProperty()
        .addListener((property, before, now) -> roomSign.setIconCode(Icons.of(now)));
    roomTopic
        .textProperty()
        .bind(
            model
                .roomPanel()
                .roomProperty()
                .map(now -> now.about().topic() == null ? "" : now.about().topic()));
    new RoomsPane(model, texts, rooms, finder, finderProblem, this::roomChosen).bind();
    bindBars();
    named(hostButton, "host.panel");
    named(roomButton, "room.panel");
    named(newRoomButton, "room.new");
    named(keysButton, "keys.title");
    named(settingsButton, "settings.title");
    named(leaveButton, "chat.leave");
    named(back, "rooms.title");
    named(noticeClose, "notice.close");
    root.widthProperty().addListener((property, before, now) -> fold());
    side.addListener((property, before, now) -> sideChanged(now));
    roomsOpen.addListener((property, before, now) -> fold());
    fold();
  }

  private void named(Button button, String key) {
    button.setAccessibleText(texts.get(key));
    button.setTooltip(new Tooltip(texts.get(key)));
  }

  private void bindBars() {
    LinkViewModel link = model.link();
    ComplexText.show(linkText, link.textProperty());
    linkAction.textProperty().bind(link.actionProperty());
    linkAction.setMinWidth(Region.USE_PREF_SIZE);
    linkBar.visibleProperty().bind(link.shownProperty());
    linkBar.managedProperty().bind(linkBar.visibleProperty());
    ComplexText.show(noticeText, notice);
    noticeBar.visibleProperty().bind(notice.isNotEmpty());
    noticeBar.managedProperty().bind(noticeBar.visibleProperty());
    noticeEnds.setOnFinished(event -> notice.set(""));
  }

  private void roomChosen() {
    roomsOpen.set(false);
    composerScreen.focus();
  }

  private void sideChanged(Side now) {
    model.roomPanel().watch(now == Side.ROOM);
    if (now == Side.ROOM) {
      details.getChildren().setAll(roomScreen.get().node());
    } else if (now == Side.HOSTING && hosting != null) {
      details.getChildren().setAll(hosting.get());
    }
    fold();
  }

  /** What fits beside each other, by the width: rooms, conversation, details. */
  private void fold() {
    // Before the first layout nothing is hidden: what is hidden loses the keyboard.
    double width = root.getWidth() == 0 ? Double.MAX_VALUE : root.getWidth();
    boolean roomsFit = width >= ROOMS_BESIDE_FROM;
    boolean detailsFit = width >= DETAILS_BESIDE_FROM;
    boolean showDetails = side.get() != Side.NOTHING;
    boolean showRooms = roomsFit ? detailsFit || !showDetails : roomsOpen.get() && !showDetails;
    boolean showMiddle = roomsFit || (!showDetails && !showRooms);
    visible(sidebar, showRooms);
    visible(middle, showMiddle);
    visible(details, showDetails);
    visible(back, !showRooms);
    sidebar.setMaxWidth(roomsFit ? Region.USE_PREF_SIZE : Double.MAX_VALUE);
    HBox.setHgrow(sidebar, roomsFit ? null : Priority.ALWAYS);
    HBox.setHgrow(details, roomsFit ? null : Priority.ALWAYS);
  }

  private static void visible(Node node, boolean visible) {
    node.setVisible(visible);
    node.setManaged(visible);
  }

  public Parent node() {
    return node;
  }

  /** Shows who is writing here. */
  public void me(String name, Node avatar) {
    meName.setText(name);
    meAvatar.getChildren().setAll(avatar);
  }

  /** Says something that went wrong, for a while. */
  public void notice(String words) {
    notice.set(words);
    noticeEnds.playFromStart();
  }

  /** Shows what others need to join, or nothing at the side. */
  public void showHosting(boolean open) {
    side.set(open && hosting != null ? Side.HOSTING : Side.NOTHING);
  }

  /** Puts the keyboard into the composer. */
  public void focusComposer() {
    composerScreen.focus();
  }

  /** Puts the keyboard into the search for rooms. */
  public void focusFinder() {
    roomsOpen.set(true);
    if (!sidebar.isVisible()) {
      side.set(Side.NOTHING);
    }
    finder.requestFocus();
    finder.selectAll();
  }

  /** Goes round the panes: rooms, timeline, composer. */
  public void nextPane() {
    Node owner = root.getScene().getFocusOwner();
    if (within(owner, composer)) {
      focusFinder();
    } else if (within(owner, conversation)) {
      composerScreen.focus();
    } else {
      conversationScreen.focus();
    }
  }

  private static boolean within(@Nullable Node node, Node pane) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(pane)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Escape: all is read, and one is at the newest message.
   *
   * @return false where Escape is for the search of rooms
   */
  public boolean escape() {
    if (finder.isFocused()) {
      return false;
    }
    model.conversation().markAllRead();
    conversationScreen.jumpToLatest();
    composerScreen.focus();
    return true;
  }

  /** The window is closed for good. */
  public void stop() {
    tick.stop();
    noticeEnds.stop();
  }

  @FXML
  private void toggleHost() {
    showHosting(side.get() != Side.HOSTING);
  }

  @FXML
  private void toggleRoom() {
    side.set(side.get() == Side.ROOM ? Side.NOTHING : Side.ROOM);
  }

  @FXML
  private void newRoom() {
    actions.over().showOver(newRoomScreen.get().node());
    newRoomScreen.get().focus();
  }

  @FXML
  private void showRooms() {
    if (root.getWidth() >= ROOMS_BESIDE_FROM) {
      side.set(Side.NOTHING);
    } else {
      roomsOpen.set(true);
    }
  }

  @FXML
  private void showSettings() {
    actions.settings().run();
  }

  @FXML
  private void showKeys() {
    actions.keys().run();
  }

  @FXML
  private void leave() {
    actions.leave().run();
  }

  @FXML
  private void actOnLink() {
    if (model.link().wantsHosting()) {
      actions.hostAgain().run();
    } else if (model.link().wantsSigningIn()) {
      actions.signIn().run();
    } else {
      model.tryNow();
    }
  }

  @FXML
  private void closeNotice() {
    notice.set("");
  }
}
