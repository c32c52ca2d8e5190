package chat.parley.desktop.replica;

import static chat.parley.desktop.replica.Notebook.ATTIC;
import static chat.parley.desktop.replica.Notebook.KITCHEN;
import static chat.parley.desktop.replica.Notebook.history;
import static chat.parley.desktop.replica.Notebook.message;
import static chat.parley.desktop.replica.Notebook.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Await;
import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stretches of a room: known to be without gaps, and bounded. */
class RoomPagesTest {
  @TempDir private Path folder;
  private Path file;
  private Notebook notebook;

  @BeforeEach
  void open() {
    file = folder.resolve("replica.db");
    notebook = Notebook.visited(file);
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private static List<Message> messages(long from, long to, String room) {
    return LongStream.range(from, to).mapToObj(i -> message(i, room)).toList();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static RoomFacts listed(String room, long count, long time) {
    return new RoomFacts(room, count, new Timestamp(time));
  }

  @Test
  void aRoomThatAppearsWithItsFirstMessageIsWhole() {
    notebook.polls("c1", message(1, KITCHEN));
    Page page = notebook.newest(KITCHEN, 10);
    assertFalse(page.more());
    assertNull(page.lastRead());
  }

  @Test
  void aRoomKnownFromTheListOnlyHasMoreOnTheServer() {
    notebook.startsOver(
        new Snapshot("c0", List.of(listed(KITCHEN, 40, 40), listed(ATTIC, 2, 2)), List.of()));
    assertEquals(Optional.empty(), Await.result(notebook.server.newest(KITCHEN, 10)));
    notebook.polls("c1", message(41, KITCHEN));

    Page page = notebook.newest(KITCHEN, 10);
    assertEquals(List.of("41"), texts(page));
    assertTrue(page.more());
    assertEquals(
        Optional.empty(),
        Await.result(notebook.server.before(KITCHEN, message(41, KITCHEN).id(), 10)));
    assertEquals(1, notebook.room(KITCHEN).unread());
  }

  @Test
  void olderPagesComeBeforeWhatIsThere() {
    notebook.startsOver(
        new Snapshot(
            "c0",
            List.of(listed(KITCHEN, 30, 29)),
            List.of(new Snapshot.RoomPage(KITCHEN, messages(20, 30, KITCHEN), false))));
    UUID oldest = message(20, KITCHEN).id();
    Page older =
        Await.result(
            notebook.server.storeOlder(
                oldest, history(KITCHEN, "x", true, messages(10, 20, KITCHEN))));
    assertEquals(numbers(10, 20), texts(older));
    assertTrue(older.more());
    // The same page a second time, and a longer one from the same message.
    var _ =
        Await.result(
            notebook.server.storeOlder(
                oldest, history(KITCHEN, "x", true, messages(10, 20, KITCHEN))));
    var _ =
        Await.result(
            notebook.server.storeOlder(
                oldest, history(KITCHEN, "x", false, messages(0, 20, KITCHEN))));
    notebook.polls("c1", message(30, KITCHEN));

    assertEquals(numbers(0, 31), notebook.texts(KITCHEN));
    Page middle =
        Await.result(notebook.server.before(KITCHEN, message(15, KITCHEN).id(), 5)).orElseThrow();
    assertEquals(numbers(10, 15), texts(middle));
    Page first =
        Await.result(notebook.server.before(KITCHEN, message(0, KITCHEN).id(), 5)).orElseThrow();
    assertEquals(new Page(List.of(), false, message(29, KITCHEN).id()), first);
    assertEquals(1, notebook.room(KITCHEN).unread());
  }

  @Test
  void aPageReadAtAnotherPlaceIsShownAndNotStored() {
    notebook.startsOver(new Snapshot("c0", List.of(listed(KITCHEN, 30, 29)), List.of()));
    List<Message> newest = messages(20, 30, KITCHEN);
    Page page =
        Await.result(notebook.server.storeNewest(history(KITCHEN, "elsewhere", true, newest)));
    assertEquals(numbers(20, 30), texts(page));
    assertFalse(page.kept(), "what the polls bring may belong before it");
    assertEquals(Optional.empty(), Await.result(notebook.server.newest(KITCHEN, 10)));

    var _ = Await.result(notebook.server.storeNewest(history(KITCHEN, "c0", true, newest)));
    assertEquals(numbers(20, 30), notebook.texts(KITCHEN));
    assertEquals(0, notebook.room(KITCHEN).unread());
  }

  @Test
  void aPageThatAPollOvertookDoesNotHideWhatThePollBrought() {
    notebook.startsOver(new Snapshot("c0", List.of(listed(KITCHEN, 30, 29)), List.of()));
    notebook.polls("c1", message(30, KITCHEN));
    Page page =
        Await.result(
            notebook.server.storeNewest(history(KITCHEN, "c0", true, messages(20, 30, KITCHEN))));
    assertEquals(List.of("30"), texts(page));
    assertTrue(page.more());
  }

  @Test
  void onlyTheNewestMessagesOfARoomAreKept() {
    notebook.close();
    notebook = Notebook.open(file, 100);
    for (int i = 0; i < 5; i++) {
      notebook.polls("c" + i, messages(i * 40L, i * 40L + 40, KITCHEN).toArray(new Message[0]));
    }
    assertEquals(numbers(100, 200), notebook.texts(KITCHEN));
    Page page = notebook.newest(KITCHEN, 200);
    assertTrue(page.more(), "the trimmed ones are on the server");

    var _ =
        Await.result(
            notebook.server.storeOlder(
                message(100, KITCHEN).id(),
                history(KITCHEN, "x", true, messages(50, 100, KITCHEN))));
    assertEquals(numbers(100, 200), notebook.texts(KITCHEN), "older ones are shown, not kept");
  }

  @Test
  void aRoomThatIsTooLargeAtTheStartIsTrimmedInSteps() {
    for (int i = 0; i < 10; i++) {
      notebook.polls("c" + i, messages(i * 500L, i * 500L + 500, KITCHEN).toArray(new Message[0]));
    }
    notebook.close();
    notebook = Notebook.open(file, 100);
    assertTrue(Await.result(notebook.server.trim()));
    assertTrue(Await.result(notebook.server.trim()));
    assertFalse(Await.result(notebook.server.trim()));
    assertEquals(numbers(4_900, 5_000), notebook.texts(KITCHEN));
  }
}
