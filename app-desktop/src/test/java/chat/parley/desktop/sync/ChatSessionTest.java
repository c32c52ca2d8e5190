package chat.parley.desktop.sync;

import static chat.parley.desktop.testing.Futures.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Talking, in sessions with a real server. */
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

  private static List<String> texts(Page page) {
    return page.messages().stream().map(Message::text).toList();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
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
      assertEquals(0, alice.sees.timesStartedOver() + bob.sees.timesStartedOver());
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
