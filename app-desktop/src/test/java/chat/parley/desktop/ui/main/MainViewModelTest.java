package chat.parley.desktop.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.sync.Link;
import chat.parley.desktop.testing.Await;
import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.HandWindow;
import chat.parley.desktop.testing.OpenSession;
import chat.parley.desktop.testing.TestTexts;
import chat.parley.desktop.ui.Failures;
import chat.parley.desktop.ui.Update;
import chat.parley.desktop.ui.conversation.ConversationViewModel.Older;
import chat.parley.desktop.ui.conversation.TimelineItem;
import chat.parley.model.Message;
import chat.parley.server.Server;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alice's chat, by a real session with a real server. */
class MainViewModelTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir private Path folder;
  private final HandWindow window = new HandWindow();
  private final List<Throwable> told = new ArrayList<>();
  private final List<String> remembered = new ArrayList<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private Server server;
  private Chatter others;
  private OpenSession alice;
  private MainViewModel model;

  @BeforeEach
  void open() {
    server = Chatter.server(folder.resolve("server"), 0);
    others = new Chatter(server.port());
    alice = new OpenSession(folder, "alice", server.port(), window, update -> model.update(update));
    model =
        new MainViewModel(
            alice.session(),
            new MainViewModel.Setting(
                TestTexts.british(),
                new Failures(window, told::add),
                now::get,
                Locale.UK,
                window,
                false,
                remembered::add,
                "alice"::equals,
                () -> null));
  }

  @AfterEach
  void close() {
    alice.close();
    others.close();
    server.close();
    assertEquals(List.of(), told);
  }

  private void connect() {
    alice.session().start();
    window.until("it is online", () -> model.link().onlineProperty().get());
  }

  private void enter(String room) {
    model.open(room);
    window.until(
        "the first page", () -> model.conversation().olderProperty().get() != Older.LOADING_FIRST);
  }

  private List<String> texts() {
    return model.conversation().items().stream().map(TimelineItem::text).toList();
  }

  private List<String> rooms() {
    return model.rooms().all().stream().map(RoomSummary::room).toList();
  }

  private String title() {
    return model.titleProperty().get();
  }

  private static Update rooms(RoomSummary... rooms) {
    return new Update(false, null, List.of(rooms), Map.of(), Map.of());
  }

  private static RoomSummary room(String name, int unread) {
    return new RoomSummary(name, null, null, unread, 0, 0);
  }

  private void type(String name) {
    model.rooms().searchProperty().set(name);
  }

  @Test
  void aRoomIsOpenedInAllPartsOfTheWindow() {
    connect();

    enter("kitchen");

    assertEquals("kitchen", model.roomProperty().get());
    assertEquals("kitchen", model.conversation().roomProperty().get());
    assertEquals("kitchen", model.composer().roomProperty().get());
    assertEquals("kitchen – Parley", title());
    assertEquals(List.of("kitchen"), remembered);
    window.until("it is kept in the list", () -> rooms().contains("kitchen"));
  }

  @Test
  void openingTheOpenRoomDisturbsNothing() {
    connect();
    enter("kitchen");
    model.composer().textProperty().set("a draft");

    model.open("kitchen");

    assertEquals("a draft", model.composer().textProperty().get());
    assertEquals(List.of("kitchen"), remembered);
  }

  @Test
  void theTitleCountsWhatIsUnread() {
    assertEquals("", title());

    model.update(rooms(room("attic", 0)));
    assertEquals("Parley", title());
    model.update(rooms(room("attic", 2), room("kitchen", 1_000)));
    assertEquals("(1,002) Parley", title());
    model.open("attic");

    assertEquals("(1,002) attic – Parley", title());
  }

  @Test
  void theTitleFollowsWhatIsSaid() {
    connect();
    enter("attic");

    others.say("bob", "Coffee?", "kitchen");

    window.until("it is counted", () -> title().equals("(1) attic – Parley"));
    enter("kitchen");
    model.conversation().attendingProperty().set(true);
    window.until("it is read", () -> title().equals("kitchen – Parley"));
  }

  @Test
  void onlyTheOpenRoomsMessagesAreShown() {
    connect();
    enter("kitchen");

    others.say("bob", "up here", "attic");
    others.say("bob", "down here", "kitchen");

    window.until("it came", () -> texts().equals(List.of("down here")));
  }

  @Test
  void whatWaitsInARoomIsThereWhenItIsOpened() {
    connect();
    enter("kitchen");
    server.close();
    window.until("it is offline", () -> !model.link().onlineProperty().get());
    var _ = Await.result(alice.session().send("attic", "for later"));
    window.until("it is known", () -> model.rooms().waiting() == 1 && window.waiting() == 0);

    enter("attic");

    assertEquals(List.of("for later"), texts());
    TimelineItem row = model.conversation().items().getFirst();
    assertEquals(OutboxEntry.State.WAITING, row.state());
    now.set(Instant.now().plusSeconds(60));
    model.tick();
    assertTrue(model.link().textProperty().get().endsWith(" 1 message is waiting."));
  }

  @Test
  void tryingNowSendsWhatWaits() {
    connect();
    enter("kitchen");
    int port = server.port();
    server.close();
    window.until("it is offline", () -> !model.link().onlineProperty().get());
    var _ = Await.result(alice.session().send("kitchen", "for later"));
    server = Chatter.server(folder.resolve("server"), port);

    model.tryNow();

    Await.until(
        "everyone has it",
        () ->
            others.history("kitchen", 1).messages().stream()
                .map(Message::text)
                .toList()
                .equals(List.of("for later")));
  }

  @Test
  void aNewStartShowsTheOpenRoomAnew() {
    model.open("kitchen"); // before anything is known of the server
    others.say("bob", "Coffee?", "kitchen");

    connect();

    window.until("it came", () -> texts().equals(List.of("Coffee?")));
    assertEquals("kitchen", model.roomProperty().get());
  }

  @Test
  void aNewStartForgetsWhatWaitedElsewhere() {
    OutboxEntry entry =
        new OutboxEntry(
            new java.util.UUID(1, 1),
            "attic",
            "alice",
            "old",
            chat.parley.model.Timestamp.of(NOON),
            OutboxEntry.State.WAITING,
            null,
            null);
    model.update(new Update(false, null, null, Map.of(), Map.of("attic", List.of(entry))));

    model.update(new Update(true, null, List.of(), Map.of(), Map.of()));
    enter("attic");

    assertEquals(List.of(), texts());
  }

  @Test
  void roomsAreWalkedByTheirNames() {
    model.update(rooms(room("attic", 0), room("cellar", 1), room("kitchen", 0)));
    model.open("attic");

    model.move(1, false);
    assertEquals("cellar", model.roomProperty().get());
    model.move(-2, false);

    assertEquals("kitchen", model.roomProperty().get());
  }

  @Test
  void unreadRoomsAreFound() {
    model.update(rooms(room("attic", 0), room("cellar", 1), room("kitchen", 0), room("yard", 3)));
    model.open("attic");

    model.move(-1, true);
    assertEquals("yard", model.roomProperty().get());
    model.move(1, true);
    assertEquals("cellar", model.roomProperty().get());
    model.update(rooms(room("attic", 0), room("cellar", 1)));
    model.move(1, true);

    assertEquals("cellar", model.roomProperty().get(), "nothing else is unread");
  }

  @Test
  void aTypedNameOpensItsRoom() {
    type(" #tea-break ");

    assertTrue(model.openTyped());

    assertEquals("tea-break", model.roomProperty().get());
    assertEquals("", model.rooms().searchProperty().get());
  }

  @Test
  void nothingTypedOpensNothing() {
    type(" # ");

    assertFalse(model.openTyped());

    assertEquals("", model.roomProperty().get());
    assertEquals("", model.problemProperty().get());
  }

  @Test
  void aNameThatCannotBeARoomsIsExplainedUntilMoreIsTyped() {
    type("tea break");

    assertFalse(model.openTyped());
    assertEquals(
        "A room's name has letters, digits, '-', '_' and '.' only; this one has U+0020.",
        model.problemProperty().get());
    assertEquals("tea break", model.rooms().searchProperty().get());

    type("tea-break");
    assertEquals("", model.problemProperty().get());
    assertTrue(model.openTyped());
  }

  @Test
  void daysAreNamedByTheClockAndTheZone() {
    assertEquals(LocalDate.of(2026, 3, 2), model.conversation().today());

    now.set(NOON.plusSeconds(12 * 3_600));

    assertEquals(LocalDate.of(2026, 3, 3), model.conversation().today());
  }

  @Test
  void timeIsWhatBringsTheBar() {
    model.update(
        new Update(
            false, new Link.Offline(NOON, NOON, Link.Why.BUSY, null), null, Map.of(), Map.of()));
    assertFalse(model.link().shownProperty().get());

    now.set(NOON.plusSeconds(3));
    model.tick();

    assertTrue(model.link().shownProperty().get());
  }
}
