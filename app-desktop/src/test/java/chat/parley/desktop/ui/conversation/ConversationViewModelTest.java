package chat.parley.desktop.ui.conversation;

import static chat.parley.desktop.ui.conversation.Lines.NOON;
import static chat.parley.desktop.ui.conversation.Lines.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.RoomSummary;
import chat.parley.desktop.sync.Link;
import chat.parley.desktop.sync.SessionException;
import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.HandWindow;
import chat.parley.desktop.testing.OpenSession;
import chat.parley.desktop.ui.Failures;
import chat.parley.desktop.ui.Update;
import chat.parley.desktop.ui.conversation.ConversationViewModel.Older;
import chat.parley.model.Message;
import chat.parley.server.Server;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alice's conversation, by a real session with a real server. */
class ConversationViewModelTest {
  @TempDir private Path folder;
  private final HandWindow window = new HandWindow();
  private final List<Throwable> told = new ArrayList<>();
  private List<RoomSummary> rooms = List.of();
  private boolean online;
  private Server server;
  private Chatter others;
  private OpenSession alice;
  private ConversationViewModel model;

  @BeforeEach
  void open() {
    server = Chatter.server(folder.resolve("server"), 0);
    others = new Chatter(server.port());
    alice = new OpenSession(folder, "alice", server.port(), window, this::update);
    model =
        new ConversationViewModel(
            alice.session(),
            window,
            ZoneOffset.UTC,
            () -> LocalDate.of(2026, 3, 2),
            "alice"::equals,
            new Failures(window, told::add));
  }

  @AfterEach
  void close() {
    alice.close();
    others.close();
    server.close();
    assertEquals(List.of(), told);
  }

  /** As the main window does it. */
  private void update(Update update) {
    String room = model.roomProperty().get();
    if (update.startedOver() && !room.isEmpty()) {
      model.open(room, List.of());
    } else if (update.messages().containsKey(room) || update.outbox().containsKey(room)) {
      model.update(update.messages().getOrDefault(room, List.of()), update.outbox().get(room));
    }
    if (update.rooms() != null) {
      rooms = update.rooms();
    }
    if (update.link() != null) {
      boolean before = online;
      online = update.link() instanceof Link.Online;
      if (online && !before) {
        model.reachable();
      }
    }
  }

  private void connect() {
    alice.session().start();
    window.until("it is online", () -> online);
  }

  private void enter(String room) {
    model.open(room, List.of());
    window.until("the first page", () -> model.olderProperty().get() != Older.LOADING_FIRST);
  }

  private void say(int from, int to) {
    for (int i = from; i < to; i++) {
      others.say("bob", Integer.toString(i), "kitchen");
    }
  }

  private List<String> texts() {
    return model.items().stream().map(TimelineItem::text).toList();
  }

  private void untilTexts(List<String> expected) {
    window.until("it reads " + expected, () -> texts().equals(expected));
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private int unread(String room) {
    return rooms.stream()
        .filter(summary -> summary.room().equals(room))
        .mapToInt(RoomSummary::unread)
        .sum();
  }

  private void attend(boolean now) {
    model.attendingProperty().set(now);
  }

  private void expectNew(String text) {
    assertTrue(model.firstFresh() >= 0, "something is new");
    assertEquals(text, model.items().get(model.firstFresh()).text());
  }

  @Test
  void aRoomOpensWithItsNewestMessages() {
    say(0, 3);
    connect();

    enter("kitchen");

    assertEquals(numbers(0, 3), texts());
    assertEquals(Older.NONE, model.olderProperty().get());
    assertEquals("kitchen", model.roomProperty().get());
    assertEquals(LocalDate.of(2026, 3, 2), model.today());
  }

  @Test
  void aRoomInWhichNobodyHasWrittenIsEmptyAndHasNothingAbove() {
    connect();

    enter("attic");

    assertEquals(List.of(), texts());
    assertEquals(Older.NONE, model.olderProperty().get());
  }

  @Test
  void whatIsSaidComesWithTheNextFrame() {
    connect();
    enter("kitchen");

    say(0, 2);

    untilTexts(numbers(0, 2));
  }

  @Test
  void whatIsWrittenHereIsShownAtOnceAndThenAsEveryones() {
    connect();
    enter("kitchen");

    var _ = alice.session().send("kitchen", "mine");

    untilTexts(List.of("mine"));
    window.until("it has come back", () -> model.items().get(0).posted());
    assertEquals(List.of("mine"), texts());
  }

  @Test
  void olderPagesAreLoadedUpToTheBeginning() {
    say(0, 250);
    connect();
    enter("kitchen");
    assertEquals(numbers(150, 250), texts());
    assertEquals(Older.MORE, model.olderProperty().get());

    model.loadOlder();
    assertEquals(Older.LOADING, model.olderProperty().get());
    model.loadOlder(); // it is on its way already
    untilTexts(numbers(50, 250));
    model.loadOlder();
    untilTexts(numbers(0, 250));

    assertEquals(Older.NONE, model.olderProperty().get());
    model.loadOlder();
    assertEquals(Older.NONE, model.olderProperty().get());
  }

  @Test
  void olderPagesThatCannotBeHadComeWhenTheServerIsBack() {
    say(0, 150);
    connect();
    enter("kitchen");
    int port = server.port();
    server.close();
    window.until("it is offline", () -> !online);

    model.loadOlder();
    window.until("it is told", () -> model.olderProperty().get() == Older.OUT_OF_REACH);
    server = Chatter.server(folder.resolve("server"), port);
    alice.session().tryNow();

    untilTexts(numbers(0, 150));
    assertEquals(Older.NONE, model.olderProperty().get());
  }

  @Test
  void aRoomThatIsNotKnownHereComesWhenTheServerIsBack() {
    connect();
    int port = server.port();
    say(0, 3);
    window.until("it is known that there is something", () -> unread("kitchen") == 3);
    server.close();
    window.until("it is offline", () -> !online);
    enter("attic");
    assertEquals(Older.OUT_OF_REACH, model.olderProperty().get());
    server = Chatter.server(folder.resolve("server"), port);
    others.say("carol", "up here", "attic");

    alice.session().tryNow();

    untilTexts(List.of("up here"));
    window.until("all is there", () -> model.olderProperty().get() == Older.NONE);
  }

  @Test
  void aPageOfARoomThatWasLeftIsIgnored() {
    say(0, 3);
    others.say("carol", "up here", "attic");
    connect();
    model.open("kitchen", List.of());
    window.untilHanded();

    model.open("attic", List.of());
    assertEquals(Older.LOADING_FIRST, model.olderProperty().get());

    untilTexts(List.of("up here"));
    window.run();
    assertEquals(List.of("up here"), texts());
  }

  @Test
  void anOlderPageOfARoomThatWasLeftIsIgnored() {
    say(0, 150);
    connect();
    enter("kitchen");
    model.loadOlder();
    window.untilHanded();

    model.open("attic", List.of());
    window.until("the first page", () -> model.olderProperty().get() != Older.LOADING_FIRST);

    assertEquals(List.of(), texts());
    assertEquals(Older.NONE, model.olderProperty().get());
  }

  @Test
  void whatComesBeforeTheFirstPageStandsAfterIt() {
    say(0, 2);
    connect();
    model.open("kitchen", List.of());
    List<Message> early = List.of(said("carol", "early"));

    model.update(early, null);
    assertEquals(List.of(), texts());

    untilTexts(List.of("0", "1", "early"));
  }

  @Test
  void whoeverAttendsReadsWhatComes() {
    connect();
    enter("kitchen");
    attend(true);

    say(0, 2);
    untilTexts(numbers(0, 2));

    window.until("nothing is unread", () -> rooms.size() > 0 && unread("kitchen") == 0);
    assertEquals(-1, model.firstFresh(), "what comes before one's eyes is not new");
    assertEquals(0, model.belowProperty().get());
  }

  @Test
  void whatComesWhileOneLooksIsNotNewEvenIfAllWasReadBefore() {
    say(0, 1);
    connect();
    enter("kitchen");
    attend(true);
    window.until("nothing is unread", () -> unread("kitchen") == 0);
    enter("kitchen");

    say(1, 2);
    untilTexts(numbers(0, 2));

    assertEquals(-1, model.firstFresh());
  }

  @Test
  void whatComesWhileOneIsAwayIsUnreadAndNew() {
    say(0, 1);
    connect();
    enter("kitchen");
    attend(true);
    attend(false);

    say(1, 3);
    untilTexts(numbers(0, 3));

    window.until("it is unread", () -> unread("kitchen") == 2);
    expectNew("1");
    attend(true);
    window.until("it is read", () -> unread("kitchen") == 0);
    expectNew("1");
  }

  @Test
  void theNewBeginsAnewWhenOneGoesAwayOnceMore() {
    say(0, 1);
    connect();
    enter("kitchen");
    attend(true);
    attend(false);
    say(1, 2);
    untilTexts(numbers(0, 2));
    attend(true);
    attend(false);

    say(2, 3);
    untilTexts(numbers(0, 3));

    expectNew("2");
  }

  @Test
  void whoeverReadsFurtherUpIsToldHowManyCameBelow() {
    say(0, 1);
    connect();
    enter("kitchen");
    attend(true);
    model.atBottomProperty().set(false);

    say(1, 4);
    others.say("alice", "from my phone", "kitchen");
    window.until("all is there", () -> texts().size() == 5);

    assertEquals(3, model.belowProperty().get());
    window.until("it is unread", () -> unread("kitchen") == 3);
    model.atBottomProperty().set(true);
    assertEquals(0, model.belowProperty().get());
    window.until("it is read", () -> unread("kitchen") == 0);
  }

  @Test
  void openingAnotherRoomForgetsWhatCameBelow() {
    connect();
    enter("kitchen");
    model.atBottomProperty().set(false);
    say(0, 1);
    window.until("it came", () -> model.belowProperty().get() == 1);

    model.open("attic", List.of());

    assertEquals(0, model.belowProperty().get());
  }

  @Test
  void writingOneselfTakesTheDividerAway() {
    say(0, 1);
    connect();
    enter("kitchen");
    attend(true);
    attend(false);
    say(1, 2);
    untilTexts(numbers(0, 2));
    expectNew("1");

    var _ = alice.session().send("kitchen", "mine");
    untilTexts(List.of("0", "1", "mine"));

    assertEquals(-1, model.firstFresh());
  }

  @Test
  void allCanBeReadWithoutLookingAtIt() {
    say(0, 1);
    connect();
    enter("kitchen");
    say(1, 3);
    untilTexts(numbers(0, 3));
    window.until("it is unread", () -> unread("kitchen") == 2);

    model.markAllRead();

    assertEquals(-1, model.firstFresh());
    window.until("it is read", () -> unread("kitchen") == 0);
  }

  @Test
  void aMessageThatWasWrittenOfflineCanBeDeleted() {
    connect();
    enter("kitchen");
    server.close();
    window.until("it is offline", () -> !online);
    var _ = alice.session().send("kitchen", "mine");
    untilTexts(List.of("mine"));

    model.discard(model.items().getFirst().id());

    untilTexts(List.of());
  }

  @Test
  void whatHasNotFailedIsNotSentAgain() {
    connect();
    enter("kitchen");
    server.close();
    window.until("it is offline", () -> !online);
    var _ = alice.session().send("kitchen", "mine");
    untilTexts(List.of("mine"));

    model.retry(model.items().getFirst().id());

    window.until("it is told", () -> !told.isEmpty());
    assertInstanceOf(SessionException.class, told.removeFirst());
    assertEquals(List.of("mine"), texts());
  }

  @Test
  void whatWasLetGoCanBeHadAgain() {
    connect();
    enter("kitchen");
    List<Message> flood =
        IntStream.rangeClosed(0, Timeline.ROWS_MAX)
            .mapToObj(i -> said("bob", "m" + i, NOON))
            .toList();
    model.update(flood.subList(0, 1), null);
    assertEquals(Older.NONE, model.olderProperty().get());

    model.update(flood.subList(1, flood.size()), null);

    assertEquals(Older.MORE, model.olderProperty().get());
    assertTrue(model.items().size() < Timeline.ROWS_MAX);
  }
}
