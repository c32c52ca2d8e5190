package chat.parley.desktop.ui.host;

import chat.parley.desktop.host.ConnectedClient;
import chat.parley.desktop.host.LanAddress;
import chat.parley.desktop.host.QrCode;
import chat.parley.desktop.ui.Fxml;
import chat.parley.desktop.ui.Icons;
import chat.parley.desktop.ui.NameAvatar;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.text.ComplexText;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Binds the host panel to its model. */
public final class HostController {
  private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
  private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");
  private static final int PEOPLE_SHOWN_MAX = 200;

  private final HostViewModel model;
  private final Texts texts;
  private final Runnable onClose;
  private final Parent node;
  private boolean choosing;

  @FXML private Button close;
  @FXML private VBox running;
  @FXML private VBox stopped;
  @FXML private Canvas qr;
  @FXML private TextField link;
  @FXML private Button copy;
  @FXML private Label inviteText;
  @FXML private Label inviteProblem;
  @FXML private HBox checkRow;
  @FXML private FontIcon checkIcon;
  @FXML private Label checkText;
  @FXML private Label notes;
  @FXML private VBox addressBox;
  @FXML private ComboBox<LanAddress> addresses;
  @FXML private Label peopleTitle;
  @FXML private VBox people;
  @FXML private Label stoppedText;
  @FXML private Button start;

  public HostController(HostViewModel model, Texts texts, Runnable onClose) {
    this.model = model;
    this.texts = texts;
    this.onClose = onClose;
    node = Fxml.HOST.load(this, texts);
  }

  @FXML
  private void initialize() {
    named(close, "host.close");
    named(copy, "host.copy");
    shownWhile(running, model.runningProperty());
    shownWhile(stopped, model.runningProperty().not());
    ComplexText.show(stoppedText, model.stoppedTextProperty());
    start.disableProperty().bind(model.startingProperty());
    link.textProperty().bind(model.linkProperty());
    link.setAccessibleText(texts.get("host.link"));
    ComplexText.show(inviteText, model.inviteTextProperty());
    ComplexText.show(inviteProblem, model.inviteProblemProperty());
    shownWhile(inviteText, model.inviteTextProperty().isNotEmpty());
    shownWhile(inviteProblem, model.inviteProblemProperty().isNotEmpty());
    qr.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    qr.setAccessibleText(texts.get("host.qr"));
    model.qrProperty().addListener((property, before, now) -> draw(now));
    draw(model.qrProperty().get());
    checkText.textProperty().bind(model.checkTextProperty());
    model.checkProperty().addListener((property, before, now) -> check());
    check();
    ComplexText.show(notes, model.notesProperty());
    shownWhile(notes, model.notesProperty().isNotEmpty());
    bindAddresses();
    model.people().addListener((ListChangeListener<ConnectedClient>) change -> people());
    people();
  }

  private void named(Button button, String key) {
    button.setAccessibleText(texts.get(key));
    button.setTooltip(new Tooltip(texts.get(key)));
  }

  private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(node.visibleProperty());
  }

  private void bindAddresses() {
    addresses.setItems(model.addresses());
    addresses.setAccessibleText(texts.get("host.addresses"));
    addresses.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable LanAddress address) {
            return address == null ? "" : model.name(address);
          }

          @Override
          public @Nullable LanAddress fromString(String words) {
            return null; // nothing can be typed there
          }
        });
    model.chosenProperty().addListener((property, before, now) -> select(now));
    model
        .addresses()
        .addListener(
            (ListChangeListener<LanAddress>)
                change -> {
                  select(model.chosenProperty().get());
                  showAddresses();
                });
    select(model.chosenProperty().get());
    addresses
        .valueProperty()
        .addListener((property, before, now) -> {
          if (now != null && !choosing) {
            model.choose(now);
          }
        });
    showAddresses();
  }

  private void showAddresses() {
    boolean several = model.addresses().size() > 1;
    addressBox.setVisible(several);
    addressBox.setManaged(several);
  }

  private void select(@Nullable LanAddress address) {
    choosing = true;
    try {
      addresses.setValue(address);
    } finally {
      choosing = false;
    }
  }

  private void check() {
    HostViewModel.Check check = model.checkProperty().get();
    checkIcon.setIconCode(
        switch (check) {
          case PENDING -> Icons.WAITING;
          case GOOD -> Icons.OK;
          case BAD -> Icons.WARNING;
        });
    checkRow.pseudoClassStateChanged(GOOD, check == HostViewModel.Check.GOOD);
    checkRow.pseudoClassStateChanged(BAD, check == HostViewModel.Check.BAD);
  }

  private void people() {
    int now = model.peopleNow();
    peopleTitle.setText(texts.get("host.people", now));
    people
        .getChildren()
        .setAll(model.people().stream().limit(PEOPLE_SHOWN_MAX).map(this::person).toList());
  }

  private Node person(ConnectedClient client) {
    Node avatar = NameAvatar.of(client.displayName(), "small");
    Label name = new Label(client.displayName());
    name.getStyleClass().add("person-name");
    name.setMinWidth(0);
    Label address = new Label(client.address());
    address.getStyleClass().add("person-address");
    VBox words = new VBox(name, address);
    HBox.setHgrow(words, Priority.ALWAYS);
    Label state =
        new Label(
            client.isPolling()
                ? texts.get("host.person.now")
                : texts.get("host.person.seen", texts.time(client.lastSeen())));
    state.getStyleClass().add(client.isPolling() ? "person-now" : "person-seen");
    state.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
    HBox row = new HBox(10, avatar, words, state);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("person");
    return row;
  }

  private void draw(@Nullable QrCode code) {
    GraphicsContext pen = qr.getGraphicsContext2D();
    pen.setFill(Color.WHITE); // in the dark too: readers expect dark on light
    pen.fillRect(0, 0, qr.getWidth(), qr.getHeight());
    if (code == null) {
      return;
    }
    double module = Math.floor(qr.getWidth() / code.size());
    double margin = Math.floor((qr.getWidth() - module * code.size()) / 2); // on whole pixels
    pen.setFill(Color.BLACK);
    for (int y = 0; y < code.size(); y++) {
      for (int x = 0; x < code.size(); x++) {
        if (code.isDark(x, y)) {
          pen.fillRect(margin + x * module, margin + y * module, module, module);
        }
      }
    }
  }

  public Parent node() {
    return node;
  }

  @FXML
  private void close() {
    onClose.run();
  }

  @FXML
  private void copyLink() {
    ClipboardContent content = new ClipboardContent();
    content.putString(model.linkProperty().get());
    Clipboard.getSystemClipboard().setContent(content);
  }

  @FXML
  private void newInvite() {
    model.newInvite();
  }

  @FXML
  private void start() {
    model.start();
  }

  @FXML
  private void stop() {
    model.stop();
  }
}
