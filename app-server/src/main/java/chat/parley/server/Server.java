package chat.parley.server;

import chat.parley.model.Timestamp;
import chat.parley.model.tls.Pin;
import chat.parley.server.access.Access;
import chat.parley.server.access.Callers;
import chat.parley.server.access.OwnerToken;
import chat.parley.server.access.Secrets;
import chat.parley.server.account.Accounts;
import chat.parley.server.account.Administration;
import chat.parley.server.account.Audit;
import chat.parley.server.account.Invites;
import chat.parley.server.account.Passwords;
import chat.parley.server.build.BuildInfo;
import chat.parley.server.command.Commands;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.fact.Visibility;
import chat.parley.server.http.Gate;
import chat.parley.server.http.HttpTransport;
import chat.parley.server.http.Peers;
import chat.parley.server.http.ServerStatus;
import chat.parley.server.limit.RateLimits;
import chat.parley.server.log.LogIdentity;
import chat.parley.server.log.LogReader;
import chat.parley.server.log.SqliteEventLog;
import chat.parley.server.logging.Words;
import chat.parley.server.machine.Addresses;
import chat.parley.server.metrics.Counter;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.poll.CursorCodec;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.Places;
import chat.parley.server.poll.Poller;
import chat.parley.server.poll.Tail;
import chat.parley.server.presence.Presence;
import chat.parley.server.projection.Queries;
import chat.parley.server.projection.SqlFacts;
import chat.parley.server.room.ChangeRooms;
import chat.parley.server.room.ReadHistory;
import chat.parley.server.room.RoomList;
import chat.parley.server.room.SendMessage;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.Database;
import chat.parley.server.sqlite.UnusableDataException;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: made by {@link #start}, ended by {@link #close}. Everything is put together
 * here and nowhere else. Several may run in one process, each on a data folder of its own.
 */
public final class Server implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Server.class);
  private static final long PAGES_PER_MEBIBYTE = 256; // of 4 KiB each
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration PLACES_FLUSH = Duration.ofMillis(500);
  private static final Duration HEALTH_PROBE = Duration.ofSeconds(1);
  private static final Duration CERTIFICATE_LOOK = Duration.ofMinutes(1);
  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final int CLIENTS_LISTED_MAX = 1_000;

  private final InstantSource clock;

  private final Database database;
  private final SqliteEventLog eventLog;
  private final CursorCodec cursors;
  private final Presence<Owner> presence;
  private final Places places;
  private final Poller poller;
  private final Commands commands;
  private final Passwords passwords;
  private final HttpTransport http;
  private final String ownerToken;
  private final String instance;
  private final Access access;
  private final ScheduledExecutorService scheduler;
  private final ExecutorService workers;
  private final AtomicBoolean draining = new AtomicBoolean();
  private final Encryption encryption;

  private Server(ServerConfig config, Surroundings around, Storage storage) throws BindException {
    clock = around.clock();
    database = storage.database();
    workers = storage.workers();
    Metrics metrics = storage.metrics();
    encryption = storage.encryption();
    eventLog = SqliteEventLog.open(database, storage.identity().epoch());
    Tail tail = Tail.of(new LogReader(database), eventLog.bounds().last());
    Queries queries = new Queries(database);
    FactMemory facts = database.read(SqlFacts::load);
    Visibility visibility = new Visibility(facts);
    cursors = new CursorCodec(storage.identity());
    presence = new Presence<>(around.monotonicMillis());
    places = Places.load(database, around.clock());
    poller =
        new Poller(
            new Poller.Sources(tail, queries, cursors, places, visibility),
            presence,
            new Poller.Capacity(config.capacity().polls(), config.capacity().pollsPerAddress()),
            new Poller.Ground(workers, around.monotonicMillis(), around.random(), metrics));
    commands = new Commands(eventLog, facts, queries, around.clock(), around.random());
    passwords = new Passwords();
    ownerToken = storage.ownerToken();
    access = config.access();
    RateLimits limits = new RateLimits(config.protection().limits(), around.monotonicMillis());
    Counter events =
        metrics.counter("events_committed", "Events stored in the log: messages, new rooms.");
    eventLog.follow(
        eventLog.bounds().last().seq(),
        batch -> {
          events.add(batch.events().size());
          // Facts first: whoever reads what they guard reads them as new, or newer.
          batch.events().forEach(applied -> facts.apply(applied.outcome()));
          tail.append(batch);
          poller.publish(batch);
        });
    instance = Secrets.word(around.random());
    ServerStatus status =
        new ServerStatus(
            BuildInfo.load(),
            Timestamp.of(around.clock().instant()),
            instance,
            database::trouble,
            database::isHeldUp,
            draining::get);
    tellOfItself(metrics, status);
    http =
        HttpTransport.start(
            new HttpTransport.Binding(
                config.listen().host(),
                config.listen().port(),
                config.listen().http2(),
                config.listen().fastPolls(),
                config.metricsPort(),
                Duration.ofMillis(config.capacity().waitMillis()),
                encryption.tls()),
            new Gate(Addresses.machineName(), config.listen().publicUrls()),
            new HttpTransport.Services(
                poller,
                new SendMessage(
                    eventLog, commands, queries, config.capacity().rooms(), limits, metrics),
                new ReadHistory(queries, visibility, () -> tail.view().head()),
                new RoomList(queries, facts, visibility),
                new ChangeRooms(
                    commands,
                    facts,
                    queries,
                    new ChangeRooms.Phrases(passwords::encoded, passwords::matches),
                    config.capacity().rooms(),
                    around.random()),
                cursors,
                presence,
                new Peers(config.protection().trustedProxies(), access == Access.OPEN),
                limits,
                metrics,
                people(config, around, facts)),
            status,
            new HttpTransport.Ground(around.clock(), around.monotonicMillis(), around.random()));
    scheduler =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("timer").factory());
    every(TICK, poller::tick);
    every(PLACES_FLUSH, this::flushPlaces);
    every(HEALTH_PROBE, this::probeStorage);
    every(CERTIFICATE_LOOK, () -> workers.execute(() -> encryption.renew(http::use)));
  }

  private record Storage(
      Database database,
      LogIdentity identity,
      String ownerToken,
      Encryption encryption,
      ExecutorService workers,
      Metrics metrics) {
    @Override
    public String toString() {
      return "Storage[hidden]";
    }
  }

  private HttpTransport.People people(ServerConfig config, Surroundings around, FactMemory facts) {
    Accounts accounts =
        new Accounts(
            new Accounts.Setting(config.access(), config.entry().signUp()),
            commands,
            facts,
            passwords,
            around.clock(),
            around.random());
    return new HttpTransport.People(
        new Callers(config.access(), facts, Secrets.hash(ownerToken), around.clock()),
        accounts,
        new Invites(commands, facts, around.clock(), around.random()),
        new Administration(commands, accounts, facts),
        new Audit(new LogReader(database)));
  }

  /**
   * Opens the data folder and listens.
   *
   * @throws UnusableDataException if the data folder cannot be used; nothing in it was changed
   * @throws BindException if the address cannot be listened on
   */
  public static Server start(ServerConfig config, Surroundings around)
      throws UnusableDataException, BindException {
    ExecutorService workers =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("worker-", 0).factory());
    Metrics metrics = new Metrics();
    DataFolder folder = DataFolder.open(config.data());
    Encryption encryption;
    Database database;
    try {
      encryption = Encryption.of(config.tls(), folder.path(), around);
      database =
          Database.open(
              folder,
              Database.Options.ofMaxPages(config.capacity().dataMebibytes() * PAGES_PER_MEBIBYTE),
              workers,
              around.onFatal(),
              metrics);
    } catch (UnusableDataException e) {
      folder.close();
      throw e;
    }
    try {
      LogIdentity identity = database.setUp(session -> LogIdentity.of(session, around.random()));
      String ownerToken = OwnerToken.of(config.data(), around.random());
      return new Server(
          config,
          around,
          new Storage(database, identity, ownerToken, encryption, workers, metrics));
    } catch (OwnerToken.UnusableTokenException e) {
      database.close();
      throw new UnusableDataException(String.valueOf(e.getMessage()), e);
    } catch (UnusableDataException | BindException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private void tellOfItself(Metrics metrics, ServerStatus status) {
    metrics.build(status.build().version());
    metrics.gauge(
        "start_time_seconds",
        "When the server started, in seconds since 1970-01-01 UTC.",
        () -> status.started().millis() / 1_000.0);
    metrics.gauge(
        "clients_active",
        "Clients with a poll open now or within the last minute.",
        presence::count);
    metrics.gauge(
        "storage_trouble",
        "1 while nothing can be stored, else 0.",
        () -> status.trouble().get() == null ? 0 : 1);
    metrics.gauge(
        "draining", "1 while the server is stopping, else 0.", () -> draining.get() ? 1 : 0);
  }

  private void every(Duration period, Runnable task) {
    var _ =
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                log.error("A task of the timer failed; it goes on", Words.without(e));
              }
            },
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** While the storage is full, finds out whether there is room again even if nobody sends. */
  private void probeStorage() {
    if (database.trouble() != null) {
      var _ = database.probe();
    }
  }

  private void flushPlaces() {
    var _ = places.flush(); // what cannot be written is kept for the next time
  }

  /** The port that is listened on. */
  public int port() {
    return http.port();
  }

  /** The port in clear text beside an encrypted one, 0 if there is none. */
  public int plainPort() {
    return http.plainPort();
  }

  /**
   * By which clients know this server where no authority has signed its certificate; null where one
   * has, or where it does not encrypt.
   */
  public @Nullable Pin pin() {
    return encryption.pin();
  }

  /** The port that has the metrics alone, 0 if there is none. */
  public int metricsPort() {
    return http.metricsPort();
  }

  /**
   * By which word this run of the server is known from any other: it tells it to whoever asks, with
   * the way in.
   */
  public String instance() {
    return instance;
  }

  /** Who may use this server. */
  public Access access() {
    return access;
  }

  /**
   * The token of whoever runs this server: who has it administers it. It is in the data folder, for
   * its user alone.
   */
  public String ownerToken() {
    return ownerToken;
  }

  /**
   * Who has a poll open, or had one within the last minute: the one with the newest activity first,
   * and no more than the newest {@value #CLIENTS_LISTED_MAX}. For whoever runs this server; nothing
   * of it is told over the network.
   */
  public List<Client> clients() {
    Instant now = clock.instant();
    return presence.newest(CLIENTS_LISTED_MAX).stream()
        .map(seen ->
            new Client(
                seen.client().clientId(),
                seen.address(),
                seen.isPolling(),
                now.minusMillis(seen.agoMillis())))
        .toList();
  }

  /**
   * Whether a cursor is of this server's log. Cursors are encrypted with a key that no other log
   * has, so whoever gives out such a one is this server.
   */
  public boolean isOwn(String cursor) {
    return cursors.decode(cursor) != null;
  }

  /**
   * Stops: new messages are refused as {@code draining}, those under way are stored and answered,
   * every open poll is answered with the time to come back. Takes less than three seconds; a second
   * call does nothing.
   */
  @Override
  public void close() {
    if (!draining.compareAndSet(false, true)) {
      return;
    }
    commands.drain();
    poller.drain();
    http.awaitIdle(DRAIN);
    try {
      http.close();
    } finally {
      scheduler.shutdownNow();
      awaitPlaces();
      eventLog.close();
      passwords.close();
      workers.shutdownNow();
    }
  }

  private void awaitPlaces() {
    try {
      places.flush().get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("The places of clients without a cursor were not all written", Words.without(e));
    }
  }
}
