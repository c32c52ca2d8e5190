package chat.parley.desktop.ui.composer;

import chat.parley.desktop.ui.Fxml;
import chat.parley.desktop.ui.TextCap;
import chat.parley.desktop.ui.Texts;
import chat.parley.desktop.ui.text.ComplexText;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.util.Duration;

/** Binds the composer's screen to its model. */
public final class ComposerController {
  private static final Duration DRAFT_KEPT_AFTER = Duration.millis(400);
  private static final int LINES_MAX = 8;
  private static final double PADDING = 20; // of the text within its box, as the style sheet has it
  private static final PseudoClass FULL = PseudoClass.getPseudoClass("full");
  private static final PseudoClass TOO_LONG = PseudoClass.getPseudoClass("too-long");
  private static final PseudoClass WITHIN = PseudoClass.getPseudoClass("within");

  private final ComposerViewModel model;
  private final ObservableValue<String> prompt;
  private final Texts texts;
  private final Parent node;
  private final PauseTransition draft = new PauseTransition(DRAFT_KEPT_AFTER);

  @FXML private VBox root;
  @FXML private HBox box;
  @FXML private TextArea input;
  @FXML private Button send;
  @FXML private Label counter;

  /**
   * @param prompt what an empty box says
   */
  public ComposerController(ComposerViewModel model, ObservableValue<String> prompt, Texts texts) {
    this.model = model;
    this.prompt = prompt;
    this.texts = texts;
    draft.setOnFinished(event -> model.keepDraft());
    node = Fxml.COMPOSER.load(this, texts);
  }

  @FXML
  private void initialize() {
    TextCap.on(input, ComposerViewModel.CHARS_MAX, next -> prepareFor(next, prompt.getValue()));
    prompt.addListener((property, before, words) -> {
      prepareFor(input.getText(), words);
      wrapIfItCan();
    });
    wrapIfItCan();
    input.textProperty().bindBidirectional(model.textProperty());
    input.accessibleTextProperty().bind(prompt);
    send.disableProperty().bind(model.sendableBinding().not());
    send.setAccessibleText(texts.get("composer.send"));
    send.setTooltip(new Tooltip(texts.get("composer.send")));
    counter.visibleProperty().bind(model.nearLimitBinding());
    counter.managedProperty().bind(counter.visibleProperty());
    counter
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    model.bytesLeftBinding().get() < 0
                        ? texts.get("composer.too.long", -model.bytesLeftBinding().get())
                        : texts.get("composer.left", model.bytesLeftBinding().get()),
                model.bytesLeftBinding()));
    model
        .bytesLeftBinding()
        .addListener((property, before, left) ->
            root.pseudoClassStateChanged(TOO_LONG, left.intValue() < 0));
    model.textProperty().addListener((property, before, now) -> draft.playFromStart());
    input
        .focusedProperty()
        .addListener((property, before, now) -> box.pseudoClassStateChanged(WITHIN, now));
    input.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    new EmojiCompletion(input, texts).install();
    grow();
  }

  /**
   * Text that JavaFX cannot break into lines must not meet a box that wraps, not even between two
   * steps: its layout would throw. So wrapping ends before such text is in the box, and begins once
   * the box shows another. The box lays out its prompt with the text, although it is not seen then.
   */
  private void prepareFor(String text, String words) {
    if (!text.isEmpty() && !ComplexText.isIn(text) && ComplexText.isIn(words)) {
      input.setPromptText("");
    }
    if (ComplexText.isIn(text.isEmpty() ? words : text)) {
      input.setWrapText(false);
      for (Node lines : input.lookupAll(".text")) {
        ((Text) lines).setWrappingWidth(0); // else it wraps until the next layout
      }
    }
  }

  private void wrapIfItCan() {
    String text = input.getText();
    String words = prompt.getValue();
    if (text.isEmpty() || ComplexText.isIn(text) || !ComplexText.isIn(words)) {
      input.setPromptText(words);
    }
    input.setWrapText(!ComplexText.isIn(text.isEmpty() ? words : text));
  }

  /** As high as its lines, up to eight; beyond, it scrolls. */
  private void grow() {
    input
        .skinProperty()
        .addListener((property, before, skin) -> {
          input.applyCss();
          for (Node shown : input.lookupAll(".text")) {
            // The prompt is beside what is written, which is in a group of its paragraphs.
            if (!(shown instanceof Text lines && shown.getParent() instanceof Group)) {
              continue;
            }
            lines.textProperty().addListener((text, old, now) -> wrapIfItCan());
            wrapIfItCan();
            Runnable fit = () -> fit(lines);
            lines.layoutBoundsProperty().addListener((bounds, old, now) -> fit.run());
            fit.run();
          }
        });
  }

  private void fit(Text lines) {
    Text sample = new Text("X");
    sample.setFont(input.getFont());
    double line = sample.getLayoutBounds().getHeight();
    double whole = Math.max(line, lines.getLayoutBounds().getHeight());
    root.pseudoClassStateChanged(FULL, whole > LINES_MAX * line);
    double height = Math.ceil(Math.min(LINES_MAX * line, whole) + PADDING);
    input.setMinHeight(height);
    input.setPrefHeight(height);
    input.setMaxHeight(height);
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() != KeyCode.ENTER) {
      return;
    }
    if (event.isShiftDown()) {
      input.replaceSelection("\n");
    } else {
      sendNow();
    }
    event.consume();
  }

  private void sendNow() {
    draft.stop();
    var _ = model.send(); // a failure is told by the model
  }

  @FXML
  private void send() {
    sendNow();
    input.requestFocus();
  }

  public Parent node() {
    return node;
  }

  /** Puts the keyboard into the text. */
  public void focus() {
    input.requestFocus();
    input.end();
  }
}
