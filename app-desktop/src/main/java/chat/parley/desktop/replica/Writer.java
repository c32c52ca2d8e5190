package chat.parley.desktop.replica;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that uses the replica's file. Each piece of work is a transaction; what it came to
 * is handed on after the commit, in the order of the commits, and never on this thread.
 */
final class Writer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);
  private static final int QUEUE_MAX = 4_096;
  private static final int CHECKPOINT_COMMITS = 250;
  private static final long CLOSE_WAIT_MILLIS = 2_000;

  private final ReplicaFile file;
  private final Statements statements;
  private final BlockingQueue<Task<?>> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean ended;
  private @Nullable ReplicaException failed; // this thread's
  private int commitsSinceCheckpoint; // this thread's

  Writer(ReplicaFile file) {
    this.file = file;
    this.statements = file.statements();
    this.thread = Thread.ofPlatform().daemon().name("replica").unstarted(this::run);
    thread.start();
  }

  /** Work inside a transaction. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T run(Statements statements) throws SQLException;
  }

  private record Task<T extends @Nullable Object>(
      Work<T> work, CompletableFuture<T> result, Executor completions, Consumer<T> first) {
    void done(T value) {
      hand(
          () -> {
            try {
              first.accept(value);
            } finally {
              result.complete(value);
            }
          },
          () -> result.complete(value));
    }

    void fail(Throwable why) {
      hand(() -> result.completeExceptionally(why), () -> result.completeExceptionally(why));
    }

    /**
     * Where nobody is there any more to be told of changes, who asked still learns what came of it.
     */
    private void hand(Runnable on, Runnable withoutTelling) {
      try {
        completions.execute(on);
      } catch (RejectedExecutionException e) {
        Thread.ofVirtual().start(withoutTelling);
      }
    }
  }

  /**
   * Queues work.
   *
   * @param completions where the result is handed on
   * @param first takes the result there before the future completes with it
   * @return fails with a {@link ReplicaException}, or with what the work itself threw; then nothing
   *     of it is kept
   */
  <T extends @Nullable Object> CompletableFuture<T> submit(
      Work<T> work, Executor completions, Consumer<T> first) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Task<T> task = new Task<>(work, result, completions, first);
    if (closing) {
      task.fail(closed());
    } else if (!queue.offer(task)) {
      task.fail(
          new ReplicaException(
              ReplicaException.Kind.BUSY, "Too much is waiting to be written to the disk."));
    } else if (ended && queue.remove(task)) {
      task.fail(closed()); // it came in just as the thread ended
    }
    return result;
  }

  private static ReplicaException closed() {
    return new ReplicaException(ReplicaException.Kind.CLOSED, "Parley is closing.");
  }

  private void run() {
    try {
      while (!closing) {
        runOne(queue.take());
      }
    } catch (InterruptedException e) {
      log.debug("The replica is being closed");
    }
    ended = true;
    for (Task<?> task = queue.poll(); task != null; task = queue.poll()) {
      runOne(task);
    }
    try {
      file.close();
    } catch (IOException | SQLException e) {
      log.warn("The replica's file was not closed well: {}", e.toString());
    }
  }

  private <T extends @Nullable Object> void runOne(Task<T> task) {
    if (failed != null) {
      task.fail(failed);
      return;
    }
    try {
      statements.execute("BEGIN");
      T value = task.work().run(statements);
      statements.execute("COMMIT");
      erase();
      task.done(value);
      checkpointNowAndThen();
    } catch (SQLException e) {
      undo();
      task.fail(noted(DiskTrouble.of(e)));
    } catch (RuntimeException | Error e) {
      undo();
      task.fail(e);
    }
  }

  /** After a disk failed, what the file holds is not known: nothing more is written. */
  private RuntimeException noted(RuntimeException trouble) {
    if (!(trouble instanceof ReplicaException known)) {
      log.error("The replica was not written, by a defect", trouble);
    } else {
      log.warn("The replica was not written: {}", known.detail());
      failed = known.kind() == ReplicaException.Kind.DISK_FAILED ? known : null;
    }
    return trouble;
  }

  private void undo() {
    try {
      statements.execute("ROLLBACK");
    } catch (SQLException e) {
      log.debug("Nothing to undo: SQLite had rolled back by itself ({})", e.getMessage());
    }
  }

  /** Whoever is told that something is gone may rely on it. */
  private void erase() {
    try {
      statements.eraseIfAsked();
    } catch (SQLException e) {
      var _ = noted(DiskTrouble.of(e));
    }
  }

  /** SQLite's own checkpoints hide their failures; these do not. */
  private void checkpointNowAndThen() {
    commitsSinceCheckpoint++;
    if (commitsSinceCheckpoint < CHECKPOINT_COMMITS) {
      return;
    }
    commitsSinceCheckpoint = 0;
    try {
      statements.execute("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      var _ = noted(DiskTrouble.of(e));
    }
  }

  /** Does what is queued, bounded in time, and closes the file. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
