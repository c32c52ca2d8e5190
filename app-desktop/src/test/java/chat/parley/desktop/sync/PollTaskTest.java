package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.testing.Await;
import chat.parley.model.ClientId;
import chat.parley.model.SenderName;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import javafx.application.Platform;
import javafx.concurrent.Worker;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The poll loop as a task of JavaFX, on a toolkit without a screen. */
class PollTaskTest {
  @TempDir private Path folder;

  @BeforeAll
  static void toolkit() {
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    try {
      Platform.startup(() -> started.complete(true));
    } catch (IllegalStateException e) {
      started.complete(true); // another test has started it
    }
    Await.result(started);
    Platform.setImplicitExit(false);
  }

  private static Worker.State state(PollTask task) {
    CompletableFuture<Worker.State> state = new CompletableFuture<>();
    Platform.runLater(() -> state.complete(task.getState()));
    return Await.result(state);
  }

  /**
   * A session of alice's.
   *
   * @param run what the poll loop is run as
   */
  private static ChatSession session(
      Puppet server, Replica replica, Reader sees, UnaryOperator<Runnable> run) {
    Surroundings real = Surroundings.real(RandomGenerator.getDefault());
    return new ChatSession(
        new ServerApi(server.address(), System::nanoTime),
        replica.server("server"),
        SenderName.of("alice"),
        ClientId.of("alice"),
        sees,
        new Surroundings(
            real.clock(),
            real.monotonicNanos(),
            real.random(),
            real.look(),
            loop -> run.apply(real.task().apply(loop))));
  }

  private static UnaryOperator<Runnable> keptIn(AtomicReference<Runnable> made) {
    return task -> made.updateAndGet(_ -> task);
  }

  @Test
  void runsUntilItIsCancelledAndThenNoPollIsHeld() throws Exception {
    AtomicReference<Runnable> made = new AtomicReference<>();
    try (Puppet server = new Puppet();
        Replica replica = Replica.open(folder.resolve("replica.db"), Clock.systemUTC());
        ChatSession session = session(server, replica, new Reader(), keptIn(made))) {
      session.start();
      Puppet.Held poll = server.poll(1);
      PollTask task = (PollTask) made.get();
      assertEquals(Worker.State.RUNNING, state(task));
      assertEquals(1, server.connections());
      task.cancel();

      Await.until("it is cancelled", () -> state(task) == Worker.State.CANCELLED);
      poll.ok(Puppet.nothing("c1"));
      Await.until("the connection ends", () -> server.connections() == 0);
      assertEquals(1, server.polls());
    }
  }

  @Test
  void whatIsKeptIsToldAtOnceAndTheServerIsAskedWhenItMayBe() throws Exception {
    CompletableFuture<Boolean> mayConnect = new CompletableFuture<>();
    Reader sees = new Reader();
    try (Puppet server = new Puppet();
        Replica replica = Replica.open(folder.resolve("replica.db"), Clock.systemUTC());
        ChatSession session = session(server, replica, sees, task -> task)) {
      session.start(mayConnect);
      Await.until("what is kept is told", () -> sees.calls().contains("link Connecting"));
      assertEquals(0, server.connections());
      assertEquals(0, server.polls());

      mayConnect.complete(true);
      server.poll(1);
    }
  }

  @Test
  void aSessionThatIsClosedBeforeItMayAskEnds() throws Exception {
    CompletableFuture<Boolean> mayConnect = new CompletableFuture<>();
    AtomicReference<Runnable> made = new AtomicReference<>();
    try (Puppet server = new Puppet();
        Replica replica = Replica.open(folder.resolve("replica.db"), Clock.systemUTC())) {
      ChatSession session = session(server, replica, new Reader(), keptIn(made));
      session.start(mayConnect);
      session.close();

      PollTask task = (PollTask) made.get();
      Await.until("it has ended", () -> state(task) == Worker.State.SUCCEEDED);
      mayConnect.complete(true);
      assertEquals(0, server.polls());
    }
  }

  @Test
  void aSessionThatIsClosedEndsItsTask() throws Exception {
    AtomicReference<Runnable> made = new AtomicReference<>();
    try (Puppet server = new Puppet();
        Replica replica = Replica.open(folder.resolve("replica.db"), Clock.systemUTC())) {
      ChatSession session = session(server, replica, new Reader(), keptIn(made));
      session.start();
      server.poll(1);
      session.close();

      PollTask task = (PollTask) made.get();
      Await.until("it has ended", () -> state(task) == Worker.State.SUCCEEDED);
    }
  }
}
