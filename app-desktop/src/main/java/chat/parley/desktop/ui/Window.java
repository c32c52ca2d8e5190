package chat.parley.desktop.ui;

import atlantafx.base.controls.ModalPane;
import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.settings.WindowPlace;
import chat.parley.desktop.ui.text.ComplexText;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.geometry.Insets;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The window: one screen at a time, and what may lie over it. It remembers where it was. For the
 * toolkit's thread.
 */
public final class Window implements Over {
  private static final double MIN_WIDTH = 360;
  private static final double MIN_HEIGHT = 420;
  private static final double OVER_MARGIN = 14;
  private static final double FIRST_WIDTH = 1040;
  private static final double FIRST_HEIGHT = 720;

  private final Stage stage;
  private final StackPane root = new StackPane();
  private final Scene scene = new Scene(root, FIRST_WIDTH, FIRST_HEIGHT);
  private final Theme theme;
  private final StackPane screen = new StackPane();
  private final ModalPane over;
  private @Nullable Node focusBefore;
  private WindowPlace floating = new WindowPlace(0, 0, FIRST_WIDTH, FIRST_HEIGHT, false);

  /**
   * Makes it; {@link #take} puts it where it was.
   *
   * @param looks as they are set
   */
  public Window(Stage stage, Texts texts, Settings looks) {
    this.stage = stage;
    theme = new Theme(scene, looks.appearance(), looks.textPercent());
    over = new ModalPane(); // after the looks: where there are none, a control reads JavaFX's own
    root.getChildren().addAll(screen, over);
    stage.setScene(scene);
    stage.setMinWidth(MIN_WIDTH);
    stage.setMinHeight(MIN_HEIGHT);
    stage.setTitle(texts.get("app"));
    for (String size : new String[] {"32", "128"}) {
      stage
          .getIcons()
          .add(new Image(String.valueOf(Window.class.getResource("icon-" + size + ".png"))));
    }
    over.setInTransitionFactory(null); // at once, also when one follows another quickly
    over.setOutTransitionFactory(null);
    over.displayProperty()
        .addListener((property, before, shown) -> {
          if (!shown && focusBefore != null) {
            focusBefore.requestFocus();
            focusBefore = null;
          }
        });
    stage.xProperty().addListener((property, before, now) -> moved());
    stage.yProperty().addListener((property, before, now) -> moved());
    stage.widthProperty().addListener((property, before, now) -> moved());
    stage.heightProperty().addListener((property, before, now) -> moved());
  }

  public Scene scene() {
    return scene;
  }

  public Stage stage() {
    return stage;
  }

  /** Puts the looks as they are set. */
  public void look(Settings settings) {
    theme.set(settings.appearance(), settings.textPercent());
  }

  public void title(String words) {
    stage.titleProperty().unbind();
    stage.setTitle(words);
  }

  public void bindTitle(ReadOnlyStringProperty words) {
    stage.titleProperty().bind(words);
  }

  /** Whether a person has this window before them and nothing lies over it. */
  public BooleanBinding attendedBinding() {
    return stage.focusedProperty().and(over.displayProperty().not());
  }

  /** Puts the place as it is set. */
  public void take(Settings settings) {
    WindowPlace place = settings.window();
    if (place == null) {
      Rectangle2D whole = Screen.getPrimary().getVisualBounds();
      stage.setWidth(Math.min(FIRST_WIDTH, whole.getWidth()));
      stage.setHeight(Math.min(FIRST_HEIGHT, whole.getHeight()));
      return;
    }
    // No larger than a screen: it may come from a larger one, or from a file that was damaged.
    stage.setWidth(Math.max(MIN_WIDTH, Math.min(place.width(), largest(Rectangle2D::getWidth))));
    stage.setHeight(
        Math.max(MIN_HEIGHT, Math.min(place.height(), largest(Rectangle2D::getHeight))));
    // A screen that was taken away would leave the window where nobody sees it.
    if (!Screen.getScreensForRectangle(
            place.x(), place.y(), place.width(), Math.min(place.height(), 40))
        .isEmpty()) {
      stage.setX(place.x());
      stage.setY(place.y());
    }
    stage.setMaximized(place.maximized());
  }

  private static double largest(ToDoubleFunction<Rectangle2D> side) {
    return Screen.getScreens().stream()
        .map(Screen::getVisualBounds)
        .mapToDouble(side)
        .max()
        .orElse(FIRST_WIDTH);
  }

  private void moved() {
    if (!stage.isMaximized() && !stage.isIconified() && !stage.isFullScreen()) {
      floating =
          new WindowPlace(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
    }
  }

  /** Where the window is, to be remembered. */
  public WindowPlace place() {
    return new WindowPlace(
        floating.x(), floating.y(), floating.width(), floating.height(), stage.isMaximized());
  }

  /** Shows a screen in the place of another. */
  public void show(Parent node) {
    hideOver();
    screen.getChildren().setAll(node);
  }

  @Override
  public void showOver(Node node) {
    if (!over.isDisplay()) {
      focusBefore = scene.getFocusOwner();
    }
    StackPane frame = new StackPane(node);
    frame.setPadding(new Insets(OVER_MARGIN));
    frame.setPickOnBounds(false); // beside it lies what takes it away
    over.show(frame);
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
    stage.setOnCloseRequest(event -> {
      event.consume();
      listener.accept(this);
    });
  }

  public void close() {
    theme.stop();
    stage.close();
  }
}
