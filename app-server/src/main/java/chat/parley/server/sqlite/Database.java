package chat.parley.server.sqlite;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.metrics.Metrics;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database: one thread writes ({@link GroupCommit}), a few connections read. {@link #read}
 * blocks the calling thread while all of them are in use; a read sees everything whose write was
 * completed before it began.
 */
public final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);
  static final int READERS = 4;
  private static final int READ_WAIT_SECONDS = 1;
  private static final int PROBE_BYTES = 128 * 1024;

  private final DataFolder folder;
  private final GroupCommit writer;
  private final BlockingQueue<Session> readers = new ArrayBlockingQueue<>(READERS);

  private Database(DataFolder folder, GroupCommit writer) {
    this.folder = folder;
    this.writer = writer;
  }

  /**
   * Work on the writer's connection, inside a transaction that it shares with others. It may be run
   * again.
   */
  @FunctionalInterface
  public interface Write<T extends @Nullable Object> {
    T run(Session session) throws SQLException;
  }

  /** What belongs to all that is written together; on the writer's thread. */
  public interface Together {
    /** Nothing. */
    Together NOTHING =
        new Together() {
          @Override
          public void ending(Session session) {}

          @Override
          public void undone() {}
        };

    /**
     * A transaction, or a savepoint in it, is about to end: the last moment to write what is one
     * for many.
     */
    void ending(Session session) throws SQLException;

    /**
     * What was written is taken back, perhaps in part: what is known of the database from writing
     * it does not hold any more.
     */
    void undone();
  }

  /** Work on a reader's connection; all it reads is of one moment. */
  @FunctionalInterface
  public interface Read<T extends @Nullable Object> {
    T run(Session session) throws SQLException;
  }

  /**
   * How a database is opened.
   *
   * @param maxPages the most pages of 4 KiB it may have; 0: as many as the disk holds
   * @param busyTimeout how long a write waits while another program has the file locked
   */
  public record Options(long maxPages, Duration busyTimeout) {
    private static final Duration DEFAULT_BUSY_TIMEOUT = Duration.ofSeconds(5);

    public static Options ofMaxPages(long maxPages) {
      return new Options(maxPages, DEFAULT_BUSY_TIMEOUT);
    }
  }

  /**
   * Does ahead, on the calling thread, what opening the first database of a process takes long for.
   */
  public static void prepare() {
    try {
      Connections.prepare();
    } catch (SQLException e) {
      log.debug("Opening the database will tell of it", e);
    }
  }

  /**
   * Opens the database in a folder, making it where there is none. The folder is closed with it.
   *
   * @param completions where the futures of writes complete, but for those that are told at once
   *     and do not fail; never the writer's thread
   * @param onFatal told once, with a sentence, when the disk failed in a way after which nothing
   *     more may be written
   * @param metrics where commits are measured
   * @throws UnusableDataException if it is damaged or newer; then nothing was changed and the
   *     folder is still open
   */
  public static Database open(
      DataFolder folder,
      Options options,
      Executor completions,
      Consumer<String> onFatal,
      Metrics metrics)
      throws UnusableDataException {
    Path file = folder.database();
    Connections.check(file);
    try {
      Session session = Connections.writer(file, options);
      Database database =
          new Database(folder, new GroupCommit(session, completions, onFatal, metrics));
      for (int i = 0; i < READERS; i++) {
        database.readers.add(Connections.reader(file));
      }
      return database;
    } catch (SQLException e) {
      throw new UnusableDataException(
          "The database " + file + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Writes on the calling thread, in a transaction of its own; only before {@link #start}. */
  public <T> T setUp(Write<T> work) throws UnusableDataException {
    return writer.setUp(work);
  }

  /**
   * Begins to write; before this, nothing that was asked to be written is.
   *
   * @param published told what each committed batch came to
   */
  public void start(Consumer<List<@Nullable Object>> published, Together together) {
    writer.start(published, together);
  }

  /**
   * Queues work for the writer.
   *
   * @return done when the work is durable, on a thread that then does the same for others of that
   *     commit: what follows must not wait for a network; else failed with a {@link Refusal} {@code
   *     overloaded}, {@code storage_full} or {@code draining}, or with what the work itself threw,
   *     and then nothing of it is stored
   */
  public <T extends @Nullable Object> CompletableFuture<T> write(Write<T> work) {
    return writer.submit(work, false, false); // it may fit where a larger message does not
  }

  /**
   * The same, done as soon as the work is durable and published, on the thread that publishes: what
   * follows takes a moment, and waits for nothing.
   */
  public <T extends @Nullable Object> CompletableFuture<T> writeAndTellAtOnce(Write<T> work) {
    return writer.submit(work, false, true);
  }

  /**
   * While the storage is in trouble: tries to write as much as a large message takes, and takes it
   * away again. Only its success ends the trouble: else health would come and go with the size of
   * what is sent.
   */
  public CompletableFuture<Boolean> probe() {
    return writer.submit(
        session -> {
          session.update(
              "INSERT INTO meta (name, value) VALUES ('probe', zeroblob(?))", PROBE_BYTES);
          session.update("DELETE FROM meta WHERE name = 'probe'");
          return true;
        },
        true,
        false);
  }

  /** Runs work while nothing is published, after what was committed before. */
  public void betweenPublications(Runnable work) {
    writer.betweenPublications(work);
  }

  /**
   * Reads, on the calling thread.
   *
   * @throws Refusal {@code overloaded} if that cannot begin within {@value #READ_WAIT_SECONDS} s
   */
  public <T extends @Nullable Object> T read(Read<T> work) {
    return readOne(session -> {
      session.execute("BEGIN");
      T result = work.run(session);
      session.execute("COMMIT");
      return result;
    });
  }

  /**
   * The same for a single statement, which reads of one moment without being told to: a third of
   * the work.
   */
  public <T extends @Nullable Object> T readOne(Read<T> work) {
    Session session;
    try {
      session = readers.poll(READ_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(ErrorCode.DRAINING, "The server is stopping.");
    }
    if (session == null) {
      throw new Refusal(
          ErrorCode.OVERLOADED, "More is being read than the disk gives; try again in a moment.");
    }
    boolean whole = false;
    try {
      T result = work.run(session);
      whole = true;
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException("The database could not be read", e);
    } finally {
      readers.add(whole ? session : renewed(session));
    }
  }

  /**
   * A connection on which something failed is not used again: it may still be inside a transaction.
   */
  private Session renewed(Session session) {
    try {
      Session fresh = Connections.reader(folder.database());
      session.close();
      return fresh;
    } catch (SQLException e) {
      log.warn("A reading connection could not be renewed: {}", e.getMessage());
      return session;
    }
  }

  /**
   * Whether writing takes so long that more had better not come: for a second at one commit, or
   * more waits than a commit takes, for longer than a moment.
   */
  public boolean isHeldUp() {
    return writer.isHeldUp();
  }

  /** Why nothing can be written now, in a sentence; null while all is well. */
  public @Nullable String trouble() {
    return writer.trouble();
  }

  public Path folder() {
    return folder.path();
  }

  /** Commits what is queued, then closes everything. */
  @Override
  public void close() {
    writer.stop();
    try {
      for (int i = 0; i < READERS; i++) {
        readers.take().close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new IllegalStateException("The database could not be closed", e);
    } finally {
      writer.close();
      folder.close();
    }
  }
}
