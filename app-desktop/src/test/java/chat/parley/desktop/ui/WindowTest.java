package chat.parley.desktop.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.settings.Appearance;
import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.testing.Fx;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Application;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WindowTest {
  @BeforeAll
  static void startTheToolkit() {
    Fx.start();
  }

  @AfterEach
  void leaveItLight() {
    Fx.run(() -> window(Settings.FIRST.withAppearance(Appearance.LIGHT)).close());
  }

  private static Window window(Settings settings) {
    return new Window(new WindowFrame(new Stage(), settings), settings);
  }

  private static List<String> looks(Window window) {
    return List.copyOf(window.scene().getRoot().getStyleClass());
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, primer-light, parley-light", "DARK, primer-dark, parley-dark"})
  void hasItsLooksFromTheFirst(Appearance set, String sheet, String style) {
    Fx.run(() -> {
      Window window = window(Settings.FIRST.withAppearance(set));

      assertTrue(String.valueOf(Application.getUserAgentStylesheet()).contains(sheet));
      assertTrue(looks(window).contains(style), () -> looks(window).toString());
      window.close();
    });
  }

  @ParameterizedTest
  @EnumSource(
      value = Appearance.class,
      names = {"LIGHT", "DARK"})
  void comesUpInTheColourThatItHasThen(Appearance set) {
    Fx.run(() -> {
      Settings settings = Settings.FIRST.withAppearance(set);
      WindowFrame frame = new WindowFrame(new Stage(), settings);
      Paint first = frame.scene().getFill(); // of an empty window, when there are no looks yet
      Window window = new Window(frame, settings);
      frame.scene().setFill(Color.MAGENTA); // so that what is before it counts
      Color then = frame.scene().snapshot(null).getPixelReader().getColor(20, 20);

      assertEquals(then, first);
      window.close();
    });
  }

  @Test
  void changesItsLooksWhileItIsOpen() {
    Fx.run(() -> {
      Window window = window(Settings.FIRST.withAppearance(Appearance.LIGHT));
      window.look(Settings.FIRST.withAppearance(Appearance.DARK).withTextPercent(150));

      assertTrue(String.valueOf(Application.getUserAgentStylesheet()).contains("primer-dark"));
      assertTrue(looks(window).contains("parley-dark"));
      assertTrue(!looks(window).contains("parley-light"));
      assertTrue(window.scene().getRoot().getStyle().contains("-fx-font-size: 21.0px"));
      window.close();
    });
  }

  @Test
  void onlyWhatWasDrawnBeforeIsBeforeWhatIsDoneWhenItIsDrawn() {
    List<Runnable> due = new ArrayList<>();
    List<String> done = new ArrayList<>();
    Frames frames = due::add;
    frames.whenDrawn(() -> done.add("drawn"));
    for (int frame = 1; frame <= 3; frame++) {
      assertEquals(List.of(), done);
      due.removeFirst().run();
    }
    assertEquals(List.of("drawn"), done);
  }
}
