package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.Page;
import chat.parley.desktop.replica.ReplicaException;
import chat.parley.desktop.testing.Await;
import chat.parley.model.ErrorCode;
import chat.parley.model.Message;
import chat.parley.model.Refusal;
import chat.parley.model.SenderName;
import chat.parley.server.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions with a real server. */
class ChatSessionTest {
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

  private static Throwable failure(CompletableFuture<?> future) {
    Await.until("it ends", future::isDone);
    assertTrue(future.isCompletedExceptionally(), "it should have failed");
    return Objects.requireNonNull(CallFailure.cause(future.exceptionNow()));
  }

  private static void done(CompletableFuture<Void> future) {
    Await.until("it is done", future::isDone);
    assertFalse(future.isCompletedExceptionally(), future.toString());
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
  void twoPeopleTalk() {
    try (Person alice = opens("alice");
        Person bob = opens("bob")) {
      alice.writes(KITCHEN, "Is there coffee?");
      bob.sees.awaitTexts(KITCHEN, List.of("Is there coffee?"));
      bob.writes(KITCHEN, "Yes");

      alice.sees.awaitTexts(KITCHEN, List.of("Is there coffee?", "Yes"));
      alice.sees.awaitOutbox(KITCHEN, List::isEmpty);
      bob.sees.awaitOutbox(KITCHEN, List::isEmpty);
      assertEquals(
          List.of("Is there coffee?", "Yes"),
          texts(Await.result(alice.session.newest(KITCHEN, 10))));
    }
  }

  @Test
  void whatIsOnDiskIsToldBeforeAnythingElse() {
    try (Person alice = opens("alice")) {
      alice.writes(KITCHEN, "Hello");
      alice.sees.awaitTexts(KITCHEN, List.of("Hello"));
      alice.sees.awaitOutbox(KITCHEN, List::isEmpty);
    }
    try (Person alice = opens("alice")) {
      List<String> calls = alice.sees.calls();
      assertTrue(calls.indexOf("rooms") < calls.indexOf("link Online"), calls.toString());
      assertEquals(List.of("rooms", "link Connecting"), calls.subList(0, 2));
      Message newest = alice.sees.room(KITCHEN).newest();
      assertNotNull(newest);
      assertEquals("Hello", newest.text());
    }
  }

  @Test
  void whatIsWrittenIsOnDiskWhenSendCompletesAndIsSentAfterARestart() {
    int port = server.port();
    opens("alice").close();
    server.close();
    try (Person alice = Person.opens(folder, "alice", port)) {
      alice.writes(KITCHEN, "first");
      alice.writes(ATTIC, "elsewhere");
      alice.writes(KITCHEN, "second");
    }
    server = Servers.start(folder.resolve("server"), port);
    try (Person alice = opens("alice")) {
      alice.sees.awaitTexts(KITCHEN, List.of("first", "second"));
      alice.sees.awaitTexts(ATTIC, List.of("elsewhere"));
      alice.sees.awaitOutbox(KITCHEN, List::isEmpty);
    }
  }

  @Test
  void nothingIsLostDoubledOrReorderedWhileTheServerIsAway() {
    int port = server.port();
    try (Person alice = opens("alice");
        Person bob = opens("bob")) {
      alice.writes(KITCHEN, "0");
      bob.sees.awaitTexts(KITCHEN, List.of("0"));
      server.close();
      alice.sees.awaitLink("offline", link -> link instanceof Link.Offline);
      for (int i = 1; i < 20; i++) {
        alice.writes(KITCHEN, Integer.toString(i));
      }
      alice.sees.awaitOutbox(KITCHEN, entries -> entries.size() == 19);
      assertEquals(19, alice.sees.room(KITCHEN).waiting());
      server = Servers.start(folder.resolve("server"), port);
      alice.session.tryNow();
      bob.session.tryNow();

      bob.sees.awaitTexts(KITCHEN, numbers(0, 20));
      alice.sees.awaitTexts(KITCHEN, numbers(0, 20));
      alice.sees.awaitOutbox(KITCHEN, List::isEmpty);
      assertEquals(0, alice.sees.room(KITCHEN).waiting());
      assertEquals(0, alice.sees.timesStartedOver() + bob.sees.timesStartedOver() - 2);
    }
  }

  @Test
  void manyRoomsAtOnceKeepEachTheirOrder() {
    List<String> rooms = IntStream.range(0, 12).mapToObj(i -> "room" + i).toList();
    try (Person alice = opens("alice");
        Person bob = opens("bob")) {
      List<CompletableFuture<OutboxEntry>> sends =
          IntStream.range(0, 20)
              .boxed()
              .flatMap(
                  i -> rooms.stream().map(room -> alice.session.send(room, Integer.toString(i))))
              .toList();
      sends.forEach(Await::result);

      for (String room : rooms) {
        bob.sees.awaitTexts(room, numbers(0, 20));
        alice.sees.awaitTexts(room, numbers(0, 20));
        alice.sees.awaitOutbox(room, List::isEmpty);
      }
    }
  }

  @Test
  void sendRefusesWhatTheServerWould() {
    try (Person alice = opens("alice")) {
      Refusal blank = (Refusal) failure(alice.session.send(KITCHEN, "  \n"));
      Refusal room = (Refusal) failure(alice.session.send("a room", "Hello"));
      assertEquals(ErrorCode.TEXT_INVALID, blank.code());
      assertEquals(ErrorCode.ROOM_NAME_INVALID, room.code());
    }
  }

  @Test
  void nothingIsWrittenForAServerThatWasNeverReached() {
    int port = server.port();
    server.close();
    try (Person alice = Person.opens(folder, "alice", port)) {
      alice.sees.awaitLink("offline", link -> link instanceof Link.Offline);
      ReplicaException refused =
          assertInstanceOf(ReplicaException.class, failure(alice.session.send(KITCHEN, "Hello")));
      assertEquals(ReplicaException.Kind.NEVER_REACHED, refused.kind());
    }
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

  @Test
  void onePagesUpThroughAThousandMessages() {
    try (Person alice = opens("alice")) {
      for (int hundred = 0; hundred < 10; hundred++) {
        IntStream.range(hundred * 100, hundred * 100 + 100)
            .mapToObj(i -> alice.session.send(KITCHEN, Integer.toString(i)))
            .toList()
            .forEach(Await::result);
        alice.sees.awaitOutbox(KITCHEN, List::isEmpty);
      }
      alice.sees.awaitTexts(KITCHEN, numbers(0, 1_000));
    }
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
    try (Person alice = opens("alice")) {
      IntStream.range(0, 130).forEach(i -> alice.writes(KITCHEN, Integer.toString(i)));
      alice.sees.awaitTexts(KITCHEN, numbers(0, 130));
    }
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

  @Test
  void draftsAreKeptOverARestart() {
    try (Person alice = opens("alice")) {
      var _ = alice.session.saveDraft(KITCHEN, "Is the");
      var _ = alice.session.saveDraft(KITCHEN, "Is there");
      var _ = alice.session.saveDraft(ATTIC, "x");
      var _ = alice.session.saveDraft(ATTIC, "");
    }
    try (Person alice = opens("alice")) {
      assertEquals("Is there", Await.result(alice.session.draft(KITCHEN)));
      assertEquals("", Await.result(alice.session.draft(ATTIC)));
    }
  }

  @Test
  void aSecondProgramOfTheSameClientEndsTheFirstUntilItIsAsked() {
    try (Person first = opens("alice");
        Person second = Person.opens(folder.resolve("other"), "alice", server.port())) {
      first.sees.awaitLink("superseded", link -> isStopped(link, Link.Because.SUPERSEDED));
      first.session.tryNow();
      second.sees.awaitLink("superseded", link -> isStopped(link, Link.Because.SUPERSEDED));
      first.sees.awaitOnline();
    }
  }

  private static boolean isStopped(Link link, Link.Because because) {
    return link instanceof Link.Stopped stopped && stopped.because() == because;
  }

  @Test
  void aRenamedPersonWritesUnderTheNewName() {
    try (Person alice = opens("alice")) {
      alice.writes(KITCHEN, "1");
      alice.session.rename(SenderName.of("Alice B."));
      alice.writes(KITCHEN, "2");
      alice.sees.awaitTexts(KITCHEN, List.of("1", "2"));
      assertEquals(
          List.of("alice", "Alice B."),
          alice.sees.messages(KITCHEN).stream().map(Message::sender).toList());
      assertEquals(0, alice.sees.room(KITCHEN).unread());
    }
  }

  @Test
  void closingTakesLessThanTwoSecondsWhileAPollIsHeld() {
    Person alice = opens("alice");
    long begun = System.nanoTime();
    alice.close();
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(taken.compareTo(Duration.ofSeconds(2)) < 0, taken.toString());
  }
}
