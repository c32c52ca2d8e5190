package chat.parley.desktop.ui.welcome;

import chat.parley.desktop.ui.Fxml;
import chat.parley.desktop.ui.TextCap;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.text.ComplexText;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Binds the first run's screen to its model. */
public final class WelcomeController {
  private static final int ADDRESS_CHARS = 2_100; // more than any address may have

  private final WelcomeViewModel model;
  private final Texts texts;
  private final Parent node;

  @FXML private TextField name;
  @FXML private Label nameProblem;
  @FXML private TextField address;
  @FXML private Label addressProblem;
  @FXML private Button host;
  @FXML private ScrollPane root;
  @FXML private Button join;
  @FXML private VBox account;
  @FXML private Label accountText;
  @FXML private PasswordField password;
  @FXML private Label accountProblem;
  @FXML private Button register;
  @FXML private Button signIn;
  @FXML private HBox busy;
  @FXML private Label busyText;

  public WelcomeController(WelcomeViewModel model, Texts texts) {
    this.model = model;
    this.texts = texts;
    node = Fxml.WELCOME.load(this, texts);
  }

  @FXML
  private void initialize() {
    TextCap.on(name, TextCap.NAME_CHARS);
    name.textProperty().bindBidirectional(model.nameProperty());
    name.setAccessibleText(texts.get("welcome.name"));
    TextCap.on(address, ADDRESS_CHARS);
    address.textProperty().bindBidirectional(model.addressProperty());
    address.setAccessibleText(texts.get("welcome.address"));
    ComplexText.show(nameProblem, model.nameProblemProperty());
    ComplexText.show(addressProblem, model.problemProperty());
    shownWhile(nameProblem, nameProblem.textProperty().isNotEmpty());
    shownWhile(addressProblem, addressProblem.textProperty().isNotEmpty());
    TextCap.on(password, TextCap.NAME_CHARS);
    password.textProperty().bindBidirectional(model.passwordProperty());
    password.setAccessibleText(texts.get("welcome.password"));
    accountText.textProperty().bind(model.accountTextProperty());
    ComplexText.show(accountProblem, model.accountProblemProperty());
    shownWhile(accountProblem, accountProblem.textProperty().isNotEmpty());
    shownWhile(account, model.accountShownProperty());
    shownWhile(register, model.canRegisterProperty());
    signIn.disableProperty().bind(model.busyProperty());
    register.disableProperty().bind(model.busyProperty());
    model
        .accountShownProperty()
        .addListener((property, before, now) -> {
          if (now) {
            (model.nameProblemProperty().get().isEmpty() ? password : name).requestFocus();
            root.layout(); // a low window is scrolled to what came below
            root.setVvalue(model.nameProblemProperty().get().isEmpty() ? root.getVmax() : 0);
          }
        });
    shownWhile(busy, model.busyProperty());
    busyText.setText(texts.get("welcome.busy"));
    host.disableProperty().bind(model.busyProperty());
    host.defaultButtonProperty().bind(model.addressProperty().isEmpty());
    join.disableProperty().bind(model.busyProperty().or(model.addressProperty().isEmpty()));
  }

  private static void shownWhile(Node node, javafx.beans.value.ObservableValue<Boolean> condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(node.visibleProperty());
  }

  public Parent node() {
    return node;
  }

  /** Puts the keyboard into the name, which may be the system's and not what one is called. */
  public void focus() {
    name.requestFocus();
    name.selectAll();
  }

  @FXML
  private void host() {
    model.host();
  }

  @FXML
  private void signIn() {
    model.signIn();
  }

  @FXML
  private void register() {
    model.register();
  }

  @FXML
  private void join() {
    model.join();
  }
}
