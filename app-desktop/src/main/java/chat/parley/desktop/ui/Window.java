package chat.parley.desktop.ui;

import atlantafx.base.controls.ModalPane;
import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.ui.text.ComplexText;
import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * What is in the window: one screen at a time, and what may lie over it. For the toolkit's thread.
 */
public final class Window implements Over {
  private static final double OVER_MARGIN = 14;

  private final WindowFrame frame;
  private final Theme theme;
  private final StackPane screen = new StackPane();
  private final ModalPane over;
  private @Nullable Node focusBefore;

  /**
   * Makes it, in a frame which may be shown already.
   *
   * @param looks as they are set
   */
  public Window(WindowFrame frame, Settings looks) {
    this.frame = frame;
    theme = new Theme(frame.scene(), looks.appearance(), looks.textPercent());
    over = new ModalPane(); // after the looks: where there are none, a control reads JavaFX's own
    frame.root().getChildren().addAll(screen, over);
    over.setInTransitionFactory(null); // at once, also when one follows another quickly
    over.setOutTransitionFactory(null);
    over.displayProperty()
        .addListener((property, before, shown) -> {
          if (!shown && focusBefore != null) {
            focusBefore.requestFocus();
            focusBefore = null;
          }
        });
  }

  public Scene scene() {
    return frame.scene();
  }

  /** Puts the looks as they are set. */
  public void look(Settings settings) {
    theme.set(settings.appearance(), settings.textPercent());
  }

  /** The title is the program's name. */
  public void ownTitle() {
    frame.ownTitle();
  }

  public void bindTitle(ReadOnlyStringProperty words) {
    frame.stage().titleProperty().bind(words);
  }

  /** Whether a person has this window before them and nothing lies over it. */
  public BooleanBinding attendedBinding() {
    return frame.stage().focusedProperty().and(over.displayProperty().not());
  }

  /** Shows a screen in the place of another. */
  public void show(Parent node) {
    hideOver();
    screen.getChildren().setAll(node);
  }

  @Override
  public void showOver(Node node) {
    if (!over.isDisplay()) {
      focusBefore = scene().getFocusOwner();
    }
    StackPane around = new StackPane(node);
    around.setPadding(new Insets(OVER_MARGIN));
    around.setPickOnBounds(false); // beside it lies what takes it away
    over.show(around);
  }

  public boolean isOver() {
    return over.isDisplay();
  }

  @Override
  public void hideOver() {
    over.hide(true);
  }

  @Override
  public void ask(String title, String question, String stay, String go, Runnable onGo) {
    Label heading = new Label(title);
    heading.getStyleClass().add("panel-title");
    Label words = ComplexText.label(question); // names of people and rooms may be in it
    Button no = new Button(stay);
    no.setCancelButton(true);
    no.setOnAction(event -> hideOver());
    no.setId("ask-stay");
    Button yes = new Button(go);
    yes.getStyleClass().add("danger");
    yes.setOnAction(event -> {
      hideOver();
      onGo.run();
    });
    yes.setId("ask-go");
    HBox choices = new HBox(no, yes);
    choices.getStyleClass().add("question-choices");
    VBox box = new VBox(heading, words, choices);
    box.getStyleClass().addAll("dialog", "question");
    box.setMaxHeight(Region.USE_PREF_SIZE);
    showOver(box);
    no.requestFocus();
  }

  /** Told when the window is to be closed by a person; the window stays until {@link #close}. */
  public void setOnCloseRequest(Consumer<Window> listener) {
    frame
        .stage()
        .setOnCloseRequest(event -> {
          event.consume();
          listener.accept(this);
        });
  }

  public void close() {
    theme.stop();
    frame.stage().close();
  }
}
