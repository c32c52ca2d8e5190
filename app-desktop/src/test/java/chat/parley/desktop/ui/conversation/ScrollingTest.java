package chat.parley.desktop.ui.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.TestApp;
import chat.parley.desktop.testing.Watchdog;
import chat.parley.server.Server;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the timeline moves, and above all when it does not. */
class ScrollingTest {
  private static final double A_PIXEL = 1;

  @TempDir Path folder;
  private Server server;
  private Chatter bob;
  private TestApp alice;
  private Watchdog watchdog;

  @BeforeAll
  static void toolkit() {
    Fx.start();
  }

  @BeforeEach
  void aRoomWithAPast() {
    server = Chatter.server(folder.resolve("chat"), 0);
    bob = new Chatter(server.port());
    for (int i = 0; i < 350; i++) {
      bob.say("bob", "line " + i + "\nand more of it".repeat(i % 4), "general");
    }
    alice = new TestApp(folder, "alice");
    watchdog = Watchdog.start();
    alice.type("#address", "127.0.0.1:" + server.port());
    alice.click("#join");
    // Until then what is shown may be read once more, from its end.
    Fx.until("the polls have begun", () -> alice.model().link().onlineProperty().get());
    Fx.until("messages are shown", () -> !rows().isEmpty());
    Fx.until("older ones can be had", () -> older() == ConversationViewModel.Older.MORE);
    Fx.settle();
  }

  @AfterEach
  void close() {
    List<String> offenders = watchdog.stop();
    alice.close();
    bob.close();
    server.close();
    assertEquals(List.of(), offenders);
  }

  private List<MessageRow> rows() {
    return alice.on(() ->
        alice.stage().getScene().getRoot().lookupAll(".message-row").stream()
            .map(MessageRow.class::cast)
            .sorted(Comparator.comparingDouble(ScrollingTest::top))
            .toList());
  }

  private ConversationViewModel.Older older() {
    return alice.model().conversation().olderProperty().get();
  }

  private static double top(MessageRow row) {
    return row.localToScene(row.getLayoutBounds()).getMinY();
  }

  /** Where a row is; its text must be the only one of its kind. */
  private double topOf(String text) {
    return alice.on(() ->
        rows().stream()
            .filter(row -> row.item().text().equals(text))
            .mapToDouble(ScrollingTest::top)
            .findFirst()
            .orElseThrow());
  }

  private ConversationView view() {
    return alice.find(".timeline-pane", ConversationView.class);
  }

  private boolean isAtBottom() {
    return alice.on(() -> {
      List<MessageRow> rows = rows();
      ConversationView view = view();
      Bounds pane = view.localToScene(view.getLayoutBounds());
      String newest = alice.timeline().getLast();
      MessageRow last = rows.getLast();
      return last.item().text().equals(newest)
          && Math.abs(top(last) + last.getHeight() - pane.getMaxY()) <= 2 * A_PIXEL;
    });
  }

  /** Goes up by keys until a row in the middle of nowhere is in sight. */
  private void goUp(int rows) {
    Fx.run(view()::requestFocus);
    for (int i = 0; i < rows; i++) {
      alice.press(KeyCode.PAGE_UP);
    }
    Fx.settle();
  }

  @Test
  void itOpensAtTheBottomAndStaysThereWhateverComes() {
    assertTrue(isAtBottom());
    for (int i = 0; i < 20; i++) {
      bob.say("bob", "new " + i + "\nmore".repeat(i % 3), "general");
    }
    Fx.until("all is there", () -> alice.timeline().contains("new 18"));
    Fx.until("it is at the bottom", this::isAtBottom);
    Fx.run(() -> alice.stage().setWidth(500));
    Fx.until("it is at the bottom after a change of width", this::isAtBottom);
    Fx.run(() -> alice.stage().setHeight(500));
    Fx.until("it is at the bottom after a change of height", this::isAtBottom);
    alice.say("mine");
    Fx.until("it is at the bottom after one's own", this::isAtBottom);
  }

  @Test
  void whoReadsFurtherUpIsNotMovedAndIsToldHowManyCame() {
    goUp(3);
    assertFalse(isAtBottom());
    String watched = alice.on(() -> rows().get(rows().size() / 2).item().text());
    double before = topOf(watched);

    for (int i = 0; i < 3; i++) {
      bob.say("bob", "new " + i, "general");
    }
    Fx.until("it is told", () -> alice.words(".jump").contains("3 new messages"));
    Fx.settle();

    assertEquals(before, topOf(watched), A_PIXEL);
    alice.click(".jump");
    Fx.until("it is at the bottom", this::isAtBottom);
    assertFalse(alice.sees(".jump"));
  }

  @Test
  void olderMessagesComeInAboveWithoutAJump() {
    int known = alice.timeline().size();
    for (int i = 0; i < 60 && alice.timeline().size() == known; i++) {
      goUp(1);
    }
    Fx.until("older ones were loaded", () -> alice.timeline().size() > known);
    Fx.settle();
    String watched = alice.on(() -> rows().get(rows().size() / 2).item().text());
    double before = topOf(watched);
    int now = alice.timeline().size();

    Fx.run(() -> alice.model().conversation().loadOlder());
    Fx.until(
        "even older ones than those " + now + " were loaded", () -> alice.timeline().size() > now);
    Fx.settle();

    assertEquals(before, topOf(watched), A_PIXEL, "the row that was read stays");
  }

  @Test
  void allOfThePastCanBeReached() {
    alice.model();
    Fx.run(view()::requestFocus);
    for (int i = 0; i < 60 && alice.timeline().size() < 350; i++) {
      alice.press(KeyCode.HOME);
      Fx.settle();
    }
    List<String> first =
        alice.timeline().stream().map(text -> text.lines().findFirst().orElse("")).toList();
    assertEquals(IntStream.range(0, 350).mapToObj(i -> "line " + i).toList(), first);
  }
}
