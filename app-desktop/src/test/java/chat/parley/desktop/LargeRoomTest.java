package chat.parley.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.testing.Await;
import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.Crowd;
import chat.parley.desktop.testing.Figures;
import chat.parley.desktop.testing.Frame;
import chat.parley.desktop.testing.Fx;
import chat.parley.desktop.testing.Hand;
import chat.parley.desktop.testing.Pulse;
import chat.parley.desktop.testing.TestApp;
import chat.parley.desktop.ui.conversation.ConversationViewModel;
import chat.parley.desktop.ui.conversation.ConversationViewModel.Older;
import chat.parley.server.Server;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.util.function.IntFunction;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A room of 100,000 messages and 300 messages a second, in a real window with a real server: that
 * nothing is lost is checked, and what it takes is printed. The figures depend on the computer and
 * on what else it does, so nothing fails because of one.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LargeRoomTest {
  private static final int MESSAGES = Integer.getInteger("parley.large.room", 100_000);
  private static final int ROOMS = 300;
  private static final int PER_SECOND = 300;
  private static final int SECONDS = 10;
  private static final int WRITERS = 8;
  private static final int OPENED = 30;
  private static final int STEPS = 300;
  private static final String LARGE = "kitchen";
  private static final String SMALL = "attic";
  private static final String OTHER = "cellar";

  private final StringBuilder report = new StringBuilder();
  private Server server;
  private Crowd crowd;
  private TestApp alice;
  private int floods;

  @BeforeAll
  void aliceHasALargeRoom(@TempDir Path folder) {
    server = Chatter.server(folder.resolve("chat"), 0);
    crowd = new Crowd(server.port(), WRITERS);
    crowd.say("hello", 2, PER_SECOND, i -> i == 0 ? SMALL : OTHER);
    long begun = System.nanoTime();
    LargeRoom.fill(folder.resolve("desktop"), server.port(), "m", MESSAGES, LARGE, SMALL);
    tell("%,d messages written, polled and stored in %.0f s".formatted(MESSAGES, seconds(begun)));
    Fx.start();
    alice = new TestApp(folder, "alice");
    Fx.run(() -> alice.stage().requestFocus());
    Fx.until("it is attended", () -> conversation().attendingProperty().get());
    Fx.until("the rooms are there", () -> alice.model().rooms().all().size() >= 3);
    Fx.settle();
  }

  @AfterAll
  void close() {
    alice.close();
    crowd.close();
    server.close();
    OperatingSystemMXBean computer = ManagementFactory.getOperatingSystemMXBean();
    tell(
        "%d processors, load at the end %.1f"
            .formatted(computer.getAvailableProcessors(), computer.getSystemLoadAverage()));
    System.out.print(report);
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private void tell(Object line) {
    report.append(line).append(System.lineSeparator());
  }

  private ConversationViewModel conversation() {
    return alice.model().conversation();
  }

  private int rows() {
    return Fx.get(() -> conversation().items().size());
  }

  private boolean isAtBottom() {
    Fx.settle();
    return Fx.get(() -> conversation().atBottomProperty().get());
  }

  private Frame.Shown open(String room) {
    Frame.Shown shown =
        Frame.after(
            () -> alice.model().open(room), alice.scene(), () -> !conversation().items().isEmpty());
    Fx.settle();
    return shown;
  }

  private void opens(String which) {
    Frame.Shown cold = open(LARGE);
    tell(
        "%s, first opened: laid out %d ms, painted %d ms, computed %d ms"
            .formatted(
                which,
                cold.laidOutNanos() / 1_000_000,
                cold.paintedNanos() / 1_000_000,
                cold.computedNanos() / 1_000_000));
    Figures laidOut = new Figures(which + ", opened again: laid out");
    Figures painted = new Figures("  painted");
    Figures computed = new Figures("  of which it computed");
    for (int i = 0; i < OPENED; i++) {
      var _ = open(SMALL);
      Frame.Shown warm = open(LARGE);
      laidOut.add(warm.laidOutNanos());
      painted.add(warm.paintedNanos());
      computed.add(warm.computedNanos());
    }
    tell("%s%n%s%n%s".formatted(laidOut, painted, computed));
    assertTrue(isAtBottom());
  }

  @Test
  @Order(1)
  void itOpens() {
    opens("a room of %,d messages".formatted(MESSAGES));
  }

  @Test
  @Order(2)
  void manyMessagesArrive() {
    floodOpen("in the open room");
    floodOthers("in another room", i -> OTHER);
  }

  private int unread() {
    return Fx.get(() -> alice.model().rooms().all().stream().mapToInt(RoomSummary::unread).sum());
  }

  /** Messages arrive while other rooms are open than theirs. */
  private void floodOthers(String where, IntFunction<String> room) {
    int before = unread();
    flood(where, room);
    Fx.until("all are counted", () -> unread() == before + PER_SECOND * SECONDS);
  }

  /** Messages arrive in the room that is open. */
  private void floodOpen(String where) {
    Arrivals arrivals = new Arrivals(nextWord());
    Fx.run(() -> conversation().items().addListener(arrivals));
    String word = flood(where, i -> LARGE);
    Fx.until("all are there", () -> arrivals.count() == PER_SECOND * SECONDS);
    Fx.settle();
    Fx.run(() -> conversation().items().removeListener(arrivals));
    Crowd.checkComplete(word, PER_SECOND * SECONDS, WRITERS, alice.timeline());
    tell(arrivals.since(crowd));
  }

  private String nextWord() {
    return "flood" + floods + "-";
  }

  private String flood(String where, IntFunction<String> room) {
    String word = nextWord();
    floods++;
    try (Pulse pulse = new Pulse()) {
      crowd.say(word, PER_SECOND * SECONDS, PER_SECOND, room);
      tell("%d a second %s:%n%s".formatted(PER_SECOND, where, pulse.report()));
    }
    return word;
  }

  @Test
  @Order(3)
  void allOfItIsLoadedAndScrolledThrough() {
    var _ = open(SMALL);
    long before = heap();
    var _ = open(LARGE);
    Figures few = new Figures("100 older ones put before less than half of them");
    Figures many = new Figures("100 older ones put before more than half of them");
    while (Fx.get(() -> conversation().olderProperty().get()) == Older.MORE) {
      int size = rows();
      long begun = System.nanoTime();
      Fx.run(() -> conversation().loadOlder());
      Await.until("they are there", () -> rows() > size);
      (size < MESSAGES / 2 ? few : many).add(System.nanoTime() - begun);
    }
    tell("%s%n%s".formatted(few, many));
    Crowd.checkComplete("m", MESSAGES, LargeRoom.WRITERS, alice.timeline());
    assertTrue(rows() >= MESSAGES);
    assertTrue(isAtBottom());
    tell("%,d rows: %d bytes each".formatted(rows(), (heap() - before) / rows()));
    scrolls();
  }

  private static long heap() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private void scrolls() {
    Node view = alice.find(".timeline-pane", Node.class);
    Node flow = alice.find(".timeline", Node.class);
    Fx.run(view::requestFocus);
    tell(Frame.each("a notch of the wheel a frame", STEPS, i -> Hand.turn(flow, 1)));
    tell(Frame.each("10 notches a frame", STEPS, i -> Hand.turn(flow, 10)));
    tell(Frame.each("a page a frame", STEPS, i -> Hand.press(view, KeyCode.PAGE_UP)));
    tell(
        Frame.each(
            "home or end",
            STEPS / 10,
            i -> Hand.press(view, i % 2 == 0 ? KeyCode.END : KeyCode.HOME)));
    assertFalse(isAtBottom());
    Frame.Shown jump =
        Frame.after(
            alice.find(".jump", Button.class)::fire,
            alice.scene(),
            () -> conversation().atBottomProperty().get());
    tell(
        "from the first to the newest row: laid out %d ms"
            .formatted(jump.laidOutNanos() / 1_000_000));
  }

  @Test
  @Order(4)
  void manyMessagesArriveWhereAllOfItIsLoaded() {
    floodOpen("below all the rows");
    Node view = alice.find(".timeline-pane", Node.class);
    var _ = Frame.each("up", 20, i -> Hand.press(view, KeyCode.PAGE_UP));
    assertFalse(isAtBottom());
    floodOpen("below all the rows, while one reads further up");
    assertFalse(isAtBottom());
    assertEquals(
        PER_SECOND * SECONDS, Fx.get(() -> conversation().belowProperty().get()), "told as below");
  }

  @Test
  @Order(5)
  void thereAreManyRooms() {
    crowd.say("r", ROOMS, PER_SECOND, i -> "room-" + i);
    Fx.until("all rooms are listed", () -> alice.model().rooms().all().size() == ROOMS + 3);
    var _ = open(SMALL);
    opens("one of %d rooms".formatted(ROOMS));
    floodOpen("in the open one of %d rooms".formatted(ROOMS));
    floodOthers("in another of %d rooms".formatted(ROOMS), i -> OTHER);
    floodOthers("in all of %d rooms".formatted(ROOMS), i -> "room-" + i % ROOMS);
  }
}
