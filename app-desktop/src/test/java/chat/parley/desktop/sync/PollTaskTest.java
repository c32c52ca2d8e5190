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

  @Test
  void runsUntilItIsCancelledAndThenNoPollIsHeld() throws Exception {
    AtomicReference<PollTask> made = new AtomicReference<>();
    Surroundings real = Surroundings.real(RandomGenerator.getDefault());
    try (Puppet server = new Puppet();
        Replica replica = Replica.open(folder.resolve("replica.db"), Clock.systemUTC());
        ChatSession session =
            new ChatSession(
                new ServerApi(server.address(), System::nanoTime),
                replica.server("server"),
                SenderName.of("alice"),
                ClientId.of("alice"),
                new Reader(),
                new Surroundings(
                    real.clock(),
                    real.monotonicNanos(),
                    real.random(),
                    real.look(),
                    loop -> made.updateAndGet(_ -> new PollTask(loop))))) {
      session.start();
      Puppet.Held poll = server.poll(1);
      PollTask task = made.get();
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
        ChatSession session =
            new ChatSession(
                new ServerApi(server.address(), System::nanoTime),
                replica.server("server"),
                SenderName.of("alice"),
                ClientId.of("alice"),
                sees,
                Surroundings.real(RandomGenerator.getDefault()).withoutToolkit())) {
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
    AtomicReference<PollTask> made = new AtomicReference<>();
    Surroundings real = Surroundings.real(RandomGenerator.getDefault());
    try (Puppet server = new Puppet();
        Replica replica = Replica.open(folder.resolve("replica.db"), Clock.systemUTC())) {
      ChatSession session =
          new ChatSession(
              new ServerApi(server.address(), System::nanoTime),
              replica.server("server"),
              SenderName.of("alice"),
              ClientId.of("alice"),
              new Reader(),
              new Surroundings(
                  real.clock(),
                  real.monotonicNanos(),
                  real.random(),
                  real.look(),
                  loop -> made.updateAndGet(_ -> new PollTask(loop))));
      CompletableFuture<Boolean> mayConnect = new CompletableFuture<>();
      session.start(mayConnect);
      session.close();

      Await.until("it has ended", () -> state(made.get()) == Worker.State.SUCCEEDED);
      mayConnect.complete(true);
      assertEquals(0, server.polls());
    }
  }

  @Test
  void aSessionThatIsClosedEndsItsTask() throws Exception {
    AtomicReference<Runnable> made = new AtomicReference<>();
    Surroundings real = Surroundings.real(RandomGenerator.getDefault());
    try (Puppet server = new Puppet();
        Replica replica = Replica.open(folder.resolve("replica.db"), Clock.systemUTC())) {
      ChatSession session =
          new ChatSession(
              new ServerApi(server.address(), System::nanoTime),
              replica.server("server"),
              SenderName.of("alice"),
              ClientId.of("alice"),
              new Reader(),
              new Surroundings(
                  real.clock(),
                  real.monotonicNanos(),
                  real.random(),
                  real.look(),
                  loop -> made.updateAndGet(_ -> real.task().apply(loop))));
      session.start();
      server.poll(1);
      session.close();
      PollTask task = (PollTask) made.get();
      Await.until("it has ended", () -> state(task) == Worker.State.SUCCEEDED);
    }
  }
}
