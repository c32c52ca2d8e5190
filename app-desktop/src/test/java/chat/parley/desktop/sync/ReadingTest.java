package chat.parley.desktop.sync;

import static chat.parley.desktop.testing.Futures.done;
import static chat.parley.desktop.testing.Futures.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.Page;
import chat.parley.desktop.testing.Await;
import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import chat.parley.server.Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms, unread counts and pages, in sessions with a real server. */
class ReadingTest {
  private static final String KITCHEN = "kitchen";
  private static final String ATTIC = "attic";

  @TempDir private Path folder;
  private Server server;

  @BeforeEach
  void start() {
    server = Servers.start(folder.resolve("server"), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Person opens(String name) {
    Person person = Person.opens(folder, name, server.port());
    person.sees.awaitOnline();
    return person;
  }

  private static List<String> texts(Page page) {
    return page.messages().stream().map(Message::text).toList();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static UUID last(Person person, String room) {
    return person.sees.messages(room).getLast().id();
  }

  @Test
  void unreadCountsTheMessagesOfOthersAfterThePlaceReadUpTo() {
    try (Person alice = opens("alice");
        Person bob = opens("bob")) {
      Stream.of("a", "b", "c").forEach(text -> bob.writes(KITCHEN, text));
      alice.sees.awaitTexts(KITCHEN, List.of("a", "b", "c"));
      Await.until("three unread", () -> alice.sees.room(KITCHEN).unread() == 3);
      List<Message> messages = alice.sees.messages(KITCHEN);

      done(alice.session.markRead(KITCHEN, messages.get(1).id()));
      assertEquals(1, alice.sees.room(KITCHEN).unread());
      assertEquals(messages.get(1).id(), Await.result(alice.session.newest(KITCHEN, 5)).lastRead());
      done(alice.session.markRead(KITCHEN, messages.get(0).id()));
      assertEquals(1, alice.sees.room(KITCHEN).unread());
      alice.writes(KITCHEN, "mine");
      alice.sees.awaitTexts(KITCHEN, List.of("a", "b", "c", "mine"));
      assertEquals(1, alice.sees.room(KITCHEN).unread());
      done(alice.session.markRead(KITCHEN, last(alice, KITCHEN)));
      assertEquals(0, alice.sees.room(KITCHEN).unread());
      Await.until("bob has one", () -> bob.sees.room(KITCHEN).unread() == 1);
    }
  }

  @Test
  void whatWasSaidBeforeOneComesIsNotUnread() {
    try (Person bob = opens("bob")) {
      bob.writes(KITCHEN, "long ago");
      bob.sees.awaitOutbox(KITCHEN, List::isEmpty);
      bob.sees.awaitTexts(KITCHEN, List.of("long ago"));
    }
    try (Person alice = opens("alice")) {
      assertEquals(0, alice.sees.room(KITCHEN).unread());
      Page page = Await.result(alice.session.newest(KITCHEN, 5));
      assertEquals(List.of("long ago"), texts(page));
      assertEquals(page.messages().getFirst().id(), page.lastRead());
      assertFalse(page.more());
    }
  }

  @Test
  void theRoomWithTheNewestActivityIsFirst() {
    try (Person alice = opens("alice");
        Person bob = opens("bob")) {
      done(alice.session.openRoom("quiet"));
      bob.writes(KITCHEN, "1");
      alice.sees.awaitTexts(KITCHEN, List.of("1"));
      bob.writes(ATTIC, "2");
      alice.sees.awaitTexts(ATTIC, List.of("2"));
      assertEquals(
          List.of(ATTIC, KITCHEN, "quiet"),
          alice.sees.rooms().stream().map(room -> room.room()).toList());
      assertNull(alice.sees.room("quiet").lastActivity());
    }
    try (Person carol = opens("carol")) {
      assertEquals(
          List.of(ATTIC, KITCHEN), carol.sees.rooms().stream().map(room -> room.room()).toList());
    }
  }

  /** Somebody has written so many messages. */
  private void fill(int count) {
    URI address = URI.create("http://127.0.0.1:" + server.port());
    try (ServerApi api = new ServerApi(address, System::nanoTime)) {
      for (int i = 0; i < count; i++) {
        Timestamp now = new Timestamp(0);
        String text = Integer.toString(i);
        var _ =
            Await.result(
                api.send(
                    new OutboxEntry(
                        new UUID(4, i),
                        KITCHEN,
                        "alice",
                        text,
                        now,
                        OutboxEntry.State.SENDING,
                        null,
                        null)));
      }
    }
  }

  @Test
  void onePagesUpThroughAThousandMessages() {
    fill(1_000);
    try (Person bob = opens("bob")) {
      Page page = Await.result(bob.session.newest(KITCHEN, 60));
      List<String> read = new ArrayList<>(texts(page));
      assertEquals(numbers(940, 1_000), read);
      while (page.more()) {
        page = Await.result(bob.session.before(KITCHEN, page.messages().getFirst().id(), 60));
        read.addAll(0, texts(page));
      }
      assertEquals(numbers(0, 1_000), read);
    }
    server.close();
    try (Person bob = Person.opens(folder, "bob", server.port())) {
      Page page = Await.result(bob.session.newest(KITCHEN, 2_000));
      assertEquals(numbers(0, 1_000), texts(page));
      assertFalse(page.more());
    }
  }

  @Test
  void whatIsNotKnownHereCannotBeHadOffline() {
    fill(130);
    try (Person bob = opens("bob")) {
      Page page = Await.result(bob.session.newest(KITCHEN, 1_000));
      assertEquals(numbers(30, 130), texts(page));
      assertTrue(page.more());
      server.close();
      bob.sees.awaitLink("offline", link -> link instanceof Link.Offline);

      SessionException offline =
          assertInstanceOf(
              SessionException.class,
              failure(bob.session.before(KITCHEN, page.messages().getFirst().id(), 50)));
      assertEquals(SessionException.Kind.OFFLINE, offline.kind());
      assertEquals(
          new Page(List.of(), true, null), Await.result(bob.session.newest("unheard-of", 5)));
    }
  }

  @Test
  void aMessageThatNobodyKnowsHasNothingBeforeIt() {
    try (Person alice = opens("alice")) {
      SessionException unknown =
          assertInstanceOf(
              SessionException.class, failure(alice.session.before(KITCHEN, new UUID(1, 2), 50)));
      assertEquals(SessionException.Kind.UNKNOWN, unknown.kind());
    }
  }
}
