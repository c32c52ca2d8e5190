package chat.parley.desktop;

import chat.parley.desktop.replica.UnusableReplicaException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** What an app begins with, got ready on one thread while the toolkit begins on another. */
final class EarlyFiles {
  /** The world around it, and this person's files. */
  record Begun(Surroundings around, LocalFiles files) {}

  private final FutureTask<Begun> opening;

  EarlyFiles(Supplier<Surroundings> world) {
    opening =
        new FutureTask<>(() -> {
          Surroundings around = world.get();
          return new Begun(around, LocalFiles.open(around));
        });
  }

  /** Opens them, once. It uses the disk. */
  void open() {
    opening.run();
  }

  /** Whether they were opened, and say that a chat is what is shown first. */
  boolean opensChat() {
    return opening.state() == Future.State.SUCCESS
        && opening.resultNow().files().settings().now().server() != null;
  }

  /**
   * Waits until they are open: for the thread that launches the app, never for the toolkit's.
   *
   * @throws UnusableReplicaException if what is kept cannot be used; nothing was changed
   */
  Begun await() throws UnusableReplicaException {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnusableReplicaException unusable) {
        throw unusable;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
