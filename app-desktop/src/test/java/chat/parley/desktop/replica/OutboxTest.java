package chat.parley.desktop.replica;

import static chat.parley.desktop.replica.Notebook.ATTIC;
import static chat.parley.desktop.replica.Notebook.KITCHEN;
import static chat.parley.desktop.replica.Notebook.message;
import static chat.parley.desktop.testing.Futures.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Await;
import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what was written, in a real file. */
class OutboxTest {
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
  void goesOutInTheOrderOfWritingOneOfARoomAtATime() {
    notebook.writes(KITCHEN, "k1");
    notebook.writes(KITCHEN, "k2");
    notebook.writes(ATTIC, "a1");
    List<OutboxEntry> first = notebook.claims();
    assertEquals(List.of("k1", "a1"), first.stream().map(OutboxEntry::text).toList());
    assertEquals(List.of(), notebook.claimed());

    done(notebook.server.acknowledged(first.getFirst(), new UUID(7, 1)));
    assertEquals(List.of("k2"), notebook.claimed());
    assertEquals(List.of("k1 SENT", "k2 SENDING"), notebook.outbox(KITCHEN));
  }

  @Test
  void whatIsPostponedStaysTheFirstOfItsRoom() {
    notebook.writes(KITCHEN, "1");
    notebook.writes(KITCHEN, "2");
    OutboxEntry first = claimOne();
    done(notebook.server.postpone(first, "Busy."));

    OutboxEntry again = claimOne();
    assertEquals(first.id(), again.id());
    assertEquals("Busy.", again.problem());
  }

  @Test
  void heldRoomsAreLeftAlone() {
    notebook.writes(KITCHEN, "1");
    notebook.writes(ATTIC, "2");
    assertEquals(
        List.of("2"),
        Await.result(notebook.server.claim(8, Set.of(KITCHEN))).stream()
            .map(OutboxEntry::text)
            .toList());
  }

  @Test
  void keepsOrderAndIdsOverARestartWhateverWasUnderWay() {
    UUID first = notebook.writes(KITCHEN, "1").id();
    UUID second = notebook.writes(KITCHEN, "2").id();
    assertEquals(first, claimOne().id());
    reopen();

    assertEquals(List.of("1 WAITING", "2 WAITING"), notebook.outbox(KITCHEN));
    OutboxEntry again = claimOne();
    assertEquals(first, again.id());
    done(notebook.server.acknowledged(again, new UUID(7, 1)));
    assertEquals(second, claimOne().id());
    reopen();
    assertEquals(first, claimOne().id(), "acknowledged, and not seen since: it is asked again");
  }

  @Test
  void theDraftThatAMessageWasIsGoneInTheSameStep() {
    done(notebook.server.saveDraft(KITCHEN, "hello"));
    notebook.writes(KITCHEN, "hello");

    assertEquals("", Await.result(notebook.server.draft(KITCHEN)));
  }

  @Test
  void aFailedOneLetsTheNextGoAndGoesBehindThemWhenRetried() {
    OutboxEntry refused = notebook.writes(KITCHEN, "1");
    notebook.writes(KITCHEN, "2");
    notebook.writes(KITCHEN, "3");
    done(notebook.server.refuse(claimOne(), "Too long."));
    assertEquals(List.of("1 FAILED", "2 WAITING", "3 WAITING"), notebook.outbox(KITCHEN));
    assertTrue(Await.result(notebook.server.retry(refused.id())));
    assertFalse(Await.result(notebook.server.retry(refused.id())), "it has not failed any more");

    assertEquals(List.of("2 WAITING", "3 WAITING", "1 WAITING"), notebook.outbox(KITCHEN));
    for (String expected : List.of("2", "3", "1")) {
      OutboxEntry next = claimOne();
      assertEquals(expected, next.text());
      done(notebook.server.acknowledged(next, UUID.randomUUID()));
    }
  }

  @Test
  void onlyWhatFailedOrWasNeverOnItsWayIsDiscarded() {
    OutboxEntry first = notebook.writes(KITCHEN, "1");
    OutboxEntry second = notebook.writes(KITCHEN, "2");
    claimOne();
    assertFalse(Await.result(notebook.server.discard(first.id())));
    assertTrue(Await.result(notebook.server.discard(second.id())));
    done(notebook.server.postpone(first, null));
    assertFalse(Await.result(notebook.server.discard(first.id())), "it may be on the server");
    done(notebook.server.refuse(claimOne(), "No."));
    assertTrue(Await.result(notebook.server.discard(first.id())));
    assertFalse(Await.result(notebook.server.discard(first.id())));
    assertEquals(List.of(), notebook.outbox(KITCHEN));
  }

  @Test
  void whatWasTakenAndNotSentWasNeverOnItsWay() {
    OutboxEntry entry = notebook.writes(KITCHEN, "1");
    done(notebook.server.unclaim(claimOne()));
    assertTrue(Await.result(notebook.server.discard(entry.id())));
  }

  @Test
  void anotherServerGetsNothing() {
    OutboxEntry sent = notebook.writes(ATTIC, "sent");
    done(notebook.server.acknowledged(claimOne(), new UUID(7, 9)));
    OutboxEntry waiting = notebook.writes(KITCHEN, "1");
    OutboxEntry underWay = claimOne();
    done(
        notebook.server.startOver(
            new Snapshot("d0", List.of(), List.of()), ServerReplica.Because.ANOTHER_SERVER));

    assertEquals(List.of(), notebook.claimed());
    assertEquals(List.of("1 FAILED"), notebook.outbox(KITCHEN));
    assertEquals(List.of("sent FAILED"), notebook.outbox(ATTIC));
    // What the first server said late changes nothing for the worse.
    done(notebook.server.postpone(underWay, null));
    assertEquals(List.of("1 FAILED"), notebook.outbox(KITCHEN));
    done(notebook.server.acknowledged(underWay, new UUID(7, 1)));
    assertEquals(List.of(), notebook.outbox(KITCHEN));
    assertFalse(Await.result(notebook.server.retry(waiting.id())));
    assertTrue(Await.result(notebook.server.retry(sent.id())));
  }

  @Test
  void aServerSetBackGetsAgainWhatItLost() {
    notebook.writes(KITCHEN, "kept");
    done(notebook.server.acknowledged(claimOne(), echo(1, "kept").id()));
    notebook.writes(ATTIC, "lost");
    done(notebook.server.acknowledged(claimOne(), new UUID(7, 9)));
    done(
        notebook.server.startOver(
            new Snapshot(
                "d0",
                List.of(),
                List.of(new Snapshot.RoomPage(KITCHEN, List.of(echo(1, "kept")), true))),
            ServerReplica.Because.SET_BACK));

    assertEquals(List.of("lost"), notebook.claimed());
    assertEquals(List.of(), notebook.outbox(KITCHEN));
  }

  @Test
  void isBounded() {
    for (int i = 0; i < Outbox.ENTRIES_MAX; i++) {
      notebook.writes(KITCHEN + i % 100, "message " + i);
    }
    var thrown = assertThrows(CompletionException.class, () -> addOneMore());
    ReplicaException full = assertInstanceOf(ReplicaException.class, thrown.getCause());
    assertEquals(ReplicaException.Kind.OUTBOX_FULL, full.kind());
  }

  private void addOneMore() {
    notebook
        .server
        .add(
            new OutboxEntry(
                new UUID(1, 1),
                KITCHEN,
                "alice",
                "one too many",
                new Timestamp(1),
                OutboxEntry.State.WAITING,
                null,
                null))
        .join();
  }
}
