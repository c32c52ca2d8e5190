package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.testing.Await;
import chat.parley.desktop.testing.Chance;
import chat.parley.desktop.testing.HandClock;
import chat.parley.model.ClientId;
import chat.parley.model.SenderName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sessions in time that is moved by hand, with a server that does as it is told. */
class SyncLoopTest {
  private static final String KITCHEN = "kitchen";

  @TempDir private Path folder;
  private final HandClock clock = new HandClock();
  private final AtomicInteger looks = new AtomicInteger();
  private Puppet server;
  private Replica replica;
  private Reader sees;
  private ChatSession session;

  @BeforeEach
  void open() throws Exception {
    server = new Puppet();
    replica = Replica.open(folder.resolve("replica.db"), clock);
    session();
  }

  private void session() {
    sees = new Reader();
    session =
        new ChatSession(
            new ServerApi(server.address(), clock),
            replica.server("server"),
            SenderName.of("alice"),
            ClientId.of("alice"),
            sees,
            new Surroundings(
                clock,
                () -> {
                  looks.incrementAndGet();
                  return clock.getAsLong();
                },
                Chance.MOST,
                Duration.ofMillis(2),
                loop -> loop::run));
    session.start();
  }

  @AfterEach
  void close() throws Exception {
    session.close();
    replica.close();
    server.close();
  }

  /** Time passes in small steps, each seen by the loop. */
  private void pass(Duration time) {
    for (long seconds = time.toSeconds(); seconds > 0; seconds--) {
      awaitLooks();
      clock.advance(Duration.ofSeconds(1));
    }
    awaitLooks();
  }

  private void awaitLooks() {
    int seen = looks.get();
    Await.until("the clocks are looked at", () -> looks.get() > seen + 6);
  }

  private Link.Offline offline() {
    sees.awaitLink("offline", link -> link instanceof Link.Offline);
    return assertInstanceOf(Link.Offline.class, sees.link());
  }

  @Test
  void pollsFromTheCursorOfEachReply() {
    Puppet.Held first = server.poll(1);
    assertEquals("c0", first.cursor());
    assertEquals(25, first.seconds());
    first.ok(Puppet.news("c1", "Hello"));
    assertEquals("c1", server.poll(2).cursor());
    sees.awaitTexts(KITCHEN, List.of("Hello"));
    server.poll(2).ok(Puppet.nothing("c2"));
    assertEquals("c2", server.poll(3).cursor());
  }

  @Test
  void aHeldPollIsAbandonedWhenTheComputerWakes() {
    Puppet.Held held = server.poll(1);
    sees.awaitOnline();
    awaitLooks();
    clock.sleep(Duration.ofHours(2));
    server.poll(2).ok(Puppet.news("c1", "meanwhile"));

    sees.awaitTexts(KITCHEN, List.of("meanwhile"));
    assertFalse(held.answer().isDone());
    assertFalse(sees.links().stream().anyMatch(link -> link instanceof Link.Offline));
  }

  @Test
  void aPollThatIsCutWhileHeldIsAskedAgainForHalfAsLongAndThatIsRemembered() {
    server.poll(1);
    pass(Duration.ofSeconds(15));
    server.poll(1).cut();
    assertEquals(12, server.poll(2).seconds());
    assertFalse(sees.links().stream().anyMatch(link -> link instanceof Link.Offline));
    pass(Duration.ofSeconds(12));
    server.poll(2).ok(Puppet.nothing("c0"));
    assertEquals(13, server.poll(3).seconds());

    session.close();
    session();
    assertEquals(13, server.poll(4).seconds());
  }

  @Test
  void aServerThatAnswersAtOnceWithNothingIsAskedEverLessOften() {
    server.poll(1).ok(Puppet.nothing("c0"));
    server.poll(2).ok(Puppet.nothing("c0"));
    awaitLooks();
    assertEquals(2, server.polls());
    pass(Duration.ofSeconds(2));
    server.poll(3).ok(Puppet.nothing("c0"));
    pass(Duration.ofSeconds(2));
    assertEquals(3, server.polls());
    sees.awaitOnline();
  }

  @Test
  void whenTheServerSaysWhenToComeBackItIsNotAskedEarlier() {
    Instant lost = clock.instant();
    server
        .poll(1)
        .ok(
            "{\"messages\":[],\"status\":\"timeout\",\"timeout\":true,\"cursor\":\"c1\",\"retry_after_ms\":4000}");
    Link.Offline offline = offline();
    assertEquals(Link.Why.BUSY, offline.why());
    assertEquals(lost, offline.since());
    assertEquals(lost.plusSeconds(5), offline.nextTry());
    pass(Duration.ofSeconds(4));
    assertEquals(1, server.polls());
    pass(Duration.ofSeconds(1));
    assertEquals("c1", server.poll(2).cursor());
  }

  @Test
  void aPersonMayEndTheWait() {
    server
        .poll(1)
        .answer(
            "HTTP/1.1 503 Busy\r\nRetry-After: 200|{\"status\":\"error\",\"code\":\"overloaded\",\"detail\":\"Full.\"}");
    assertEquals("Full.", offline().detail());
    session.tryNow();
    server.poll(2);
    sees.awaitOnline();
  }

  @Test
  void whoeverWasStoppedStaysSoUntilAPersonAsks() {
    server
        .poll(1)
        .answer(
            "HTTP/1.1 410 Gone|{\"status\":\"error\",\"code\":\"disconnected\",\"detail\":\"Away.\"}");
    sees.awaitLink("stopped", link -> link instanceof Link.Stopped);
    clock.advance(Duration.ofMinutes(1));
    assertEquals(1, server.polls());
    session.tryNow();
    server.poll(2);
    sees.awaitOnline();
  }

  @Test
  void aCursorThatIsRefusedIsReplaced() {
    server.poll(1).ok(Puppet.news("odd", "Hello"));
    server
        .poll(2)
        .answer(
            "HTTP/1.1 422 No|{\"status\":\"error\",\"code\":\"malformed\",\"detail\":\"Odd.\",\"field\":\"cursor\"}");
    assertEquals("c0", server.poll(3).cursor());
    Await.until("it starts over", () -> sees.timesStartedOver() == 2);
  }

  @Test
  void aMessageThatIsRefusedFailsWithTheServersSentenceAndTheNextGoesOut() {
    server.poll(1);
    var first = Await.result(session.send(KITCHEN, "1"));
    var _ = Await.result(session.send(KITCHEN, "2"));
    server
        .send(1)
        .answer(
            "HTTP/1.1 403 No|{\"status\":\"error\",\"code\":\"name_taken\",\"detail\":\"Taken.\"}");
    server.send(2).answer(Puppet.SENT);
    sees.awaitOutbox(
        KITCHEN,
        entries ->
            entries.size() == 2
                && entries.getFirst().state() == OutboxEntry.State.FAILED
                && "Taken.".equals(entries.getFirst().problem())
                && entries.getLast().state() == OutboxEntry.State.SENT);
    var _ = session.retry(first.id());
    server.send(3);
  }

  @Test
  void aMessageIsNotSentAgainEarlierThanTheServerAsked() {
    server.poll(1);
    var _ = Await.result(session.send(KITCHEN, "1"));
    server
        .send(1)
        .answer(
            "HTTP/1.1 503 Full\r\nRetry-After: 3|{\"status\":\"error\",\"code\":\"storage_full\",\"detail\":\"Full.\"}");
    sees.awaitOutbox(KITCHEN, entries -> "Full.".equals(entries.getFirst().problem()));
    var _ = Await.result(session.send("attic", "2"));
    pass(Duration.ofSeconds(3));
    assertEquals(1, server.sends(), "the other room's neither");
    pass(Duration.ofSeconds(2));
    server.send(2);
    server.send(3);
  }

  @Test
  void roomsDoNotWaitForEachOther() {
    server.poll(1);
    var _ = Await.result(session.send(KITCHEN, "1"));
    var _ = Await.result(session.send(KITCHEN, "2"));
    server.send(1);
    var _ = Await.result(session.send("attic", "3"));
    server.send(2);
    awaitLooks();
    assertEquals(2, server.sends());
  }

  @Test
  void afterSleepWhatWasBeingSentIsSentAgain() {
    server.poll(1);
    sees.awaitOnline();
    var _ = Await.result(session.send(KITCHEN, "1"));
    server.send(1);
    awaitLooks();
    clock.sleep(Duration.ofMinutes(5));
    server.send(2).answer(Puppet.SENT);
    sees.awaitOutbox(KITCHEN, entries -> entries.getFirst().state() == OutboxEntry.State.SENT);
  }

  @Test
  void afterASilenceTheServerIsAskedWhoItIsBeforeAnythingIsSent() {
    server.poll(1).ok(Puppet.news("c1", "Hello"));
    server.poll(2);
    sees.awaitTexts(KITCHEN, List.of("Hello"));
    pass(Duration.ofSeconds(6));
    var _ = Await.result(session.send(KITCHEN, "1"));
    server.send(1).answer(Puppet.SENT);
    assertTrue(
        server.requests().stream().anyMatch(request -> request.contains("&after=")),
        () -> server.requests().toString());
  }

  @Test
  void aReplyThatDoesNotFitOnTheDiskIsAskedForAgain() {
    server.poll(1);
    sees.awaitOnline();
    replica.name("x", "x".repeat(100)).join();
    fill(1);
    server.poll(1).ok(Puppet.news("c1", "x".repeat(16_000)));
    assertEquals(Link.Why.STORAGE, offline().why());
    fill(1_000_000);
    session.tryNow();
    assertEquals("c0", server.poll(2).cursor());
    server.poll(2).ok(Puppet.news("c1", "x".repeat(16_000)));
    assertEquals("c1", server.poll(3).cursor());
    assertEquals(1, sees.texts(KITCHEN).size());
  }

  private void fill(int pages) {
    replica.limit(pages).join();
  }
}
