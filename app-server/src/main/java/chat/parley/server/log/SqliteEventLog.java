package chat.parley.server.log;

import chat.parley.model.Bytes32;
import chat.parley.server.event.Applied;
import chat.parley.server.event.NewEvent;
import chat.parley.server.event.Place;
import chat.parley.server.sqlite.Database;
import chat.parley.server.sqlite.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The log in SQLite. An event is judged and applied in the transaction that stores it, so log and
 * projection cannot differ, and one flush makes both durable. The sequence is given by the one
 * writer, in commit order, without gaps.
 */
public final class SqliteEventLog implements EventLog {
  private static final int CATCH_UP_EVENTS = 500;

  private final Database database;
  private final int epoch;
  private final List<Consumer<Applied.Batch>> followers =
      new ArrayList<>(); // between publications, or in one
  private @Nullable Appending appending; // writer's thread only
  private volatile Place last;

  private SqliteEventLog(Database database, int epoch, Place last) {
    this.database = database;
    this.epoch = epoch;
    this.last = last;
  }

  /** Opens the log in a database and starts the database's writer. */
  public static SqliteEventLog open(Database database, int epoch) {
    Appending.Head head = database.read(Appending.Head::of);
    SqliteEventLog log = new SqliteEventLog(database, epoch, head.place());
    database.start(log::published, log.new Appended());
    return log;
  }

  @Override
  public CompletableFuture<Applied> append(NewEvent event) {
    return database.write(write(event));
  }

  @Override
  public CompletableFuture<Applied> appendAndTellAtOnce(NewEvent event) {
    return database.writeAndTellAtOnce(write(event));
  }

  private Database.Write<Applied> write(NewEvent event) {
    Bytes32 commitment = event.commitment(); // here, because the writer is what everyone waits for
    return session -> appending(session).append(event, commitment);
  }

  /** What all that is appended in one commit has in common. */
  private final class Appended implements Database.Together {
    @Override
    public void ending(Session session) throws SQLException {
      if (appending != null) {
        appending.end();
      }
    }

    @Override
    public void undone() {
      appending = null;
    }
  }

  private Appending appending(Session session) throws SQLException {
    Appending now = appending;
    if (now == null) {
      now = new Appending(session);
      appending = now;
    }
    return now;
  }

  private void published(List<@Nullable Object> results) {
    List<Applied> applied =
        results.stream()
            .flatMap(result ->
                result instanceof Applied event && event.first()
                    ? Stream.of(event)
                    : Stream.empty())
            .toList();
    if (!applied.isEmpty()) {
      Applied.Batch batch = new Applied.Batch(applied);
      last = batch.last();
      followers.forEach(follower -> follower.accept(batch));
    }
  }

  @Override
  public void follow(long afterSeq, Consumer<Applied.Batch> follower) {
    database.betweenPublications(() -> {
      // What was committed and not yet published comes later: catch up to what was published.
      long from = afterSeq;
      long to = last.seq();
      while (from < to) {
        Applied.Batch batch = page(from, to);
        follower.accept(batch);
        from = batch.last().seq();
      }
      followers.add(follower);
    });
  }

  private Applied.Batch page(long afterSeq, long toSeq) {
    return database.read(session -> {
      List<LogRows.Chained> rows =
          session.list(
              "SELECT * FROM log WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
              LogRows::read,
              afterSeq,
              toSeq,
              CATCH_UP_EVENTS);
      List<Applied> events = new ArrayList<>(rows.size());
      for (LogRows.Chained row : rows) {
        Applied again = LogRows.applied(session, row);
        events.add(new Applied(again.place(), again.outcome(), true));
      }
      return new Applied.Batch(events);
    });
  }

  @Override
  public Bounds bounds() {
    return new Bounds(epoch, last);
  }

  @Override
  public void close() {
    database.close();
  }
}
