package chat.parley.desktop.ui.conversation;

import static chat.parley.desktop.ui.conversation.Lines.NOON;
import static chat.parley.desktop.ui.conversation.Lines.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.sync.SessionException;
import chat.parley.desktop.ui.conversation.ConversationViewModel.Older;
import chat.parley.model.Message;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows a room has, and what stands above them. */
class ConversationViewModelTest {
  @TempDir private Path folder;
  private OpenRoom chat;
  private ConversationViewModel model;

  @BeforeEach
  void open() {
    chat = new OpenRoom(folder);
    model = chat.model;
  }

  @AfterEach
  void close() {
    chat.close();
  }

  @Test
  void aRoomOpensWithItsNewestMessages() {
    chat.say(0, 3);
    chat.connect();

    chat.enter("kitchen");

    assertEquals(OpenRoom.numbers(0, 3), chat.texts());
    assertEquals(Older.NONE, model.olderProperty().get());
    assertEquals("kitchen", model.roomProperty().get());
    assertEquals(LocalDate.of(2026, 3, 2), model.today());
  }

  @Test
  void aRoomInWhichNobodyHasWrittenIsEmptyAndHasNothingAbove() {
    chat.connect();

    chat.enter("attic");

    assertEquals(List.of(), chat.texts());
    assertEquals(Older.NONE, model.olderProperty().get());
  }

  @Test
  void whatIsSaidComesWithTheNextFrame() {
    chat.connect();
    chat.enter("kitchen");

    chat.say(0, 2);

    chat.untilTexts(OpenRoom.numbers(0, 2));
  }

  @Test
  void whatIsWrittenHereIsShownAtOnceAndThenAsEveryones() {
    chat.connect();
    chat.enter("kitchen");

    var _ = chat.session().send("kitchen", "mine");

    chat.untilTexts(List.of("mine"));
    chat.window.until("it has come back", () -> model.items().get(0).posted());
    assertEquals(List.of("mine"), chat.texts());
  }

  @Test
  void olderPagesAreLoadedUpToTheBeginning() {
    chat.say(0, 250);
    chat.connect();
    chat.enter("kitchen");
    assertEquals(OpenRoom.numbers(150, 250), chat.texts());
    assertEquals(Older.MORE, model.olderProperty().get());

    model.loadOlder();
    assertEquals(Older.LOADING, model.olderProperty().get());
    model.loadOlder(); // it is on its way already
    chat.untilTexts(OpenRoom.numbers(50, 250));
    model.loadOlder();
    chat.untilTexts(OpenRoom.numbers(0, 250));

    assertEquals(Older.NONE, model.olderProperty().get());
    model.loadOlder();
    assertEquals(Older.NONE, model.olderProperty().get());
  }

  @Test
  void olderPagesThatCannotBeHadComeWhenTheServerIsBack() {
    chat.say(0, 150);
    chat.connect();
    chat.enter("kitchen");
    chat.loseTheServer();

    model.loadOlder();
    chat.window.until("it is told", () -> model.olderProperty().get() == Older.OUT_OF_REACH);
    chat.serveAgain();
    chat.session().tryNow();

    chat.untilTexts(OpenRoom.numbers(0, 150));
    assertEquals(Older.NONE, model.olderProperty().get());
  }

  @Test
  void aRoomThatIsNotKnownHereComesWhenTheServerIsBack() {
    chat.connect();
    chat.say(0, 3);
    chat.untilUnread(3);
    chat.loseTheServer();
    chat.enter("attic");
    assertEquals(Older.OUT_OF_REACH, model.olderProperty().get());
    chat.serveAgain();
    chat.others.say("carol", "up here", "attic");

    chat.session().tryNow();

    chat.untilTexts(List.of("up here"));
    chat.window.until("all is there", () -> model.olderProperty().get() == Older.NONE);
  }

  @Test
  void aPageOfARoomThatWasLeftIsIgnored() {
    chat.say(0, 3);
    chat.others.say("carol", "up here", "attic");
    chat.connect();
    model.open("kitchen", List.of());
    chat.window.untilHanded();

    model.open("attic", List.of());
    assertEquals(Older.LOADING_FIRST, model.olderProperty().get());

    chat.untilTexts(List.of("up here"));
    chat.window.run();
    assertEquals(List.of("up here"), chat.texts());
  }

  @Test
  void anOlderPageOfARoomThatWasLeftIsIgnored() {
    chat.say(0, 150);
    chat.connect();
    chat.enter("kitchen");
    model.loadOlder();
    chat.window.untilHanded();

    model.open("attic", List.of());
    chat.window.until("the first page", () -> model.olderProperty().get() != Older.LOADING_FIRST);

    assertEquals(List.of(), chat.texts());
    assertEquals(Older.NONE, model.olderProperty().get());
  }

  @Test
  void whatComesBeforeTheFirstPageStandsAfterIt() {
    chat.say(0, 2);
    chat.connect();
    model.open("kitchen", List.of());
    List<Message> early = List.of(said("carol", "early"));

    model.update(early, null);
    assertEquals(List.of(), chat.texts());

    chat.untilTexts(List.of("0", "1", "early"));
  }

  @Test
  void aMessageThatWasWrittenOfflineCanBeDeleted() {
    chat.connect();
    chat.enter("kitchen");
    chat.loseTheServer();
    var _ = chat.session().send("kitchen", "mine");
    chat.untilTexts(List.of("mine"));

    model.discard(model.items().getFirst().id());

    chat.untilTexts(List.of());
  }

  @Test
  void whatHasNotFailedIsNotSentAgain() {
    chat.connect();
    chat.enter("kitchen");
    chat.loseTheServer();
    var _ = chat.session().send("kitchen", "mine");
    chat.untilTexts(List.of("mine"));

    model.retry(model.items().getFirst().id());

    chat.window.until("it is told", () -> !chat.told.isEmpty());
    assertInstanceOf(SessionException.class, chat.told.removeFirst());
    assertEquals(List.of("mine"), chat.texts());
  }

  @Test
  void whatWasLetGoCanBeHadAgain() {
    chat.connect();
    chat.enter("kitchen");
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
