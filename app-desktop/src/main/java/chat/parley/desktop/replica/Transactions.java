package chat.parley.desktop.replica;

import chat.parley.model.SenderName;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on one server's tables, each piece in a transaction of its own. What it changed is told
 * after the commit, and its future completes after that, both on one executor.
 */
final class Transactions {
  private final Writer writer;
  private final String key;
  private final long roomMessagesMax;
  private final InstantSource clock;
  private volatile Executor executor = task -> Thread.ofVirtual().start(task);
  private volatile Consumer<Changes> observer = _ -> {};
  private volatile String me = "";

  /**
   * @param key the server's
   * @param roomMessagesMax how many of a room's messages are kept
   */
  Transactions(Writer writer, String key, long roomMessagesMax, InstantSource clock) {
    this.writer = writer;
    this.key = key;
    this.roomMessagesMax = roomMessagesMax;
    this.clock = clock;
  }

  void observe(Executor on, Consumer<Changes> told) {
    executor = on;
    observer = told;
  }

  void me(SenderName name) {
    me = name.key();
  }

  /** Work that comes to a value. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T run(ServerTables tables) throws SQLException;
  }

  /** Work that only changes something. */
  @FunctionalInterface
  interface Change {
    void run(ServerTables tables) throws SQLException;
  }

  private record Result<T extends @Nullable Object>(T value, Changes changes) {}

  CompletableFuture<Void> change(Change work) {
    return write(
            tables -> {
              work.run(tables);
              return true;
            })
        .thenAccept(_ -> {});
  }

  <T extends @Nullable Object> CompletableFuture<T> write(Work<T> work) {
    return submit(tables -> new Result<>(work.run(tables), tables.changes()));
  }

  /** Runs work that changes nothing. */
  <T extends @Nullable Object> CompletableFuture<T> read(Work<T> work) {
    return submit(tables -> new Result<>(work.run(tables), Changes.NONE));
  }

  private <T extends @Nullable Object> CompletableFuture<T> submit(Work<Result<T>> work) {
    return writer
        .submit(
            statements ->
                work.run(
                    new ServerTables(
                        statements, Servers.id(statements, key, clock), me, roomMessagesMax)),
            executor,
            result -> {
              if (!result.changes().isNone()) {
                observer.accept(result.changes());
              }
            })
        .thenApply(Result::value);
  }
}
