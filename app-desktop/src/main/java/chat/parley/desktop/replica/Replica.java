package chat.parley.desktop.replica;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What this computer remembers of servers, in one file. Only opening and closing it use the disk on
 * the calling thread; everything else is done by the one thread that owns the file. Futures
 * complete on threads of their own.
 */
public final class Replica implements AutoCloseable {
  /** How many of a room's newest messages are kept. */
  public static final long ROOM_MESSAGES_MAX = 100_000;

  private static final Executor COMPLETIONS = task -> Thread.ofVirtual().start(task);

  private final Writer writer;
  private final InstantSource clock;
  private final long roomMessagesMax;
  private final @Nullable Path movedAside;

  private final Map<String, Token> tokens;

  private Replica(ReplicaFile file, InstantSource clock, long roomMessagesMax) {
    this.tokens = new ConcurrentHashMap<>(file.tokens());
    this.writer = new Writer(file);
    this.clock = clock;
    this.roomMessagesMax = roomMessagesMax;
    this.movedAside = file.movedAside();
  }

  /**
   * Opens the file, making it where there is none. A damaged one is moved aside, see {@link
   * #movedAside}.
   *
   * @throws UnusableReplicaException if it is in use, newer, another program's, or out of reach;
   *     then nothing was changed
   */
  public static Replica open(Path file, InstantSource clock) throws UnusableReplicaException {
    return open(file, clock, ROOM_MESSAGES_MAX);
  }

  static Replica open(Path file, InstantSource clock, long roomMessagesMax)
      throws UnusableReplicaException {
    return new Replica(ReplicaFile.open(file, clock.instant()), clock, roomMessagesMax);
  }

  /**
   * Where a damaged file was put when this one was opened; null if there was none. What had been
   * written in it and not sent is not here: a person should be told.
   */
  public @Nullable Path movedAside() {
    return movedAside;
  }

  /** What is remembered of one server; see {@link KnownServer#key}. */
  public ServerReplica server(String key) {
    return new ServerReplica(
        key, tokens, new Transactions(writer, key, roomMessagesMax, clock), clock);
  }

  /** The servers that something is remembered of, the one used last first. */
  public CompletableFuture<List<KnownServer>> servers() {
    return writer.submit(Servers::all, COMPLETIONS, _ -> {});
  }

  /** Names a server. */
  public CompletableFuture<Void> name(String key, String name) {
    return change(statements -> Servers.name(statements, key, name, clock));
  }

  /** Forgets a server and all that is remembered of it, what was not sent included. */
  public CompletableFuture<Void> forget(String key) {
    tokens.remove(key);
    return change(statements -> Servers.forget(statements, key));
  }

  /**
   * Lets the file grow to so many pages of 4 KiB at most, as if the disk were full beyond that; it
   * does not shrink.
   */
  public CompletableFuture<Void> limit(int pages) {
    return change(statements -> statements.execute("PRAGMA max_page_count = " + pages));
  }

  @FunctionalInterface
  private interface Change {
    void run(Statements statements) throws SQLException;
  }

  private CompletableFuture<Void> change(Change work) {
    return writer
        .submit(
            statements -> {
              work.run(statements);
              return true;
            },
            COMPLETIONS,
            _ -> {})
        .thenAccept(_ -> {});
  }

  /** Writes what is still to be written, for two seconds at most, and closes the file. */
  @Override
  public void close() {
    writer.close();
  }
}
