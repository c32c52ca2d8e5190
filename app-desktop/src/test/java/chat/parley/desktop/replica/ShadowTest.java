package chat.parley.desktop.replica;

import static chat.parley.desktop.replica.Notebook.ATTIC;
import static chat.parley.desktop.replica.Notebook.KITCHEN;
import static chat.parley.desktop.replica.Notebook.message;
import static chat.parley.desktop.testing.Futures.done;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.testing.Await;
import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message that was written here and comes back: it is shown once. */
class ShadowTest {
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

  private static Message echo(long number, String text) {
    return message(number, KITCHEN, "alice", text);
  }

  private OutboxEntry claimOne() {
    return notebook.claims().getFirst();
  }

  @Test
  void whatIsAcknowledgedIsKeptUntilItsMessageIsHere() {
    notebook.writes(KITCHEN, "hi");
    done(notebook.server.acknowledged(claimOne(), echo(1, "hi").id()));
    assertEquals(List.of("hi SENT"), notebook.outbox(KITCHEN));
    reopen();
    assertEquals(
        List.of("hi WAITING"), notebook.outbox(KITCHEN), "a server may have been set back");
    notebook.polls("c1", echo(1, "hi"));

    assertEquals(List.of(), notebook.outbox(KITCHEN));
    assertEquals(List.of("hi"), notebook.texts(KITCHEN));
    assertEquals(0, notebook.room(KITCHEN).unread());
  }

  @Test
  void aMessageThatIsHereBeforeItsAcknowledgementIsNotShownTwice() {
    notebook.writes(KITCHEN, "hi");
    OutboxEntry entry = claimOne();
    notebook.polls("c1", echo(1, "hi"));
    assertEquals(List.of(), notebook.outbox(KITCHEN));
    assertEquals(0, notebook.room(KITCHEN).waiting());
    done(notebook.server.acknowledged(entry, echo(1, "hi").id()));

    assertEquals(List.of(), notebook.outbox(KITCHEN));
    assertEquals(List.of(), notebook.claimed());
  }

  @Test
  void staysUnseenWhileTheAcknowledgementIsLostAndIsSentAgain() {
    UUID id = notebook.writes(KITCHEN, "hi").id();
    done(notebook.server.postpone(claimOne(), null));
    notebook.polls("c1", echo(1, "hi"));
    assertEquals(List.of(), notebook.outbox(KITCHEN));
    reopen();
    assertEquals(List.of(), notebook.outbox(KITCHEN));

    OutboxEntry again = claimOne();
    assertEquals(id, again.id());
    done(notebook.server.acknowledged(again, echo(1, "hi").id()));
    reopen();
    assertEquals(List.of(), notebook.claimed());
  }

  @Test
  void isShownAgainIfTheServerRefusesItAfterAll() {
    notebook.writes(KITCHEN, "hi");
    OutboxEntry entry = claimOne();
    notebook.polls("c1", echo(1, "hi")); // someone else of that name wrote the same
    done(notebook.server.refuse(entry, "That name is taken."));

    assertEquals(List.of("hi FAILED"), notebook.outbox(KITCHEN));
    assertEquals(1, notebook.room(KITCHEN).failed());
  }

  @Test
  void isShownAgainIfItsMessageTurnsOutToBeAnother() {
    notebook.writes(KITCHEN, "hi");
    OutboxEntry entry = claimOne();
    notebook.polls("c1", echo(1, "hi"));
    done(notebook.server.acknowledged(entry, echo(2, "hi").id()));
    assertEquals(List.of("hi SENT"), notebook.outbox(KITCHEN));
    notebook.polls("c2", echo(2, "hi"));
    assertEquals(List.of(), notebook.outbox(KITCHEN));
    assertEquals(List.of("hi", "hi"), notebook.texts(KITCHEN));
  }

  @Test
  void theSameTextTwiceIsTwoMessages() {
    notebook.writes(KITCHEN, "ok");
    OutboxEntry first = claimOne();
    notebook
        .server
        .add(
            new OutboxEntry(
                new UUID(1, 1),
                KITCHEN,
                "alice",
                "ok",
                first.written(),
                OutboxEntry.State.WAITING,
                null,
                null))
        .join();
    notebook.polls("c1", echo(1, "ok"));
    assertEquals(List.of("ok WAITING"), notebook.outbox(KITCHEN));
    done(notebook.server.acknowledged(first, echo(1, "ok").id()));
    assertEquals(List.of("ok WAITING"), notebook.outbox(KITCHEN));
    OutboxEntry second = claimOne();
    notebook.polls("c2", echo(2, "ok"));
    assertEquals(List.of(), notebook.outbox(KITCHEN));
    done(notebook.server.acknowledged(second, echo(2, "ok").id()));
    assertEquals(List.of("ok", "ok"), notebook.texts(KITCHEN));
  }

  @Test
  void whatWasThereBeforeTheFirstAttemptIsNotTakenForIt() {
    notebook.writes(KITCHEN, "hi");
    notebook.polls("c1", echo(1, "hi"));
    assertEquals(List.of("hi WAITING"), notebook.outbox(KITCHEN));
    claimOne();
    assertEquals(List.of("hi SENDING"), notebook.outbox(KITCHEN));
    notebook.polls("c2", message(2, KITCHEN, "bob", "hi"), message(3, ATTIC, "alice", "hi"));
    assertEquals(List.of("hi SENDING"), notebook.outbox(KITCHEN));
  }

  @Test
  void whatWasSaidLongAgoIsNotTakenForItWhenAPageIsRead() {
    notebook.startsOver(
        new Snapshot("c0", List.of(new RoomFacts(KITCHEN, 200, new Timestamp(200))), List.of()));
    notebook.writes(KITCHEN, "hi");
    OutboxEntry entry = claimOne();
    var _ =
        Await.result(
            notebook.server.storeNewest(
                Notebook.history(KITCHEN, "c0", true, List.of(echo(1, "hi")))));
    assertEquals(List.of("hi SENDING"), notebook.outbox(KITCHEN));
    done(notebook.server.acknowledged(entry, echo(1, "hi").id()));
    assertEquals(List.of(), notebook.outbox(KITCHEN));
  }

  @Test
  void whatWasAcknowledgedIsSettledByAPageOfThePastToo() {
    notebook.polls("c1", message(5, KITCHEN));
    notebook.writes(KITCHEN, "hi");
    done(notebook.server.acknowledged(claimOne(), echo(4, "hi").id()));
    assertEquals(List.of("hi SENT"), notebook.outbox(KITCHEN));

    var _ =
        Await.result(
            notebook.server.storeOlder(
                message(5, KITCHEN).id(),
                Notebook.history(KITCHEN, "c1", false, List.of(echo(4, "hi")))));

    assertEquals(List.of(), notebook.outbox(KITCHEN));
  }
}
