package chat.parley.server.http;

import chat.parley.server.access.Callers;
import chat.parley.server.account.Accounts;
import chat.parley.server.account.Administration;
import chat.parley.server.account.Audit;
import chat.parley.server.account.Invites;
import chat.parley.server.limit.RateLimits;
import chat.parley.server.limit.WaitingLine;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.poll.CursorCodec;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.Poller;
import chat.parley.server.presence.Presence;
import chat.parley.server.room.ChangeRooms;
import chat.parley.server.room.ReadHistory;
import chat.parley.server.room.RoomList;
import chat.parley.server.room.SendMessage;
import chat.parley.server.tls.ServerCertificate;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.servlet.DefaultTasks;
import io.javalin.util.JavalinBindException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * HTTP by Javalin on Jetty: its threads, its connector and its limits, and our routes behind the
 * gate.
 */
public final class HttpTransport implements AutoCloseable {
  private static final int REQUEST_HEAD_MAX_BYTES = 24 * 1024;
  private static final int THREADS_MAX = 32;

  /**
   * By how much Jetty keeps apart what several threads write: 64 bytes. It would else have all of
   * Java's management made ready, to ask it for the size of a reference.
   */
  private static final String PADDING = "org.eclipse.jetty.util.referencesPerCacheLine";

  static {
    if (System.getProperty(PADDING) == null) {
      System.setProperty(PADDING, "16");
    }
  }

  private final Javalin javalin;
  private final Pending pending;
  private final WaitingLine line;
  private final @Nullable Encryption encryption;

  private HttpTransport(
      Javalin javalin, Pending pending, WaitingLine line, @Nullable Encryption encryption) {
    this.javalin = javalin;
    this.pending = pending;
    this.line = line;
    this.encryption = encryption;
  }

  /**
   * Where to listen: a port of 0 takes any that is free.
   *
   * @param http2 whether HTTP/2 is spoken in clear text, too
   * @param fastPolls whether plain polls and sends in clear text are answered by {@link
   *     PlainConnection}
   * @param metricsPort where to tell the metrics, and nothing else, to whoever asks
   * @param patience how long a request waits for its turn at most
   * @param tls what the port speaks TLS with; null: it is in clear text
   */
  public record Binding(
      String host,
      int port,
      boolean http2,
      boolean fastPolls,
      @Nullable InetSocketAddress metricsPort,
      Duration patience,
      @Nullable Tls tls) {
    /** How long a request waits where nobody said otherwise. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** In clear text. */
    public Binding(String host, int port, boolean http2, @Nullable InetSocketAddress metricsPort) {
      this(host, port, http2, true, metricsPort, PATIENCE, null);
    }
  }

  /**
   * Encryption.
   *
   * @param plainPort a port in clear text beside it; null: none
   */
  public record Tls(ServerCertificate certificate, @Nullable Integer plainPort) {}

  /** What requests are about. */
  public record Services(
      Poller poller,
      SendMessage sendMessage,
      ReadHistory readHistory,
      RoomList roomList,
      ChangeRooms changeRooms,
      CursorCodec cursors,
      Presence<Owner> presence,
      Peers peers,
      RateLimits limits,
      Metrics metrics,
      People people) {}

  /** Who calls, and how they come in and go out. */
  public record People(
      Callers callers,
      Accounts accounts,
      Invites invites,
      Administration administration,
      Audit audit) {}

  /**
   * What everything is read by and made from.
   *
   * @param monotonicMillis a clock that never runs backwards
   */
  public record Ground(InstantSource clock, LongSupplier monotonicMillis, RandomGenerator random) {}

  /**
   * Does ahead, on the calling thread, what listening for the first time in a process takes long
   * for: it loads the web server.
   */
  public static void prepare() {
    Javalin javalin =
        Javalin.create(config -> {
          startQuietly(config);
          config.routes.before(ctx -> {});
        });
    var _ = javalin.jettyServer().server();
  }

  /**
   * Listens.
   *
   * @throws BindException if the port is taken or the address is not this machine's
   */
  public static HttpTransport start(
      Binding binding, Gate gate, Services services, ServerStatus status, Ground ground)
      throws BindException {
    Errors errors = new Errors(services.metrics());
    RequestIds ids = new RequestIds(ground.random());
    Pending pending = new Pending(errors);
    Health health = new Health(status, ground.clock());
    var resource =
        new ServerResource(
            services.roomList(),
            services.poller(),
            services.presence(),
            ground.clock(),
            status,
            health);
    var messages =
        new MessageResource(
            services.sendMessage(),
            services.readHistory(),
            services.cursors(),
            pending,
            services.peers());
    People people = services.people();
    Peers peers = services.peers();
    RateLimits limits = services.limits();
    var entry = new PollEntry(people.callers(), limits);
    var poll = new PollResource(services.poller(), entry, pending, peers);
    var account = new AccountResource(people.accounts(), pending, peers, limits, status.instance());
    var rooms =
        new RoomResource(services.roomList(), services.changeRooms(), pending, peers, limits);
    Tls tls = binding.tls();
    Encryption encryption = tls == null ? null : new Encryption(tls.certificate());
    var admin =
        new AdminResource(
            people.invites(),
            people.administration(),
            people.audit(),
            services.presence(),
            ground.clock(),
            pending,
            new OwnKey(encryption, peers.proxies()));
    var metrics = new MetricsResource(services.metrics());
    var pages = new PageResource(status.build());
    Door door = new Door(people.callers(), peers);
    AccessLog log = new AccessLog(services.metrics());
    Executor requests =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-request-", 0).factory());
    WaitingLine line =
        new WaitingLine(
            requests,
            Runtime.getRuntime().availableProcessors(),
            binding.patience(),
            ground.monotonicMillis(),
            services.metrics());
    Turns turns = new Turns(line, status.writesHeldUp());
    ids.setHandler(new ComesBack(new Admission(turns, gate, health, errors)));
    PlainWay way =
        new PlainWay(
            new PlainWay.Entrance(gate, door, peers), pending, new PlainWay.Told(errors, ids, log));
    PlainConnectionFactory.Fast fast =
        binding.fastPolls()
            ? new PlainConnectionFactory.Fast(
                way,
                new FastPolls(way, entry, services.poller()),
                new FastSends(way, people.callers(), turns, services.sendMessage()))
            : null;
    OpenConnections connections = OpenConnections.ofThisProcess(services.metrics());
    Javalin javalin =
        Javalin.create(config -> {
          configure(config, requests, new ContainerErrors(status.draining(), errors, ids));
          Connectors.add(config, binding, connections, encryption, fast);
          config.jetty.modifyServer(server -> {
            server.setDynamic(false); // or it would not believe that its handlers do not wait
            server.setHandler(ids);
            server.setRequestLog(log);
          });
          config.routes.before(ctx -> enter(ctx, gate));
          config.routes.exception(Exception.class, (e, ctx) -> errors.answer(ctx, e));
          // Javalin has a handler of its own for these; the closest class wins.
          config.routes.exception(HttpResponseException.class, (e, ctx) -> errors.answer(ctx, e));
          Routes routes = new Routes(config.routes, door);
          routes.add(poll, messages, resource);
          routes.add(account);
          routes.add(rooms);
          routes.add(admin);
          routes.add(metrics, pages);
        });
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      throw Unbound.because(e, binding);
    }
    return new HttpTransport(javalin, pending, line, encryption);
  }

  private static void enter(Context ctx, Gate gate) {
    Identified identified =
        Identified.of(ServletContextRequest.getServletContextRequest(ctx.req()));
    if (identified != null) {
      identified.takes(ctx.endpoints());
    }
    ctx.header("X-Content-Type-Options", "nosniff");
    if (ctx.path().startsWith("/api")
        || ctx.path().startsWith("/health")
        || ctx.path().equals(MetricsResource.PATH)) {
      ctx.header("Cache-Control", "no-store");
    }
    MetricsResource.keepApart(ctx);
    gate.check(ServletContextRequest.getServletContextRequest(ctx.req()));
    var _ = Query.decodedPath(ctx.path()); // refused here if it cannot be: Javalin would fail on it
  }

  private static void startQuietly(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
  }

  private static void configure(JavalinConfig config, Executor requests, ContainerErrors errors) {
    startQuietly(config);
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    onlyGateAndHandler(config);
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 2);
    threads.setName("http");
    threads.setReservedThreads(0); // else the thread that writes replies changes all the time
    threads.setVirtualThreadsExecutor(requests);
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setSendXPoweredBy(false);
      http.setRequestHeaderSize(REQUEST_HEAD_MAX_BYTES);
      http.setUseInputDirectByteBuffers(false); // they are made anew (WholeStopConnector)
      http.setUseOutputDirectByteBuffers(false);
      http.setHeaderCacheSize(0); // else a browser's headers cost about 100 KB for each connection
    });
    config.jetty.modifyServer(server -> {
      server.setStopTimeout(0); // what was under way has been waited for already
      server.setErrorHandler(errors);
    });
    config.jetty.modifyServletContextHandler(context -> {
      context.setErrorHandler(errors);
      context.setAllowNullPathInContext(true); // else an empty path is sent on, past the gate
    });
  }

  /**
   * No tasks after the handler: the reply is whole then, and a task that fails on a dead stream
   * would be run for ever.
   */
  @SuppressWarnings("unchecked") // an array of a generic type, made for the varargs and not kept
  private static void onlyGateAndHandler(JavalinConfig config) {
    config.requestLifeCycle(DefaultTasks.INSTANCE.getBEFORE(), DefaultTasks.INSTANCE.getHTTP());
  }

  /** The port that is listened on. */
  public int port() {
    return javalin.port();
  }

  /** The port in clear text beside the encrypted one, 0 if there is none. */
  public int plainPort() {
    return Connectors.portOf(javalin, Connectors.PLAIN_PORT);
  }

  /** The port of the metrics alone, 0 if there is none. */
  public int metricsPort() {
    return Connectors.portOf(javalin, MetricsResource.OWN_PORT);
  }

  /** Shows another certificate to whoever connects from now on; for a server that has TLS. */
  public void use(ServerCertificate certificate) {
    if (encryption == null) {
      throw new IllegalStateException("This server has no TLS");
    }
    encryption.use(certificate);
  }

  /** Waits until the replies under way are written, at most so long. */
  public void awaitIdle(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (pending.count() + line.length() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
