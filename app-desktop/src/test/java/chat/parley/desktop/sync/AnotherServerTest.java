package chat.parley.desktop.sync;

import static chat.parley.desktop.testing.Futures.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.testing.Await;
import chat.parley.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same address is another server today, or the same one with an older log. */
class AnotherServerTest {
  private static final String KITCHEN = "kitchen";

  @TempDir private Path folder;
  private Server server;
  private int port;

  @BeforeEach
  void start() {
    server = Servers.start(folder.resolve("ours"), 0);
    port = server.port();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Person alice() {
    return Person.opens(folder, "alice", port);
  }

  private void serve(String data) {
    server.close();
    server = Servers.start(folder.resolve(data), port);
  }

  private void writeElsewhere(String data, String text) {
    try (Server other = Servers.start(folder.resolve(data), 0);
        Person carol = Person.opens(folder.resolve("elsewhere"), "carol", other.port())) {
      carol.sees.awaitOnline();
      carol.writes(KITCHEN, text);
      carol.sees.awaitTexts(KITCHEN, List.of(text));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static boolean isStranded(List<OutboxEntry> entries) {
    return entries.size() == 1
        && entries.getFirst().state() == OutboxEntry.State.FAILED
        && OutboxEntry.ANOTHER_SERVER.equals(entries.getFirst().problem());
  }

  /** What alice wrote for our server while it was away; then she closes the app. */
  private void writeWhileAway(String... seen) {
    try (Person alice = alice()) {
      alice.sees.awaitOnline();
      for (String text : seen) {
        alice.writes(KITCHEN, text);
      }
      alice.sees.awaitTexts(KITCHEN, List.of(seen));
      alice.sees.awaitOutbox(KITCHEN, List::isEmpty);
    }
    server.close();
    try (Person alice = alice()) {
      alice.writes(KITCHEN, "only for friends");
    }
  }

  @Test
  void doesNotGetWhatWasWrittenForTheFirst() {
    writeWhileAway("hello");
    writeElsewhere("theirs", "we are others");
    serve("theirs");
    try (Person alice = alice()) {
      alice.sees.awaitOnline();
      alice.sees.awaitOutbox(KITCHEN, AnotherServerTest::isStranded);

      assertEquals(1, alice.sees.timesStartedOver());
      assertEquals(1, alice.sees.room(KITCHEN).failed());
      assertEquals(
          List.of("we are others"),
          Await.result(alice.session.newest(KITCHEN, 10)).messages().stream()
              .map(message -> message.text())
              .toList());
      OutboxEntry stranded = alice.sees.outbox(KITCHEN).getFirst();
      done(alice.session.retry(stranded.id()));
      alice.sees.awaitTexts(KITCHEN, List.of("only for friends"));
      alice.sees.awaitOutbox(KITCHEN, List::isEmpty);
    }
  }

  @Test
  void doesNotGetItEvenIfNothingIsKnownOfTheFirstButItsPlace() {
    writeWhileAway();
    serve("theirs");
    try (Person alice = alice()) {
      alice.sees.awaitOutbox(KITCHEN, AnotherServerTest::isStranded);
      OutboxEntry stranded = alice.sees.outbox(KITCHEN).getFirst();
      done(alice.session.discard(stranded.id()));
      assertEquals(List.of(), alice.sees.outbox(KITCHEN));
    }
  }

  @Test
  void doesNotGetItWhenItComesWhileTheAppIsOpen() {
    try (Person alice = alice()) {
      alice.sees.awaitOnline();
      alice.writes(KITCHEN, "hello");
      alice.sees.awaitTexts(KITCHEN, List.of("hello"));
      alice.sees.awaitOutbox(KITCHEN, List::isEmpty);
      server.close();
      alice.sees.awaitLink("offline", link -> link instanceof Link.Offline);
      alice.writes(KITCHEN, "only for friends");
      serve("theirs");
      alice.session.tryNow();

      alice.sees.awaitOutbox(KITCHEN, AnotherServerTest::isStranded);
      alice.sees.awaitOnline();
    }
  }

  @Test
  void theSameServerThatWasEmptyIsRecognised() {
    writeWhileAway();
    serve("ours");
    try (Person alice = alice()) {
      alice.sees.awaitTexts(KITCHEN, List.of("only for friends"));
      alice.sees.awaitOutbox(KITCHEN, List::isEmpty);
      assertEquals(0, alice.sees.timesStartedOver());
    }
  }

  @Test
  void theSameServerThatWasEmptyAndIsNoMoreIsRecognised() {
    writeWhileAway();
    writeElsewhere("ours", "news");
    serve("ours");
    try (Person alice = alice()) {
      alice.sees.awaitTexts(KITCHEN, List.of("news", "only for friends"));
      assertEquals(0, alice.sees.timesStartedOver());
    }
  }

  @Test
  void theSameServerSetBackToAnEarlierLogIsStartedOverWith() throws IOException {
    try (Person alice = alice()) {
      alice.sees.awaitOnline();
      alice.writes(KITCHEN, "old");
      alice.sees.awaitOutbox(KITCHEN, List::isEmpty);
      alice.sees.awaitTexts(KITCHEN, List.of("old"));
    }
    server.close();
    copy(folder.resolve("ours"), folder.resolve("backup"));
    server = Servers.start(folder.resolve("ours"), port);
    writeWhileAway("lost by the backup");
    serve("backup");
    try (Person alice = alice()) {
      alice.sees.awaitOutbox(KITCHEN, AnotherServerTest::isStranded);
      assertEquals(1, alice.sees.timesStartedOver());
      assertTrue(alice.sees.room(KITCHEN).newest() != null);
    }
  }
}
