package chat.parley.desktop.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.desktop.settings.Settings;
import chat.parley.desktop.testing.Fx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WindowFrameTest {
  private final List<String> done = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startTheToolkit() {
    Fx.start();
  }

  @Test
  void isThereBeforeTheRestIsMade() {
    WindowFrame frame =
        Fx.get(() -> {
          WindowFrame made = new WindowFrame(new Stage(), Settings.FIRST);
          made.scene().addPostLayoutPulseListener(() -> done.add("drawn"));
          made.show(() -> done.add("rest"));
          return made;
        });
    Fx.until("the rest is made", () -> done.contains("rest"));

    assertEquals(List.of("drawn", "rest"), done.subList(0, 2));
    Fx.run(() -> {
      frame.scene().getRoot().requestLayout();
      assertEquals("Parley", frame.stage().getTitle());
    });
    Fx.settle();
    assertEquals(1, done.stream().filter("rest"::equals).count(), "once");
    Fx.run(frame.stage()::close);
  }

  @Test
  void hasNothingMadeForWhoHasClosedIt() {
    WindowFrame frame =
        Fx.get(() -> {
          WindowFrame made = new WindowFrame(new Stage(), Settings.FIRST);
          made.scene()
              .addPostLayoutPulseListener(() -> {
                done.add("closed");
                made.stage().close();
              });
          made.show(() -> done.add("rest"));
          return made;
        });
    Fx.until("it is closed", () -> done.contains("closed"));
    Fx.settle();

    assertFalse(done.contains("rest"));
    Fx.run(frame.stage()::close);
  }
}
