package chat.parley.desktop.ui;

import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.settings.WindowPlace;
import java.util.function.ToDoubleFunction;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The window before there is anything in it: where it was, in the colour of what will be there. So
 * it can be shown before what is in it ({@link Window}) is made, which takes longer than all before
 * it. It remembers where it was. For the toolkit's thread.
 */
public final class WindowFrame {
  private static final String TITLE = "Parley"; // in every language
  private static final double MIN_WIDTH = 360;
  private static final double MIN_HEIGHT = 420;
  private static final double FIRST_WIDTH = 1040;
  private static final double FIRST_HEIGHT = 720;

  private final Stage stage;
  private final StackPane root = new StackPane();
  private final Scene scene;
  private WindowPlace floating = new WindowPlace(0, 0, FIRST_WIDTH, FIRST_HEIGHT, false);

  /**
   * Makes it, where it was and as it is set; {@link #show} shows it.
   *
   * @param stage what the system knows of it, which has no scene yet
   */
  public WindowFrame(Stage stage, Settings settings) {
    this.stage = stage;
    scene = new Scene(root, FIRST_WIDTH, FIRST_HEIGHT, Theme.background(settings.appearance()));
    stage.setScene(scene);
    stage.setMinWidth(MIN_WIDTH);
    stage.setMinHeight(MIN_HEIGHT);
    stage.setTitle(TITLE);
    for (String size : new String[] {"32", "128"}) {
      stage
          .getIcons()
          .add(new Image(String.valueOf(WindowFrame.class.getResource("icon-" + size + ".png"))));
    }
    stage.xProperty().addListener((property, before, now) -> moved());
    stage.yProperty().addListener((property, before, now) -> moved());
    stage.widthProperty().addListener((property, before, now) -> moved());
    stage.heightProperty().addListener((property, before, now) -> moved());
    take(settings.window());
  }

  private void take(@Nullable WindowPlace place) {
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

  /** Shows it, if it is not there already. */
  public void show() {
    stage.show();
  }

  /**
   * Shows it, and runs a task when its first frame, as it is now, is on its way to the system; not
   * if somebody has closed it by then.
   */
  public void show(Runnable then) {
    scene.addPostLayoutPulseListener(
        new Runnable() {
          @Override
          public void run() {
            scene.removePostLayoutPulseListener(this);
            Platform.runLater(() -> {
              if (stage.isShowing()) {
                then.run();
              }
            });
          }
        });
    stage.show();
  }

  /** Where it is, to be remembered. */
  public WindowPlace place() {
    return new WindowPlace(
        floating.x(), floating.y(), floating.width(), floating.height(), stage.isMaximized());
  }

  /** What the system knows of it. */
  Stage stage() {
    return stage;
  }

  Scene scene() {
    return scene;
  }

  /** What is in it. */
  StackPane root() {
    return root;
  }

  /** Its title is the program's name. */
  void ownTitle() {
    stage.titleProperty().unbind();
    stage.setTitle(TITLE);
  }
}
