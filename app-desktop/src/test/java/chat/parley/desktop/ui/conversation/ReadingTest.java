package chat.parley.desktop.ui.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is unread and new in the room that is open, by where a person looks. */
class ReadingTest {
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
  void whoeverAttendsReadsWhatComes() {
    chat.connect();
    chat.enter("kitchen");
    chat.attend(true);

    chat.say(0, 2);
    chat.untilTexts(OpenRoom.numbers(0, 2));

    chat.untilUnread(0);
    assertEquals(-1, model.firstFresh(), "what comes before one's eyes is not new");
    assertEquals(0, model.belowProperty().get());
  }

  @Test
  void whatComesWhileOneLooksIsNotNewEvenIfAllWasReadBefore() {
    chat.say(0, 1);
    chat.connect();
    chat.enter("kitchen");
    chat.attend(true);
    chat.untilUnread(0);
    chat.enter("kitchen");

    chat.say(1, 2);
    chat.untilTexts(OpenRoom.numbers(0, 2));

    assertEquals(-1, model.firstFresh());
  }

  @Test
  void whatComesWhileOneIsAwayIsUnreadAndNew() {
    chat.say(0, 1);
    chat.connect();
    chat.enter("kitchen");
    chat.attend(true);
    chat.attend(false);

    chat.say(1, 3);
    chat.untilTexts(OpenRoom.numbers(0, 3));

    chat.untilUnread(2);
    chat.expectNew("1");
    chat.attend(true);
    chat.untilUnread(0);
    chat.expectNew("1");
  }

  @Test
  void theNewBeginsAnewWhenOneGoesAwayOnceMore() {
    chat.say(0, 1);
    chat.connect();
    chat.enter("kitchen");
    chat.attend(true);
    chat.attend(false);
    chat.say(1, 2);
    chat.untilTexts(OpenRoom.numbers(0, 2));
    chat.attend(true);
    chat.attend(false);

    chat.say(2, 3);
    chat.untilTexts(OpenRoom.numbers(0, 3));

    chat.expectNew("2");
  }

  @Test
  void whoeverReadsFurtherUpIsToldHowManyCameBelow() {
    chat.say(0, 1);
    chat.connect();
    chat.enter("kitchen");
    chat.attend(true);
    model.atBottomProperty().set(false);

    chat.say(1, 4);
    chat.others.say("alice", "from my phone", "kitchen");
    chat.window.until("all is there", () -> chat.texts().size() == 5);

    assertEquals(3, model.belowProperty().get());
    chat.untilUnread(3);
    model.atBottomProperty().set(true);
    assertEquals(0, model.belowProperty().get());
    chat.untilUnread(0);
  }

  @Test
  void openingAnotherRoomForgetsWhatCameBelow() {
    chat.connect();
    chat.enter("kitchen");
    model.atBottomProperty().set(false);
    chat.say(0, 1);
    chat.window.until("it came", () -> model.belowProperty().get() == 1);

    model.open("attic", List.of());

    assertEquals(0, model.belowProperty().get());
  }

  @Test
  void writingOneselfTakesTheDividerAway() {
    chat.say(0, 1);
    chat.connect();
    chat.enter("kitchen");
    chat.attend(true);
    chat.attend(false);
    chat.say(1, 2);
    chat.untilTexts(OpenRoom.numbers(0, 2));
    chat.expectNew("1");

    var _ = chat.session().send("kitchen", "mine");
    chat.untilTexts(List.of("0", "1", "mine"));

    assertEquals(-1, model.firstFresh());
  }

  @Test
  void allCanBeReadWithoutLookingAtIt() {
    chat.say(0, 1);
    chat.connect();
    chat.enter("kitchen");
    chat.say(1, 3);
    chat.untilTexts(OpenRoom.numbers(0, 3));
    chat.untilUnread(2);

    model.markAllRead();

    assertEquals(-1, model.firstFresh());
    chat.untilUnread(0);
  }
}
