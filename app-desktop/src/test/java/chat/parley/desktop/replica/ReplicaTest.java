package chat.parley.desktop.replica;

import static chat.parley.desktop.replica.Notebook.ATTIC;
import static chat.parley.desktop.replica.Notebook.KITCHEN;
import static chat.parley.desktop.replica.Notebook.done;
import static chat.parley.desktop.replica.Notebook.history;
import static chat.parley.desktop.replica.Notebook.message;
import static chat.parley.desktop.replica.Notebook.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Await;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import chat.parley.model.Timestamp;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms and messages in a real file. */
class ReplicaTest {
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

  private void reopen() {
    notebook.close();
    notebook = Notebook.open(file);
  }

  private String cursor() {
    return String.valueOf(Await.result(notebook.server.begin()).cursor());
  }

  private static List<Message> messages(long from, long to, String room) {
    return LongStream.range(from, to).mapToObj(i -> message(i, room)).toList();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static Replies.Room listed(String room, long count, long time) {
    return new Replies.Room(room, count, new Timestamp(time));
  }

  @Test
  void keepsMessagesAndTheCursorThatBroughtThemOverARestart() {
    notebook.polls("c1", message(1, KITCHEN), message(2, ATTIC), message(3, KITCHEN));
    reopen();

    assertEquals("c1", cursor());
    assertEquals(List.of("1", "3"), notebook.texts(KITCHEN));
    assertEquals(List.of("2"), notebook.texts(ATTIC));
  }

  @Test
  void aReplyThatComesTwiceIsTakenOnce() {
    notebook.polls("c1", message(1, KITCHEN), message(2, KITCHEN));
    int told = notebook.told.size();
    notebook.polls("c2", message(1, KITCHEN), message(2, KITCHEN), message(3, KITCHEN));

    assertEquals(List.of("1", "2", "3"), notebook.texts(KITCHEN));
    assertEquals(
        List.of("3"),
        notebook.told.get(told).arrived().getOrDefault(KITCHEN, List.of()).stream()
            .map(Message::text)
            .toList());
    assertEquals(3, notebook.room(KITCHEN).unread());
  }

  @Test
  void aReplyThatCannotBeStoredLeavesNothing() {
    notebook.polls("c1", message(1, KITCHEN));
    Message broken = new Message(new UUID(7, 7), "bob", "x", new Timestamp(1), "broken\0room");
    Message twice = new Message(new UUID(7, 8), "bob", "y", new Timestamp(1), KITCHEN);
    var failing =
        notebook.server.apply(
            new Replies.Poll(
                Arrays.asList(twice, broken, null), "success", false, "c2", null, null),
            Notebook.LIMIT);
    Await.until("it ends", failing::isDone);

    assertTrue(failing.isCompletedExceptionally());
    assertEquals("c1", cursor());
    assertEquals(List.of("1"), notebook.texts(KITCHEN));
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
  void whatTheListCountedIsNotCountedTwice() {
    notebook.startsOver(new Snapshot("c0", List.of(listed(KITCHEN, 40, 40)), List.of()));
    // The list was read after the place: message 40 is in it, and the poll brings it too.
    notebook.polls("c1", message(40, KITCHEN), message(41, KITCHEN), message(42, KITCHEN));

    assertEquals(42, count(KITCHEN));
    assertEquals(new Timestamp(42), notebook.room(KITCHEN).lastActivity());
  }

  @Test
  void aClockSetBackAfterTheListWasReadDoesNotHideMessagesFromTheCount() {
    notebook.startsOver(new Snapshot("c0", List.of(listed(KITCHEN, 40, 40)), List.of()));
    notebook.polls("c1"); // all the list told of has been read
    notebook.polls("c2", message(7, KITCHEN));

    assertEquals(41, count(KITCHEN));
    assertEquals(new Timestamp(7), notebook.room(KITCHEN).lastActivity());
  }

  private long count(String room) {
    notebook.close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement =
            connection.prepareStatement("SELECT message_count FROM rooms WHERE room = ?")) {
      statement.setString(1, room);
      try (var row = statement.executeQuery()) {
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    } finally {
      notebook = Notebook.open(file);
    }
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

  @Test
  void startingOverReplacesRoomsAndKeepsWhatAPersonOpenedOrWrote() {
    notebook.polls("c1", message(1, KITCHEN), message(2, "cellar"));
    done(notebook.server.openRoom("quiet"));
    done(notebook.server.saveDraft(KITCHEN, "half a"));
    var _ = notebook.writes(ATTIC, "written");
    done(
        notebook.server.startOver(
            new Snapshot(
                "d1",
                List.of(listed(KITCHEN, 1, 9)),
                List.of(new Snapshot.RoomPage(KITCHEN, List.of(message(9, KITCHEN)), true))),
            ServerReplica.Because.SET_BACK));

    Changes last = notebook.told.getLast();
    assertTrue(last.startedOver());
    assertEquals(
        List.of(ATTIC, KITCHEN, "quiet"),
        last.rooms().stream().map(room -> room.summary().room()).sorted().toList());
    assertEquals(List.of("9"), notebook.texts(KITCHEN));
    assertEquals("half a", Await.result(notebook.server.draft(KITCHEN)));
    assertEquals("d1", cursor());
    assertEquals(List.of("written WAITING"), notebook.outbox(ATTIC));
  }

  @Test
  void roomsAreInTheOrderOfTheLogNotOfTheirClocks() {
    notebook.startsOver(
        new Snapshot("c0", List.of(listed(KITCHEN, 1, 50), listed(ATTIC, 1, 90)), List.of()));
    assertEquals(List.of(KITCHEN, ATTIC), roomNames());
    notebook.polls("c1", message(3, "cellar"));
    assertEquals(List.of("cellar", KITCHEN, ATTIC), roomNames());
  }

  private List<String> roomNames() {
    return notebook.rooms().stream().map(room -> room.summary().room()).toList();
  }

  @Test
  void thePlaceReadUpToMovesForwardOnly() {
    notebook.polls("c1", message(1, KITCHEN), message(2, KITCHEN), message(3, KITCHEN));
    done(notebook.server.markRead(KITCHEN, message(2, KITCHEN).id()));
    assertEquals(1, notebook.room(KITCHEN).unread());
    done(notebook.server.markRead(KITCHEN, message(1, KITCHEN).id()));
    done(notebook.server.markRead(KITCHEN, new UUID(1, 1)));
    done(notebook.server.markRead("unheard-of", message(3, KITCHEN).id()));
    assertEquals(1, notebook.room(KITCHEN).unread());
    reopen();
    assertEquals(1, notebook.room(KITCHEN).unread());
    Page page = notebook.newest(KITCHEN, 1);
    assertEquals(message(2, KITCHEN).id(), page.lastRead());
  }

  @Test
  void onesOwnMessagesAreNotUnreadHoweverTheNameIsWritten() {
    notebook.polls("c1", message(1, KITCHEN, "Alice", "hi"), message(2, KITCHEN, "bob", "hi"));
    assertEquals(1, notebook.room(KITCHEN).unread());
  }

  @Test
  void serversAreKeptApart() throws Exception {
    notebook.polls("c1", message(1, KITCHEN));
    ServerReplica other = notebook.replica.server("own");
    done(
        other.startOver(
            new Snapshot("o", List.of(), List.of()), ServerReplica.Because.FIRST_VISIT));
    done(other.apply(Notebook.reply("o1", message(1, KITCHEN), message(2, KITCHEN)), 500));
    assertEquals(List.of("1"), notebook.texts(KITCHEN));
    assertEquals(List.of("1", "2"), texts(Await.result(other.newest(KITCHEN, 5)).orElseThrow()));

    done(notebook.replica.name("own", "My own"));
    assertEquals(
        List.of("My own"),
        Await.result(notebook.replica.servers()).stream()
            .filter(server -> server.key().equals("own"))
            .map(KnownServer::name)
            .toList());
    done(notebook.replica.forget("own"));
    assertEquals(
        List.of("http://server"),
        Await.result(notebook.replica.servers()).stream().map(KnownServer::key).toList());
    assertEquals(List.of("1"), notebook.texts(KITCHEN));
  }

  @Test
  void afterClosingNothingIsTaken() {
    notebook.close();
    var late = notebook.server.saveDraft(KITCHEN, "late");
    Await.until("it ends", late::isDone);
    assertTrue(late.isCompletedExceptionally());
  }
}
