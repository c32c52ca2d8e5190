package chat.parley.desktop.replica;

import static chat.parley.desktop.replica.Notebook.ATTIC;
import static chat.parley.desktop.replica.Notebook.KITCHEN;
import static chat.parley.desktop.replica.Notebook.message;
import static chat.parley.desktop.replica.Notebook.texts;
import static chat.parley.desktop.testing.Futures.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Await;
import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server said, in a real file. */
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

  private static RoomFacts listed(String room, long count, long time) {
    return new RoomFacts(room, count, new Timestamp(time));
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
            new PollReply(Arrays.asList(twice, broken, null), "success", false, "c2", null, null),
            Notebook.LIMIT);
    Await.until("it ends", failing::isDone);

    assertTrue(failing.isCompletedExceptionally());
    assertEquals("c1", cursor());
    assertEquals(List.of("1"), notebook.texts(KITCHEN));
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
    var _ =
        Await.result(
            other.apply(Notebook.reply("o1", message(1, KITCHEN), message(2, KITCHEN)), 500));
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
