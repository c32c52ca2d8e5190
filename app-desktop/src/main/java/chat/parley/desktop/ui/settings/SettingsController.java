package chat.parley.desktop.ui.settings;

import chat.parley.desktop.settings.Appearance;
import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.ui.Fxml;
import chat.parley.desktop.ui.TextCap;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.settings.AccountViewModel.Standing;
import chat.parley.desktop.ui.text.ComplexText;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** Binds the settings' screen to its model. */
public final class SettingsController {
  private final SettingsViewModel model;
  private final AccountViewModel accountModel;
  private final Texts texts;
  private final Runnable onClose;
  private final Parent node;
  private final ToggleGroup appearances = new ToggleGroup();

  @FXML private Button close;
  @FXML private ScrollPane scroll;
  @FXML private VBox body;
  @FXML private TextField name;
  @FXML private Label nameProblem;
  @FXML private VBox account;
  @FXML private Label accountText;
  @FXML private Label trust;
  @FXML private VBox passwords;
  @FXML private PasswordField password;
  @FXML private PasswordField oldPassword;
  @FXML private Button setPassword;
  @FXML private Label accountProblem;
  @FXML private Label accountDone;
  @FXML private Button claim;
  @FXML private Button signOut;
  @FXML private ToggleButton system;
  @FXML private ToggleButton light;
  @FXML private ToggleButton dark;
  @FXML private Button smaller;
  @FXML private Button larger;
  @FXML private Label percent;

  public SettingsController(
      SettingsViewModel model, AccountViewModel accountModel, Texts texts, Runnable onClose) {
    this.model = model;
    this.accountModel = accountModel;
    this.texts = texts;
    this.onClose = onClose;
    node = Fxml.SETTINGS.load(this, texts);
  }

  @FXML
  private void initialize() {
    close.setAccessibleText(texts.get("dialog.close"));
    // By itself it would be as high as if no line were broken, and scroll where there is room.
    scroll.prefHeightProperty().bind(body.heightProperty());
    TextCap.on(name, TextCap.NAME_CHARS);
    name.textProperty().bindBidirectional(model.nameProperty());
    name.setAccessibleText(texts.get("settings.name"));
    ComplexText.show(nameProblem, model.nameProblemProperty());
    nameProblem.visibleProperty().bind(model.nameProblemProperty().isNotEmpty());
    nameProblem.managedProperty().bind(nameProblem.visibleProperty());
    bindAccount();
    toggle(system, Appearance.SYSTEM);
    toggle(light, Appearance.LIGHT);
    toggle(dark, Appearance.DARK);
    appearances
        .selectedToggleProperty()
        .addListener((property, before, now) -> {
          if (now == null) {
            appearances.selectToggle(before); // one of them is always chosen
          } else {
            model.appearanceProperty().set((Appearance) now.getUserData());
          }
        });
    smaller.setAccessibleText(texts.get("settings.smaller"));
    larger.setAccessibleText(texts.get("settings.larger"));
    percent.textProperty().bind(model.textPercentProperty().asString("%d %%"));
    smaller
        .disableProperty()
        .bind(model.textPercentProperty().lessThanOrEqualTo(Settings.TEXT_MIN_PERCENT));
    larger
        .disableProperty()
        .bind(model.textPercentProperty().greaterThanOrEqualTo(Settings.TEXT_MAX_PERCENT));
  }

  private void bindAccount() {
    ObservableValue<Standing> standing = accountModel.standingProperty();
    ComplexText.show(accountText, accountModel.textProperty());
    ComplexText.show(trust, accountModel.trustProperty());
    ComplexText.show(accountProblem, accountModel.problemProperty());
    ComplexText.show(accountDone, accountModel.doneProperty());
    shownWhile(accountProblem, accountModel.problemProperty().isNotEmpty());
    shownWhile(accountDone, accountModel.doneProperty().isNotEmpty());
    shownWhile(account, standing.map(now -> now != Standing.NOBODY));
    shownWhile(claim, standing.map(now -> now == Standing.GUEST));
    shownWhile(signOut, standing.map(now -> now == Standing.OWNER));
    shownWhile(passwords, standing.map(now -> now == Standing.OWNER || now == Standing.HOST));
    for (PasswordField field : new PasswordField[] {password, oldPassword}) {
      TextCap.on(field, TextCap.NAME_CHARS);
    }
    password.textProperty().bindBidirectional(accountModel.passwordProperty());
    oldPassword.textProperty().bindBidirectional(accountModel.oldPasswordProperty());
    password.setAccessibleText(texts.get("account.password"));
    oldPassword.setAccessibleText(texts.get("account.password.old"));
    claim.disableProperty().bind(accountModel.busyProperty());
    setPassword.disableProperty().bind(accountModel.busyProperty());
  }

  private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(node.visibleProperty());
  }

  private void toggle(ToggleButton button, Appearance appearance) {
    button.setUserData(appearance);
    button.setToggleGroup(appearances);
    button.setSelected(model.appearanceProperty().get() == appearance);
  }

  public Parent node() {
    return node;
  }

  /** Puts the keyboard into the first field. */
  public void focus() {
    model.opened();
    accountModel.forgetPasswords();
    name.requestFocus();
    name.selectAll();
  }

  @FXML
  private void rename() {
    var _ = model.rename(); // what is wrong is shown beside the field
  }

  @FXML
  private void claim() {
    accountModel.claim();
  }

  @FXML
  private void setPassword() {
    accountModel.setPassword();
  }

  @FXML
  private void signOut() {
    accountModel.signOut();
  }

  @FXML
  private void smaller() {
    model.resize(-1);
  }

  @FXML
  private void larger() {
    model.resize(1);
  }

  @FXML
  private void usual() {
    model.usualSize();
  }

  @FXML
  private void close() {
    onClose.run();
  }
}
