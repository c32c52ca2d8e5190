package chat.parley.server.simulation;

import chat.parley.model.ClientId;
import chat.parley.model.MessageText;
import chat.parley.model.Replies;
import chat.parley.model.RoomName;
import chat.parley.model.SenderName;
import chat.parley.server.limit.LimitLevel;
import chat.parley.server.limit.RateLimits;
import chat.parley.server.log.LogIdentity;
import chat.parley.server.log.SqliteEventLog;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.poll.CursorCodec;
import chat.parley.server.poll.OpenPoll;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.Places;
import chat.parley.server.poll.PollRequest;
import chat.parley.server.poll.Poller;
import chat.parley.server.poll.Rooms;
import chat.parley.server.poll.Tail;
import chat.parley.server.presence.Presence;
import chat.parley.server.projection.Queries;
import chat.parley.server.room.ReadHistory;
import chat.parley.server.room.SendMessage;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.Database;
import chat.parley.server.sqlite.UnusableDataException;
import chat.parley.server.testing.StepExecutor;
import chat.parley.server.testing.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A server without HTTP: the real log, sender and poller, in virtual time, on one thread. The
 * writer's thread is the only other one, and it is waited for wherever its work could be seen, so
 * that a seed always gives the same run.
 */
final class World implements AutoCloseable {
  private static final Duration WRITER_LIMIT = Duration.ofSeconds(20);
  private static final int LONGEST_CHAIN_OF_WRITES = 2; // a room, then the message in it

  private final Path base;
  private final VirtualTime time = new VirtualTime();
  private final RandomGenerator random;
  private int lives;
  private Life life;

  /** One life of the server, from its start to its end. */
  private record Life(
      Path folder,
      StepExecutor steps,
      Database database,
      SqliteEventLog log,
      Poller poller,
      SendMessage sendMessage,
      ReadHistory readHistory,
      Places places) {}

  World(Path base, RandomGenerator random) throws UnusableDataException {
    this.base = base;
    this.random = random;
    life = begin(base.resolve("life-0"));
  }

  private Life begin(Path folder) throws UnusableDataException {
    StepExecutor steps = new StepExecutor();
    Metrics metrics = new Metrics();
    Database database =
        Database.open(
            DataFolder.open(folder),
            Database.Options.ofMaxPages(0),
            steps,
            failure -> {
              throw new AssertionError(failure);
            },
            metrics);
    LogIdentity identity = database.setUp(session -> LogIdentity.of(session, new SecureRandom()));
    SqliteEventLog log = SqliteEventLog.open(database, identity.epoch());
    Tail tail = new Tail(log.bounds().last());
    Queries queries = new Queries(database);
    Places places = Places.load(database, time);
    Poller poller =
        new Poller(
            new Poller.Sources(tail, queries, new CursorCodec(identity), places),
            new Presence<>(time),
            new Poller.Capacity(1_000, 1_000),
            new Poller.Ground(steps, time, random, metrics));
    log.follow(
        log.bounds().last().seq(),
        batch -> {
          tail.append(batch);
          poller.publish(batch);
        });
    SendMessage sendMessage =
        new SendMessage(
            log, queries, 100, new RateLimits(LimitLevel.NORMAL, time), time, random, metrics);
    ReadHistory readHistory = new ReadHistory(queries, () -> tail.view().head());
    return new Life(folder, steps, database, log, poller, sendMessage, readHistory, places);
  }

  CompletableFuture<Replies.Sent> send(
      String sender, String room, String text, UUID clientMessageId) {
    return life.sendMessage.send(
        new SendMessage.Command(
            SenderName.of(sender), MessageText.of(text), RoomName.of(room), clientMessageId, null));
  }

  OpenPoll poll(
      String clientId,
      Rooms rooms,
      @Nullable String cursor,
      @Nullable String lastMessageId,
      int limit) {
    return life.poller.poll(
        new PollRequest(
            Owner.guest(ClientId.of(clientId)),
            rooms,
            cursor,
            lastMessageId,
            25,
            limit,
            "127.0.0.1",
            false));
  }

  /** A room's whole past, oldest first. */
  List<chat.parley.model.Message> history(String room) {
    return life.readHistory
        .read(RoomName.of(room), new ReadHistory.Range(null, null, 100_000))
        .messages();
  }

  /** Lets one thing happen that is due: an answer arrives somewhere, or a woken poll reads. */
  boolean step() {
    return life.steps.step();
  }

  /** Lets everything happen that is due, what is being written included. */
  void settle() {
    for (int i = 0; i < LONGEST_CHAIN_OF_WRITES; i++) {
      awaitWriter();
      life.steps.runAll();
    }
  }

  /** Waits until all is written that was asked for before. */
  private void awaitWriter() {
    CompletableFuture<Boolean> barrier = life.database.write(_ -> true);
    long end = System.nanoTime() + WRITER_LIMIT.toNanos();
    while (!barrier.isDone()) {
      if (!life.steps.step()) {
        LockSupport.parkNanos(20_000);
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("The writer does not answer");
      }
    }
  }

  void advance(Duration step) {
    time.advance(step);
    life.poller.tick();
  }

  void flushPlaces() {
    var flushed = life.places.flush();
    settle();
    flushed.join();
  }

  /** Stops as the server does, answering everyone, and begins anew on the same data. */
  void restart() throws UnusableDataException {
    life.sendMessage.drain();
    life.poller.drain();
    settle();
    flushPlaces();
    Path folder = life.folder;
    life.log.close();
    life.steps.runAll();
    life = begin(folder);
  }

  /** Ends without a word and begins anew on what was on the disk at that moment. */
  void crash() throws IOException, UnusableDataException {
    awaitWriter();
    lives++;
    Path copy = base.resolve("life-" + lives);
    Files.createDirectories(copy);
    for (String file : List.of("parley.db", "parley.db-wal")) {
      if (Files.exists(life.folder.resolve(file))) {
        Files.copy(life.folder.resolve(file), copy.resolve(file));
      }
    }
    life.log.close(); // the old life goes on nowhere: nobody hears what its steps would say
    life = begin(copy);
  }

  Path folder() {
    return life.folder;
  }

  @Override
  public void close() {
    life.log.close();
  }
}
