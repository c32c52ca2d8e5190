package chat.parley.desktop.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.replica.UnusableReplicaException;
import chat.parley.desktop.testing.Chatter;
import chat.parley.desktop.testing.HandWindow;
import chat.parley.desktop.testing.OpenSession;
import chat.parley.desktop.testing.TestTexts;
import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.Server;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemsTest {
  @TempDir private Path folder;
  private final Problems problems = new Problems(TestTexts.british());

  /** What is said of a task's failure. */
  private String sentence(CompletableFuture<?> task) {
    HandWindow window = new HandWindow();
    AtomicReference<@Nullable Throwable> told = new AtomicReference<>();
    new Failures(window, told::set).watch(task);
    window.until("it fails", () -> told.get() != null);
    Throwable failure = told.get();
    return failure == null ? "" : problems.sentence(failure);
  }

  @Test
  void aRefusalSaysItselfWhatIsWrong() {
    assertEquals(
        "That is no name.",
        problems.sentence(new Refusal(ErrorCode.NAME_INVALID, "That is no name.")));
  }

  @Test
  void aFailureWithAKeyIsToldInTheTextsWords() {
    assertEquals(
        "Something answers at it's:80, but it is not Parley.",
        problems.sentence(new Problems.Told("join.not.parley", "it's:80")));
    assertEquals(
        "Please write an address, such as 192.168.1.7:8000.",
        problems.sentence(new CompletionException(new Problems.Told("join.empty"))));
  }

  @Test
  void whatThisComputerCouldNotKeepIsToldInItsWords() throws UnusableReplicaException {
    try (Replica replica = Replica.open(folder.resolve("replica.db"), Clock.systemUTC())) {
      CompletableFuture<OutboxEntry> adding =
          replica
              .server("http://never.reached")
              .add(
                  new OutboxEntry(
                      new UUID(1, 1),
                      "kitchen",
                      "alice",
                      "Hello",
                      new chat.parley.model.Timestamp(0),
                      OutboxEntry.State.WAITING,
                      null,
                      null));

      assertEquals("This server has not been reached yet.", sentence(adding));
    }
  }

  @Test
  void whatTheSessionDidNotDoIsToldInItsWords() {
    Server server = Chatter.server(folder.resolve("server"), 0);
    HandWindow window = new HandWindow();
    try (OpenSession alice =
        new OpenSession(folder, "alice", server.port(), window, update -> {})) {
      assertEquals(
          "This message has not failed: it may be on its way.",
          sentence(alice.session().retry(new UUID(1, 1))));
    } finally {
      server.close();
    }
  }

  @Test
  void whatNobodyForesawIsToldWithItsMessage() {
    assertEquals(
        "That did not work: broken", problems.sentence(new IllegalStateException("broken")));
  }
}
