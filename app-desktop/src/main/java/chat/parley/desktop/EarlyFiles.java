package chat.parley.desktop;

import chat.parley.desktop.replica.UnusableReplicaException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** This person's files, opened on one thread while the toolkit begins on another. */
final class EarlyFiles {
  private final FutureTask<LocalFiles> opening;

  EarlyFiles(Surroundings around) {
    opening = new FutureTask<>(() -> LocalFiles.open(around));
  }

  /** Opens them, once. It uses the disk. */
  void open() {
    opening.run();
  }

  /**
   * Waits until they are open: for the thread that launches the app, never for the toolkit's.
   *
   * @throws UnusableReplicaException if what is kept cannot be used; nothing was changed
   */
  LocalFiles await() throws UnusableReplicaException {
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
