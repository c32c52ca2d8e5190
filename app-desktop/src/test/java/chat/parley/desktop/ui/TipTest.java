package chat.parley.desktop.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.testing.Fx;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TipTest {
  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  private static void point(Text at, EventType<MouseEvent> how) {
    Fx.run(() ->
        at.fireEvent(
            new MouseEvent(
                how,
                1,
                1,
                1,
                1,
                MouseButton.NONE,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                null)));
  }

  private static boolean shows(String words) {
    return Window.getWindows().stream()
        .anyMatch(window -> window instanceof Tooltip tip && tip.getText().equals(words));
  }

  @Test
  void theWordsAreMadeWhenOneFirstPointsThereAndAreSeenThen() {
    AtomicInteger made = new AtomicInteger();
    Text text = Fx.get(() -> new Text("09:00"));
    Stage stage = Fx.get(Stage::new);
    Fx.run(() -> {
      Tip.on(text, () -> "made " + made.incrementAndGet());
      stage.setScene(new Scene(new StackPane(text), 200, 100));
      stage.show();
      stage.requestFocus(); // a window that is not before one's eyes shows none
    });
    Fx.settle();

    point(text, MouseEvent.MOUSE_ENTERED);
    point(text, MouseEvent.MOUSE_MOVED);

    Fx.until("it is seen", () -> shows("made 1"));
    point(text, MouseEvent.MOUSE_EXITED);
    point(text, MouseEvent.MOUSE_ENTERED);
    assertEquals(1, made.get());
    Fx.run(stage::close);
  }
}
