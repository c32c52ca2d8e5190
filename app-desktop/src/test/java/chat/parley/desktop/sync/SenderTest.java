package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sending, in time that is moved by hand. */
class SenderTest {
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

  @Test
  void aMessageThatIsRefusedFailsWithTheServersSentenceAndTheNextGoesOut() {
    server.poll(1);
    var first = Await.result(stage.session.send(KITCHEN, "1"));
    var _ = Await.result(stage.session.send(KITCHEN, "2"));
    server
        .send(1)
        .answer(
            "HTTP/1.1 403 No|{\"status\":\"error\",\"code\":\"name_taken\",\"detail\":\"Taken.\"}");
    server.send(2).answer(Puppet.SENT);
    stage.sees.awaitOutbox(
        KITCHEN,
        entries ->
            entries.size() == 2
                && entries.getFirst().state() == OutboxEntry.State.FAILED
                && "Taken.".equals(entries.getFirst().problem())
                && entries.getLast().state() == OutboxEntry.State.SENT);
    var _ = stage.session.retry(first.id());
    server.send(3);
  }

  @Test
  void aMessageIsNotSentAgainEarlierThanTheServerAsked() {
    server.poll(1);
    var _ = Await.result(stage.session.send(KITCHEN, "1"));
    server
        .send(1)
        .answer(
            "HTTP/1.1 503 Full\r\nRetry-After: 3|{\"status\":\"error\",\"code\":\"storage_full\",\"detail\":\"Full.\"}");
    stage.sees.awaitOutbox(KITCHEN, entries -> "Full.".equals(entries.getFirst().problem()));
    var _ = Await.result(stage.session.send("attic", "2"));
    stage.pass(Duration.ofSeconds(3));
    assertEquals(1, server.sends(), "the other room's neither");
    stage.pass(Duration.ofSeconds(2));
    server.send(2);
    server.send(3);
  }

  @Test
  void roomsDoNotWaitForEachOther() {
    server.poll(1);
    var _ = Await.result(stage.session.send(KITCHEN, "1"));
    var _ = Await.result(stage.session.send(KITCHEN, "2"));
    server.send(1);
    var _ = Await.result(stage.session.send("attic", "3"));
    server.send(2);
    stage.awaitLooks();
    assertEquals(2, server.sends());
  }

  @Test
  void afterSleepWhatWasBeingSentIsSentAgain() {
    server.poll(1);
    stage.sees.awaitOnline();
    var _ = Await.result(stage.session.send(KITCHEN, "1"));
    server.send(1);
    stage.awaitLooks();
    stage.clock.sleep(Duration.ofMinutes(5));
    server.send(2).answer(Puppet.SENT);
    stage.sees.awaitOutbox(
        KITCHEN, entries -> entries.getFirst().state() == OutboxEntry.State.SENT);
  }

  @Test
  void afterASilenceTheServerIsAskedWhoItIsBeforeAnythingIsSent() {
    server.poll(1).ok(Puppet.news("c1", "Hello"));
    server.poll(2);
    stage.sees.awaitTexts(KITCHEN, List.of("Hello"));
    stage.pass(Duration.ofSeconds(6));
    var _ = Await.result(stage.session.send(KITCHEN, "1"));
    server.send(1).answer(Puppet.SENT);
    assertTrue(
        server.requests().stream().anyMatch(request -> request.contains("&after=")),
        () -> server.requests().toString());
  }
}
