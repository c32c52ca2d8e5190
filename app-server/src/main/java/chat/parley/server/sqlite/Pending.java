package chat.parley.server.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Work that waits for its commit. */
final class Pending<T extends @Nullable Object> {
  private final Database.Write<T> work;
  private final boolean provesRoom;
  private final boolean toldAtOnce;
  private final Underway underway;
  private final long sinceNanos;
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private @Nullable T result;
  private boolean ended; // a batch that fails may fail again one by one

  /**
   * Work.
   *
   * @param provesRoom whether its success shows that there is room for messages again
   * @param toldAtOnce whether what follows takes a moment, and waits for nothing
   */
  Pending(Database.Write<T> work, boolean provesRoom, boolean toldAtOnce, Underway underway) {
    this.work = work;
    this.provesRoom = provesRoom;
    this.toldAtOnce = toldAtOnce;
    this.underway = underway;
    sinceNanos = underway.begun();
  }

  boolean provesRoom() {
    return provesRoom;
  }

  boolean toldAtOnce() {
    return toldAtOnce;
  }

  void run(Session session) throws SQLException {
    result = work.run(session);
  }

  CompletableFuture<T> future() {
    return future;
  }

  @Nullable Object result() {
    return result;
  }

  void complete() {
    if (!ended) {
      ended = true;
      underway.stored(sinceNanos);
    }
    future.complete(result);
  }

  void fail(Throwable cause, Executor completions) {
    if (!ended) {
      ended = true;
      underway.failed();
    }
    completions.execute(() -> future.completeExceptionally(cause));
  }
}
