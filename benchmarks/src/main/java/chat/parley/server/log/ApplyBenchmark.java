package chat.parley.server.log;

import chat.parley.bench.step.Measured;
import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.RoomBody;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import chat.parley.server.event.LogEvent;
import chat.parley.server.event.NewEvent;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.projection.RoomTables;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.Database;
import chat.parley.server.sqlite.Session;
import chat.parley.server.sqlite.UnusableDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A message into SQLite, of 1,000 in one transaction with one flush: what the writer's thread does
 * for it, and how much of that is the log's row, the hashes included.
 */
@State(Scope.Benchmark)
public class ApplyBenchmark extends Measured {
  private static final int BATCH = 1_000;
  private static final Bytes32 SALT = Bytes32.sha256(new byte[] {1});
  private static final Actor ALICE = Actor.guest(SenderName.of("alice"));
  private static final RoomBody MESSAGE =
      new RoomBody.MessagePosted("is there coffee? ".repeat(4).strip());

  private @Nullable Path folder;
  private @Nullable Database database;
  private long seq;
  private Bytes32 chain = Bytes32.ZERO;

  @Setup
  public void open() throws IOException, UnusableDataException {
    Path made = Files.createTempDirectory("parley-jmh");
    folder = made;
    Database opened =
        Database.open(
            DataFolder.open(made),
            Database.Options.ofMaxPages(0),
            Runnable::run,
            failure -> {},
            new Metrics());
    database = opened;
    seq = 0;
    chain = Bytes32.ZERO;
    opened.setUp(session -> {
      RoomTables tables = new RoomTables(session);
      var _ = tables.apply(log(session, RoomBody.RoomCreated.PLAIN));
      tables.end();
      return true;
    });
  }

  @TearDown
  public void close() throws IOException {
    if (database != null) {
      database.close();
    }
    if (folder != null) {
      List<Path> files;
      try (Stream<Path> walked = Files.walk(folder)) {
        files = walked.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long logAndApply() throws UnusableDataException {
    return inOneTransaction(session -> {
      RoomTables tables = new RoomTables(session);
      for (int i = 0; i < BATCH; i++) {
        var _ = tables.apply(log(session, MESSAGE));
      }
      tables.end();
      return seq;
    });
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long logAlone() throws UnusableDataException {
    return inOneTransaction(session -> {
      for (int i = 0; i < BATCH; i++) {
        log(session, MESSAGE);
      }
      return seq;
    });
  }

  private long inOneTransaction(Database.Write<Long> work) throws UnusableDataException {
    if (database == null) {
      throw new IllegalStateException("It is opened first");
    }
    return database.setUp(work);
  }

  private LogEvent log(Session session, RoomBody body) throws SQLException {
    seq++;
    UUID id = new UUID((seq << 16) | 0x7000L, 0x8000_0000_0000_0000L | seq);
    NewEvent made = new NewEvent(id, "kitchen", ALICE, new Timestamp(seq), null, body, SALT);
    LogEvent event = made.at(seq, made.commitment());
    chain = event.chainedTo(chain);
    if (!LogRows.insert(session, event, chain)) {
      throw new IllegalStateException("It is there already");
    }
    return event;
  }
}
