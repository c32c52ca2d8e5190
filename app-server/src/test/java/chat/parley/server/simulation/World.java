package chat.parley.server.simulation;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.ClientId;
import chat.parley.model.EventBody;
import chat.parley.model.MessageText;
import chat.parley.model.Replies;
import chat.parley.model.RoomBody;
import chat.parley.model.RoomName;
import chat.parley.model.RoomRole;
import chat.parley.model.SenderName;
import chat.parley.server.command.Commands;
import chat.parley.server.event.ServerBody;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.fact.Visibility;
import chat.parley.server.limit.LimitLevel;
import chat.parley.server.limit.RateLimits;
import chat.parley.server.log.LogIdentity;
import chat.parley.server.log.LogReader;
import chat.parley.server.log.SqliteEventLog;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.poll.CursorCodec;
import chat.parley.server.poll.HeldPoll;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.Places;
import chat.parley.server.poll.PollClient;
import chat.parley.server.poll.PollRequest;
import chat.parley.server.poll.Poller;
import chat.parley.server.poll.Rooms;
import chat.parley.server.poll.Tail;
import chat.parley.server.poll.Wanted;
import chat.parley.server.presence.Presence;
import chat.parley.server.projection.Queries;
import chat.parley.server.projection.SqlFacts;
import chat.parley.server.room.ReadHistory;
import chat.parley.server.room.SendMessage;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.Database;
import chat.parley.server.sqlite.UnusableDataException;
import chat.parley.server.testing.StepExecutor;
import chat.parley.server.testing.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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
  private final Set<String> owned = new HashSet<>();
  private int lives;
  private Life life;

  /** One life of the server, from its start to its end. */
  private record Life(
      Path folder,
      StepExecutor steps,
      Database database,
      SqliteEventLog log,
      Poller poller,
      Map<Owner, PollClient> polled,
      Commands commands,
      SendMessage sendMessage,
      ReadHistory readHistory,
      Places places,
      FactMemory facts) {}

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
    Tail tail = Tail.of(new LogReader(database), log.bounds().last());
    Queries queries = new Queries(database);
    Places places = Places.load(database, time);
    FactMemory facts = database.read(SqlFacts::load);
    Visibility visibility = new Visibility(facts);
    Poller poller =
        new Poller(
            new Poller.Sources(tail, queries, new CursorCodec(identity), places, visibility),
            new Presence<>(time),
            new Poller.Capacity(1_000, 1_000),
            new Poller.Ground(steps, time, random, metrics));
    log.follow(
        log.bounds().last().seq(),
        batch -> {
          batch.events().forEach(applied -> facts.apply(applied.outcome()));
          tail.append(batch);
          poller.publish(batch);
        });
    Commands commands = new Commands(log, facts, queries, time, random);
    SendMessage sendMessage =
        new SendMessage(
            log, commands, queries, 100, new RateLimits(LimitLevel.NORMAL, time), metrics);
    ReadHistory readHistory = new ReadHistory(queries, visibility, () -> tail.view().head());
    return new Life(
        folder,
        steps,
        database,
        log,
        poller,
        new HashMap<>(),
        commands,
        sendMessage,
        readHistory,
        places,
        facts);
  }

  CompletableFuture<Replies.Sent> send(
      String sender, String room, String text, UUID clientMessageId) {
    SendMessage.Command command =
        new SendMessage.Command(
            owned.contains(sender) ? owner(sender) : Actor.guest(SenderName.of(sender)),
            MessageText.of(text),
            RoomName.of(room),
            clientMessageId,
            null);
    var sent = life.sendMessage.sendWithoutWaiting(command);
    return (sent == null ? life.sendMessage.send(command) : sent)
        .thenApplyAsync(answer -> answer, life.steps); // it is under way until a step takes it
  }

  private static Actor owner(String name) {
    return Actor.owner(SenderName.of(name));
  }

  /** From now on the name has an owner, who sends under it. */
  void claim(String name) {
    byte[] token = new byte[32];
    random.nextBytes(token);
    decide(
        name,
        ServerBody.NO_ROOM,
        new ServerBody.NameClaimed(false, null, Bytes32.of(token).toString(), Long.MAX_VALUE, null),
        () -> life.facts.name(owner(name).key()) != null);
    owned.add(name);
  }

  /** Makes a private room of somebody's. */
  String makePrivate(String name) {
    String room = RoomName.newPrivate(random).value();
    decide(
        name,
        room,
        new RoomBody.RoomCreated(true, "Hidden", null, null),
        () -> isMember(name, room));
    return room;
  }

  /** Makes somebody something to a room. */
  void give(String by, String room, String who, RoomRole role) {
    decide(
        by,
        room,
        RoomBody.MemberChanged.of(SenderName.of(who), role),
        () -> life.facts.role(room, owner(who).key()) == role);
  }

  boolean isMember(String name, String room) {
    return life.facts.role(room, owner(name).key()).isMember();
  }

  /**
   * Nothing else happens until it is so: else nobody could say what was seen before it and what
   * after.
   */
  private void decide(String by, String room, EventBody body, BooleanSupplier isSo) {
    var _ = life.commands.decide(owner(by), room, body);
    long end = System.nanoTime() + WRITER_LIMIT.toNanos();
    while (!isSo.getAsBoolean()) {
      LockSupport.parkNanos(20_000);
      if (System.nanoTime() > end) {
        throw new AssertionError("The writer does not answer");
      }
    }
  }

  /** Polls, in a loop or not, as it happens. */
  HeldPoll poll(
      @Nullable String name,
      String clientId,
      Rooms rooms,
      @Nullable String cursor,
      @Nullable String lastMessageId,
      int limit) {
    PollRequest request =
        new PollRequest(
            Owner.of(name == null ? null : owner(name).key(), ClientId.of(clientId)),
            () -> null,
            rooms,
            Wanted.MESSAGES,
            cursor,
            lastMessageId,
            25,
            limit,
            "127.0.0.1",
            false);
    return random.nextBoolean()
        ? life.poller.poll(request)
        : SteppedLoop.poll(life.poller, request, life.steps, life.polled);
  }

  /** A room's whole past, oldest first. */
  List<chat.parley.model.Message> history(String room) {
    return history(null, room);
  }

  /** The same of a room that only somebody sees. */
  List<chat.parley.model.Message> history(@Nullable String name, String room) {
    return life.readHistory
        .read(
            name == null ? null : owner(name).key(),
            RoomName.of(room),
            new ReadHistory.Range(null, null, 100_000))
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
    onWriter(_ -> true);
  }

  /** Waits for the writer to do something when all is written that was asked for before. */
  private void onWriter(Database.Write<Boolean> work) {
    CompletableFuture<Boolean> done = life.database.write(work);
    long end = System.nanoTime() + WRITER_LIMIT.toNanos();
    while (!done.isDone()) {
      if (!life.steps.step()) {
        LockSupport.parkNanos(20_000);
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("The writer does not answer");
      }
    }
    var _ = done.join();
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
    life.commands.drain();
    life.poller.drain();
    settle();
    flushPlaces();
    Path folder = life.folder;
    life.log.close();
    life.steps.runAll();
    life = begin(folder);
  }

  /**
   * Ends without a word and begins anew on what was on the disk at that moment. It is copied by the
   * writer: else a checkpoint between two files would make of them what never was on a disk.
   */
  void crash() throws UnusableDataException {
    awaitWriter();
    lives++;
    Path copy = base.resolve("life-" + lives);
    onWriter(_ -> {
      copyTo(copy);
      return true;
    });
    life.log.close(); // the old life goes on nowhere: nobody hears what its steps would say
    life = begin(copy);
  }

  private void copyTo(Path copy) {
    try {
      Files.createDirectories(copy);
      for (String file : List.of("parley.db", "parley.db-wal")) {
        if (Files.exists(life.folder.resolve(file))) {
          Files.copy(
              life.folder.resolve(file),
              copy.resolve(file),
              StandardCopyOption.REPLACE_EXISTING); // the writer may do it again
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return life.folder;
  }

  @Override
  public void close() {
    life.log.close();
  }
}
