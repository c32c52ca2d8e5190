package chat.parley.desktop.replica;

import static chat.parley.desktop.replica.Notebook.ATTIC;
import static chat.parley.desktop.replica.Notebook.KITCHEN;
import static chat.parley.desktop.replica.Notebook.message;
import static chat.parley.desktop.testing.Futures.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Await;
import chat.parley.model.Message;
import chat.parley.model.RoomRole;
import chat.parley.model.Timestamp;
import chat.parley.model.fold.RoomReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens in rooms beside messages, in a real file; this person is alice. */
class NewsTest {
  private static final String SECRET = "~abcdefghijklmnopqrstuvwxyz";
  private static final String WORDS = "the words that nobody should have read";

  @TempDir private Path folder;
  private Notebook notebook;

  @BeforeEach
  void open() {
    notebook = Notebook.visited(folder.resolve("replica.db"));
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private void reopen() {
    notebook.close();
    notebook = Notebook.open(folder.resolve("replica.db"));
  }

  private static RoomNews deleted(Message message) {
    return new RoomNews(RoomNews.DELETE, message.room(), message.id(), null, null, null, null);
  }

  private static RoomNews member(String room, String name, String role) {
    return new RoomNews(RoomNews.MEMBER, room, null, name, role, null, null);
  }

  private static RoomNews named(String room, String title, String topic) {
    return new RoomNews(RoomNews.ROOM, room, null, null, null, title, topic);
  }

  private static RoomFacts secret(String title) {
    return new RoomFacts(SECRET, 3, new Timestamp(3), title, "Tea", "member", null);
  }

  private void isIn(String title) {
    done(notebook.server.listed(List.of(secret(title))));
  }

  private Changes told() {
    return notebook.told.getLast();
  }

  private boolean isOnDisk(String words) throws IOException {
    byte[] wanted = words.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (bytes.contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aDeletedMessageKeepsItsPlaceAndItsWordsAreGoneFromTheDisk() throws IOException {
    Message said = message(2, KITCHEN, "bob", WORDS);
    notebook.polls("c1", message(1, KITCHEN), said, message(3, KITCHEN));
    assertTrue(isOnDisk(WORDS));

    var _ = notebook.hears("c2", deleted(said));

    assertFalse(isOnDisk(WORDS));
    assertEquals(Map.of(KITCHEN, Set.of(said.id())), told().deleted());
    reopen();
    Message kept = notebook.newest(KITCHEN, 10).messages().get(1);
    assertTrue(kept.deleted());
    assertEquals("", kept.text());
    assertEquals("bob", kept.sender());
    assertEquals(2, notebook.room(KITCHEN).unread(), "what is gone is not unread");
  }

  @Test
  void aMessageThatIsBroughtAndDeletedByOneReplyIsNeverThereWithItsWords() throws IOException {
    Message said = message(1, KITCHEN, "bob", WORDS);

    var _ =
        notebook.applies(
            new PollReply(
                List.of(said), "success", false, "c1", null, null, List.of(deleted(said))));

    assertFalse(isOnDisk(WORDS));
    assertTrue(notebook.newest(KITCHEN, 10).messages().getFirst().deleted());
  }

  @Test
  void aMessageThatComesAsDeletedIsKeptAsSuch() {
    Message gone =
        new Message(new UUID(0x7000, 1), "bob", "", new Timestamp(1), KITCHEN, true, true);

    notebook.polls("c1", gone);

    assertEquals(List.of(gone), notebook.newest(KITCHEN, 10).messages());
  }

  @Test
  void theDeletionOfWhatIsNotKnownHereIsToldAllTheSame() {
    var _ = notebook.hears("c1", deleted(message(9, ATTIC)));

    assertEquals(Set.of(ATTIC), told().deleted().keySet());
  }

  @Test
  void guestsAreRememberedAsSuch() {
    Message guests =
        new Message(new UUID(0x7000, 1), "bob", "Hi", new Timestamp(1), KITCHEN, true, false);
    notebook.polls("c1", guests);
    reopen();

    assertTrue(notebook.newest(KITCHEN, 10).messages().getFirst().guest());
  }

  @Test
  void aRoomIsCalledWhatTheListCallsItAlsoAfterARestart() {
    isIn("Surprise");
    reopen();

    RoomSummary room = notebook.room(SECRET);
    assertEquals("Surprise", room.shownName());
    assertTrue(room.isPrivate());
    assertEquals("Tea", room.about().topic());
    assertEquals(RoomRole.MEMBER, room.about().role());
    assertEquals(0, room.unread(), "what was said before one came is not unread");
  }

  @Test
  void aConversationOfTwoIsCalledByTheOther() {
    done(
        notebook.server.listed(
            new RoomFacts(SECRET, 0, new Timestamp(3), null, null, "owner", "Bob")));

    assertEquals("Bob", notebook.room(SECRET).shownName());
    assertTrue(notebook.room(SECRET).isDirect());
  }

  @Test
  void theListOfRoomsDoesNotCountWhatThePollsCount() {
    notebook.polls("c1", message(1, KITCHEN), message(2, KITCHEN));
    done(notebook.server.listed(List.of(new RoomFacts(KITCHEN, 40, new Timestamp(40)))));

    RoomReading reading = notebook.rooms().getFirst().reading();
    assertEquals(new RoomReading(2, new Timestamp(2)), reading);
  }

  @Test
  void aRoomThatIsNamedAnewIsCalledSo() {
    isIn("Surprise");

    assertFalse(notebook.hears("c1", named(SECRET, "No surprise", "Coffee")));

    assertEquals("No surprise", notebook.room(SECRET).shownName());
    assertEquals("Coffee", notebook.room(SECRET).about().topic());
    assertEquals(RoomRole.MEMBER, notebook.room(SECRET).about().role());
  }

  @Test
  void whoComesIntoAPrivateRoomWantsToKnowWhatItIsCalled() {
    assertTrue(notebook.hears("c1", member(SECRET, "Alice", "member")));

    isIn("Surprise");

    assertFalse(notebook.hears("c2", member(SECRET, "Alice", "moderator")));
    assertEquals(RoomRole.MODERATOR, notebook.room(SECRET).about().role());
  }

  @Test
  void whatOthersBecomeIsToldButChangesNothingHere() {
    isIn("Surprise");

    var _ = notebook.hears("c1", member(SECRET, "bob", "none"));

    assertEquals(Set.of(SECRET), told().members());
    assertEquals(RoomRole.MEMBER, notebook.room(SECRET).about().role());
  }

  @Test
  void aRoomThatOneIsTakenOutOfIsForgottenWithItsMessages() throws IOException {
    isIn("Surprise");
    notebook.polls("c1", message(4, SECRET, "bob", WORDS));

    var _ = notebook.hears("c2", member(SECRET, "alice", "none"));

    assertEquals(Set.of(SECRET), told().forgotten());
    assertFalse(isOnDisk(WORDS));
    assertTrue(Await.result(notebook.server.newest(SECRET, 10)).isEmpty());
    assertTrue(notebook.rooms().isEmpty());
  }

  @Test
  void aPrivateRoomThatTheListDoesNotHaveIsForgottenAndAPublicOneIsNot() throws IOException {
    isIn("Surprise");
    notebook.polls("c1", message(4, SECRET, "bob", WORDS), message(1, KITCHEN));

    done(notebook.server.listed(List.of()));

    assertEquals(Set.of(SECRET), told().forgotten());
    assertFalse(isOnDisk(WORDS));
    assertEquals(List.of("1"), notebook.texts(KITCHEN));
    assertEquals("c1", Await.result(notebook.server.begin()).cursor());
  }

  @Test
  void whatWasWrittenForARoomThatIsLeftIsNotLost() {
    isIn("Surprise");
    var _ = notebook.writes(SECRET, "not sent yet");
    notebook.polls("c1", message(4, SECRET));

    done(notebook.server.listed(List.of()));
    done(notebook.server.listed(List.of()));

    assertEquals(Set.of(), told().forgotten(), "it is told once");
    assertEquals("Surprise", notebook.room(SECRET).shownName());
    assertEquals(1, notebook.room(SECRET).waiting());
    assertTrue(Await.result(notebook.server.newest(SECRET, 10)).isEmpty());
  }

  @Test
  void aNewStartForgetsPrivateRoomsThatTheListDoesNotHave() {
    isIn("Surprise");
    done(notebook.server.openRoom(SECRET));

    done(
        notebook.server.startOver(
            new Snapshot("c9", List.of(), List.of()), ServerReplica.Because.SET_BACK));

    assertTrue(notebook.rooms().isEmpty());
  }

  @Test
  void newsOfALaterVersionChangeNothing() {
    var _ = notebook.hears("c1", new RoomNews("parade", KITCHEN, null, null, null, null, null));

    assertEquals("c1", Await.result(notebook.server.begin()).cursor());
  }
}
