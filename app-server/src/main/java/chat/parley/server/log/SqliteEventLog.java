package chat.parley.server.log;

import chat.parley.model.Bytes32;
import chat.parley.model.ErrorCode;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomEvent;
import chat.parley.model.Timestamp;
import chat.parley.server.event.Applied;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.NewEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.Place;
import chat.parley.server.projection.RoomTables;
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
      new ArrayList<>(); // publishing thread only
  private volatile Place last;

  private SqliteEventLog(Database database, int epoch, Place last) {
    this.database = database;
    this.epoch = epoch;
    this.last = last;
  }

  /** Opens the log in a database and starts the database's writer. */
  public static SqliteEventLog open(Database database, int epoch) {
    Head head = database.read(SqliteEventLog::head);
    SqliteEventLog log = new SqliteEventLog(database, epoch, head.place());
    database.start(log::published);
    return log;
  }

  private record Head(long seq, Bytes32 chain) {
    Place place() {
      return seq == 0 ? Place.START : new Place(seq, chain.lowInt());
    }
  }

  @Override
  public CompletableFuture<Applied> append(NewEvent event) {
    return database.write(session -> appendNow(session, event));
  }

  private static Applied appendNow(Session session, NewEvent event) throws SQLException {
    Applied first = firstTime(session, event);
    if (first != null) {
      return first;
    }
    Head head = head(session);
    LogEvent logged = event.at(head.seq() + 1);
    Bytes32 chain = logged.chainedTo(head.chain());
    LogRows.insert(session, logged, chain);
    Outcome outcome = RoomTables.apply(session, logged);
    return new Applied(new Place(logged.seq(), chain.lowInt()), outcome, true);
  }

  /** An event with that id, or that id of the client's, which the log has already. */
  private static @Nullable Applied firstTime(Session session, NewEvent event) throws SQLException {
    Applied sameId =
        session.one(
            "SELECT * FROM log WHERE id = ?",
            row -> applied(session, LogRows.read(row)),
            event.id());
    if (sameId != null || event.clientMessageId() == null) {
      return sameId;
    }
    return session.one(
        "SELECT * FROM log WHERE client_message_id = ?",
        row -> applied(session, LogRows.read(row)),
        event.clientMessageId());
  }

  /** An event of the log with the outcome it had. */
  private static Applied applied(Session session, LogRows.Chained chained) throws SQLException {
    LogEvent event = chained.event();
    Outcome outcome =
        session.one(
            "SELECT code, detail FROM refused WHERE seq = ?",
            row ->
                new Outcome.Refused(
                    ErrorCode.valueOf(row.getString("code")), row.getString("detail")),
            event.seq());
    if (outcome == null) {
      outcome =
          event.body() instanceof RoomBody body
              ? new Outcome.Accepted(accepted(session, event, body))
              : new Outcome.Noted(event);
    }
    return new Applied(new Place(event.seq(), chained.chain().lowInt()), outcome, false);
  }

  private static RoomEvent accepted(Session session, LogEvent event, RoomBody body)
      throws SQLException {
    record Given(long number, Timestamp time) {}
    Given given =
        session.one(
            body.type().equals(RoomBody.MessagePosted.TYPE)
                ? "SELECT number, time FROM messages WHERE seq = ?"
                : "SELECT number, time FROM room_events WHERE seq = ?",
            row -> new Given(row.getLong("number"), new Timestamp(row.getLong("time"))),
            event.seq());
    if (given == null) {
      throw new IllegalStateException(
          "Event " + event.seq() + " is in the log and not in its projection");
    }
    return new RoomEvent(
        event.room(),
        given.number(),
        event.id(),
        event.actor(),
        given.time(),
        body,
        event.salt(),
        event.commitment());
  }

  private static Head head(Session session) throws SQLException {
    Head head =
        session.one(
            "SELECT seq, chain FROM log ORDER BY seq DESC LIMIT 1",
            row -> new Head(row.getLong("seq"), Session.bytes32(row, "chain")));
    return head == null ? new Head(0, Bytes32.ZERO) : head;
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
    database.onPublishingThread(() -> {
      // What was committed and not yet published comes on this thread later: catch up to what was
      // published.
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
        Applied again = applied(session, row);
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
