package chat.parley.server.sqlite;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.logging.Words;
import chat.parley.server.metrics.Metrics;
import java.sql.SQLException;
import java.util.ArrayList;
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
 * The one writer: it takes all that waits, runs it in one transaction and commits once, so that one
 * flush of the disk serves many. The queue is bounded. What was committed is published in order
 * ({@link Publisher}); after that the futures of the work complete: there, if what follows was said
 * to be brief, else on an executor, those of a batch one after the other.
 *
 * <p>Work that fails does not harm its neighbours: the batch is undone and run again one by one
 * behind savepoints. A full disk fails the batch and is tried anew with the next. Any other failure
 * of the disk is final: what the file holds is then not known, and a second flush may claim success
 * for data that is gone ("fsyncgate"), so nothing is written any more.
 */
final class GroupCommit {
  static final int QUEUE_MAX = 4_096;
  private static final int BATCH_MAX = 1_000;
  private static final int ERASED_WAIT_SECONDS = 1;
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  private final Session session;
  private final Executor completions;
  private final Consumer<String> onFatal;
  private final CommitMetrics metrics;
  private final Checkpoints checkpoints;
  private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Underway underway = new Underway(BATCH_MAX, System::nanoTime);
  private final Progress progress = new Progress(System::nanoTime);
  private final Publisher publisher = new Publisher();
  private final Pending<Boolean> lastCall =
      new Pending<>(_ -> true, false, false, new Underway(1, System::nanoTime)); // it is no write
  private @Nullable Thread thread;
  private Consumer<List<@Nullable Object>> published = results -> {};
  private Database.Together together = Database.Together.NOTHING;
  private volatile boolean stopping;
  private volatile boolean stopped;
  private volatile @Nullable String trouble;
  private volatile boolean failed;
  private boolean brokenOff; // touched in publications only

  GroupCommit(Session session, Executor completions, Consumer<String> onFatal, Metrics metrics) {
    this.session = session;
    this.completions = completions;
    this.onFatal = onFatal;
    this.metrics = new CommitMetrics(metrics, queue);
    checkpoints = new Checkpoints(session);
  }

  <T> T setUp(Database.Write<T> work) throws UnusableDataException {
    try {
      session.execute("BEGIN IMMEDIATE");
      T result = work.run(session);
      session.execute("COMMIT");
      return result;
    } catch (SQLException e) {
      rollback();
      throw new UnusableDataException("The database cannot be written: " + e.getMessage(), e);
    }
  }

  void start(Consumer<List<@Nullable Object>> listener, Database.Together ofAll) {
    published = listener;
    together = ofAll;
    thread = Thread.ofPlatform().name("log-writer").start(this::run);
  }

  /**
   * Queues work.
   *
   * @param provesRoom whether its success shows that there is room for messages again
   * @param toldAtOnce whether what follows takes a moment, and waits for nothing
   */
  <T extends @Nullable Object> CompletableFuture<T> submit(
      Database.Write<T> work, boolean provesRoom, boolean toldAtOnce) {
    Pending<T> pending = new Pending<>(work, provesRoom, toldAtOnce, underway);
    if (stopping) {
      pending.fail(draining(), completions);
    } else if (!queue.offer(pending)) {
      pending.fail(
          new Refusal(
              ErrorCode.OVERLOADED,
              "More is being sent than can be stored; try again in a moment."),
          completions);
    } else if (stopped && queue.remove(pending)) {
      pending.fail(draining(), completions); // it came after the last call
    }
    return pending.future();
  }

  void betweenPublications(Runnable work) {
    publisher.later(work);
  }

  /** Whether it takes so long for what it was given that more had better not come. */
  boolean isHeldUp() {
    return progress.isStuck() || underway.areTooMany();
  }

  @Nullable String trouble() {
    return trouble;
  }

  private static Refusal draining() {
    return new Refusal(ErrorCode.DRAINING, "The server is stopping; this was not stored.");
  }

  private void run() {
    List<Pending<?>> batch = new ArrayList<>();
    boolean more = true;
    while (more) {
      try {
        batch.add(next());
      } catch (InterruptedException e) {
        log.warn("The writer was interrupted; it goes on until it is closed.");
        continue;
      }
      queue.drainTo(batch, BATCH_MAX - 1);
      more = !batch.remove(lastCall);
      if (!batch.isEmpty()) {
        commitOrFail(batch);
      }
      batch.clear();
    }
    stopped = true;
    queue.drainTo(batch);
    batch.forEach(pending -> pending.fail(draining(), completions));
  }

  /** Waits for work; meanwhile, what was erased and still stands in the write-ahead log goes. */
  private Pending<?> next() throws InterruptedException {
    while (checkpoints.holdsErased() && !failed) {
      Pending<?> next = queue.poll(ERASED_WAIT_SECONDS, TimeUnit.SECONDS);
      if (next != null) {
        return next;
      }
      checkpoint(checkpoints::empty);
    }
    return queue.take();
  }

  /** A writer that died would leave everyone waiting: whatever happens here ends in an answer. */
  private void commitOrFail(List<Pending<?>> batch) {
    progress.made();
    try {
      commit(batch);
      checkpoint(checkpoints::nowAndThen);
    } catch (Error e) {
      finalFailure(batch, "The writer failed: " + Words.of(e), e);
    } finally {
      progress.over();
    }
  }

  private void commit(List<Pending<?>> batch) {
    if (failed) {
      batch.forEach(pending ->
          pending.fail(new Refusal(ErrorCode.OVERLOADED, String.valueOf(trouble)), completions));
      return;
    }
    try {
      session.execute("BEGIN IMMEDIATE");
      for (Pending<?> pending : batch) {
        pending.run(session);
      }
      together.ending(session);
      flush(batch.size());
    } catch (SQLException | RuntimeException e) {
      undone(batch, e);
      return;
    }
    succeeded(batch);
  }

  private void flush(int writes) throws SQLException {
    long began = System.nanoTime();
    session.execute("COMMIT");
    metrics.committed(began, writes);
    checkpoint(checkpoints::committed); // before anyone is told: what was erased is gone then
    progress.made();
  }

  private void succeeded(List<Pending<?>> batch) {
    if (trouble != null && batch.stream().anyMatch(Pending::provesRoom)) {
      log.info("The storage can be written again.");
      trouble = null;
    }
    List<Pending<?>> done = List.copyOf(batch);
    // The writer has nothing else to do: another thread would have to be woken first.
    if (!queue.isEmpty() || !publisher.now(() -> publish(done))) {
      publisher.later(() -> publish(done));
    }
  }

  private void publish(List<Pending<?>> done) {
    if (brokenOff) {
      done.forEach(pending -> pending.fail(mayBeStored(), completions));
      return;
    }
    try {
      List<@Nullable Object> results = new ArrayList<>(done.size());
      done.forEach(pending -> results.add(pending.result()));
      published.accept(results);
      complete(done);
    } catch (RuntimeException | Error e) {
      brokenOff = true; // what comes later would be seen without this
      finalFailure(done, "What was stored could not be shown: " + Words.of(e), e);
    }
  }

  private void complete(List<Pending<?>> done) {
    List<Pending<?>> others = new ArrayList<>();
    for (Pending<?> pending : done) {
      if (pending.toldAtOnce()) {
        pending.complete();
      } else {
        others.add(pending);
      }
    }
    if (!others.isEmpty()) {
      // In one task, in the order of the log: a task for each costs more than most of them do.
      completions.execute(() -> others.forEach(Pending::complete));
    }
  }

  private interface Checkpoint {
    void run() throws SQLException;
  }

  private void checkpoint(Checkpoint work) {
    if (failed) {
      return;
    }
    try {
      work.run();
    } catch (SQLException e) {
      if (StorageFailure.is(e) && !StorageFailure.isFull(e)) {
        finalFailure(List.of(), "The storage failed: " + e.getMessage(), e);
      } else {
        log.debug("The write-ahead log is kept for now: {}", e.getMessage());
      }
    }
  }

  private void undone(List<Pending<?>> batch, Exception cause) {
    rollback();
    if (cause instanceof SQLException sql && StorageFailure.is(sql)) {
      storageFailed(batch, sql);
    } else if (batch.size() == 1) {
      fail(batch, StorageFailure.answerTo(cause));
    } else {
      oneByOne(batch);
    }
  }

  private void oneByOne(List<Pending<?>> batch) {
    List<Pending<?>> good = new ArrayList<>();
    try {
      session.execute("BEGIN IMMEDIATE");
      for (Pending<?> pending : batch) {
        session.execute("SAVEPOINT one");
        try {
          pending.run(session);
          together.ending(session);
          good.add(pending);
        } catch (SQLException | RuntimeException e) {
          if (e instanceof SQLException sql && StorageFailure.is(sql)) {
            throw e;
          }
          session.execute("ROLLBACK TO one");
          together.undone();
          pending.fail(StorageFailure.answerTo(e), completions);
        }
        session.execute("RELEASE one");
      }
      flush(good.size());
    } catch (SQLException e) {
      rollback();
      if (StorageFailure.is(e)) {
        storageFailed(batch, e);
      } else {
        fail(batch, StorageFailure.answerTo(e));
      }
      return;
    }
    succeeded(good);
  }

  private void fail(List<Pending<?>> batch, Throwable cause) {
    progress.made();
    batch.forEach(pending -> pending.fail(cause, completions));
  }

  private void rollback() {
    together.undone();
    try {
      session.execute("ROLLBACK");
    } catch (SQLException e) {
      log.debug("Nothing to undo: SQLite had rolled back by itself ({})", e.getMessage());
    }
  }

  private void storageFailed(List<Pending<?>> batch, SQLException cause) {
    if (!StorageFailure.isFull(cause)) {
      finalFailure(batch, "The storage failed: " + cause.getMessage(), cause);
      return;
    }
    if (trouble == null) {
      log.warn("The storage is full: messages are refused until there is room again.");
    }
    trouble = "The storage is full.";
    checkpoints.soon(); // what it frees in the write-ahead log may be enough
    Refusal refusal =
        new Refusal(ErrorCode.STORAGE_FULL, "The server's storage is full; this was not stored.");
    fail(batch, refusal);
  }

  /**
   * Nothing is written after this: what the file holds is not known. The batch may be found in it,
   * or not.
   */
  private void finalFailure(List<Pending<?>> batch, String sentence, Throwable cause) {
    log.error(
        "{}. Nothing more is written; the server must be started again.",
        sentence,
        Words.without(cause));
    boolean first = !failed;
    failed = true;
    trouble = sentence;
    fail(batch, mayBeStored());
    if (first) {
      completions.execute(() -> onFatal.accept(sentence));
    }
  }

  private static Refusal mayBeStored() {
    return new Refusal(
        ErrorCode.INTERNAL,
        "The server's storage failed; this may or may not be stored. Send it again.");
  }

  /**
   * Commits and publishes what is queued and stops; what comes later is refused as {@code
   * draining}.
   */
  void stop() {
    stopping = true;
    Thread running = thread;
    try {
      if (running != null) {
        queue.put(lastCall);
        running.join();
      }
      if (!publisher.stop()) {
        log.warn("What was committed last could not be published in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Closes the connection, after {@link #stop} and after every reader: the last one to close tidies
   * the log away.
   */
  void close() {
    try {
      if (failed) {
        return; // closing would write what is not known to be whole; the process ends with it open
      }
      session.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      session.close();
    } catch (SQLException e) {
      log.warn("The database was not closed cleanly, nothing is lost: {}", e.getMessage());
    }
  }
}
