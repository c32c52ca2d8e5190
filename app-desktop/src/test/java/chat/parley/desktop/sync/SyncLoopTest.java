package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import chat.parley.desktop.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following a server, in time that is moved by hand. */
class SyncLoopTest {
  private static final String KITCHEN = "kitchen";

  @TempDir private Path folder;
  private Stage stage;
  private Puppet server;

  @BeforeEach
  void open() {
    stage = new Stage(folder);
    server = stage.server;
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private Link.Offline offline() {
    stage.sees.awaitLink("offline", link -> link instanceof Link.Offline);
    return assertInstanceOf(Link.Offline.class, stage.sees.link());
  }

  @Test
  void pollsFromTheCursorOfEachReply() {
    Puppet.Held first = server.poll(1);
    assertEquals("c0", first.cursor());
    assertEquals(25, first.seconds());
    first.ok(Puppet.news("c1", "Hello"));
    assertEquals("c1", server.poll(2).cursor());
    stage.sees.awaitTexts(KITCHEN, List.of("Hello"));
    server.poll(2).ok(Puppet.nothing("c2"));
    assertEquals("c2", server.poll(3).cursor());
  }

  @Test
  void aHeldPollIsAbandonedWhenTheComputerWakes() {
    Puppet.Held held = server.poll(1);
    stage.sees.awaitOnline();
    stage.awaitLooks();
    stage.clock.sleep(Duration.ofHours(2));
    server.poll(2).ok(Puppet.news("c1", "meanwhile"));

    stage.sees.awaitTexts(KITCHEN, List.of("meanwhile"));
    assertFalse(held.answer().isDone());
    assertFalse(stage.sees.links().stream().anyMatch(link -> link instanceof Link.Offline));
  }

  @Test
  void aPollThatIsCutWhileHeldIsAskedAgainForHalfAsLongAndThatIsRemembered() {
    server.poll(1);
    stage.pass(Duration.ofSeconds(15));
    server.poll(1).cut();
    assertEquals(12, server.poll(2).seconds());
    assertFalse(stage.sees.links().stream().anyMatch(link -> link instanceof Link.Offline));
    stage.pass(Duration.ofSeconds(12));
    server.poll(2).ok(Puppet.nothing("c0"));
    assertEquals(13, server.poll(3).seconds());

    stage.reopen();
    assertEquals(13, server.poll(4).seconds());
  }

  @Test
  void aServerThatAnswersAtOnceWithNothingIsAskedEverLessOften() {
    server.poll(1).ok(Puppet.nothing("c0"));
    server.poll(2).ok(Puppet.nothing("c0"));
    stage.awaitLooks();
    assertEquals(2, server.polls());
    stage.pass(Duration.ofSeconds(2));
    server.poll(3).ok(Puppet.nothing("c0"));
    stage.pass(Duration.ofSeconds(2));
    assertEquals(3, server.polls());
    stage.sees.awaitOnline();
  }

  @Test
  void whenTheServerSaysWhenToComeBackItIsNotAskedEarlier() {
    Instant lost = stage.clock.instant();
    server
        .poll(1)
        .ok(
            "{\"messages\":[],\"status\":\"timeout\",\"timeout\":true,\"cursor\":\"c1\",\"retry_after_ms\":4000}");
    Link.Offline offline = offline();
    assertEquals(Link.Why.BUSY, offline.why());
    assertEquals(lost, offline.since());
    assertEquals(lost.plusSeconds(5), offline.nextTry());
    stage.pass(Duration.ofSeconds(4));
    assertEquals(1, server.polls());
    stage.pass(Duration.ofSeconds(1));
    assertEquals("c1", server.poll(2).cursor());
  }

  @Test
  void aPersonMayEndTheWait() {
    server
        .poll(1)
        .answer(
            "HTTP/1.1 503 Busy\r\nRetry-After: 200|{\"status\":\"error\",\"code\":\"overloaded\",\"detail\":\"Full.\"}");
    assertEquals("Full.", offline().detail());
    stage.session.tryNow();
    server.poll(2);
    stage.sees.awaitOnline();
  }

  @Test
  void whereThereIsNoRoomForAPollThereMayBeForAMessage() {
    server.poll(1).answer(Puppet.FULL);
    assertEquals("Full.", offline().detail());
    var _ = Await.result(stage.session.send(KITCHEN, "1"));
    server.send(1).answer(Puppet.SENT);
    assertEquals(1, server.polls());
  }

  @Test
  void whoRefusesAnythingElseMayBeAnotherAndGetsNoMessage() {
    server.poll(1).ok(Puppet.news("c1", "Hello"));
    server.poll(2).answer(Puppet.FULL.replace("200", "1"));
    offline();
    server.tellsThePast(false);
    stage.pass(Duration.ofSeconds(3));
    Await.until(
        "it is asked who is there",
        () -> server.requests().stream().anyMatch(request -> request.contains("&after=")));
    stage.awaitLooks();
    var _ = Await.result(stage.session.send(KITCHEN, "1"));
    assertNothingIsSent();
    server.tellsThePast(true);
    stage.session.tryNow();
    server.send(1).answer(Puppet.SENT);
  }

  @Test
  void afterSleepWhoIsThereIsAskedBeforeAMessageIsSent() {
    server.poll(1).answer(Puppet.FULL);
    offline();
    stage.awaitLooks();
    server.tellsThePast(false);
    stage.clock.sleep(Duration.ofHours(2));
    var _ = Await.result(stage.session.send(KITCHEN, "1"));
    assertNothingIsSent();
  }

  /** For as long as it takes to send something many times. */
  private void assertNothingIsSent() {
    for (int i = 0; i < 50; i++) {
      stage.awaitLooks();
    }
    assertEquals(0, server.sends(), () -> server.requests().toString());
  }

  @Test
  void whatTheServerHadNoRoomForIsSentWhenItIsBack() {
    server.poll(1).answer(Puppet.FULL.replace("200", "1"));
    offline();
    var _ = Await.result(stage.session.send(KITCHEN, "1"));
    server.send(1).answer(Puppet.FULL);
    stage.sees.awaitOutbox(KITCHEN, entries -> "Full.".equals(entries.getFirst().problem()));
    stage.pass(Duration.ofSeconds(3));
    server.poll(2);
    server.send(2).answer(Puppet.SENT);
  }

  @Test
  void whoeverWasStoppedStaysSoUntilAPersonAsks() {
    server
        .poll(1)
        .answer(
            "HTTP/1.1 410 Gone|{\"status\":\"error\",\"code\":\"disconnected\",\"detail\":\"Away.\"}");
    stage.sees.awaitLink("stopped", link -> link instanceof Link.Stopped);
    stage.clock.advance(Duration.ofMinutes(1));
    assertEquals(1, server.polls());
    stage.session.tryNow();
    server.poll(2);
    stage.sees.awaitOnline();
  }

  @Test
  void aCursorThatIsRefusedIsReplaced() {
    server.poll(1).ok(Puppet.news("odd", "Hello"));
    server
        .poll(2)
        .answer(
            "HTTP/1.1 422 No|{\"status\":\"error\",\"code\":\"malformed\",\"detail\":\"Odd.\",\"field\":\"cursor\"}");
    assertEquals("c0", server.poll(3).cursor());
    Await.until("it starts over", () -> stage.sees.timesStartedOver() == 1);
  }

  @Test
  void aReplyThatDoesNotFitOnTheDiskIsAskedForAgain() {
    server.poll(1);
    stage.sees.awaitOnline();
    stage.replica.name("x", "x".repeat(100)).join();
    stage.replica.limit(1).join();
    server.poll(1).ok(Puppet.news("c1", "x".repeat(16_000)));
    assertEquals(Link.Why.STORAGE, offline().why());
    stage.replica.limit(1_000_000).join();
    stage.session.tryNow();
    assertEquals("c0", server.poll(2).cursor());
    server.poll(2).ok(Puppet.news("c1", "x".repeat(16_000)));
    assertEquals("c1", server.poll(3).cursor());
    assertEquals(1, stage.sees.texts(KITCHEN).size());
  }
}
