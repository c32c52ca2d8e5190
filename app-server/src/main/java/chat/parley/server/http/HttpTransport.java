package chat.parley.server.http;

import chat.parley.model.Limits;
import chat.parley.server.poll.CursorCodec;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.Poller;
import chat.parley.server.presence.Presence;
import chat.parley.server.projection.Queries;
import chat.parley.server.room.ReadHistory;
import chat.parley.server.room.SendMessage;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.servlet.DefaultTasks;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * HTTP by Javalin on Jetty: its threads, its connector and its limits, and our routes behind the
 * gate.
 */
public final class HttpTransport implements AutoCloseable {
  private static final Duration CONNECTION_IDLE =
      Duration.ofSeconds(Limits.POLL_TIMEOUT_MAX_SECONDS + 15L);
  private static final int REQUEST_HEAD_MAX_BYTES = 24 * 1024;
  private static final int THREADS_MAX = 32;
  private static final int FIRST_FREE_FOR_ALL = 1_024; // lower ports are often the system's

  private final Javalin javalin;
  private final Pending pending;

  private HttpTransport(Javalin javalin, Pending pending) {
    this.javalin = javalin;
    this.pending = pending;
  }

  /** Where to listen: a port of 0 takes any that is free. */
  public record Binding(String host, int port, boolean http2) {}

  /** What requests are about. */
  public record Services(
      Poller poller,
      SendMessage sendMessage,
      ReadHistory readHistory,
      Queries queries,
      CursorCodec cursors,
      Presence<Owner> presence) {}

  /**
   * Listens.
   *
   * @throws BindException if the port is taken or the address is not this machine's
   */
  public static HttpTransport start(
      Binding binding, Gate gate, Services services, ServerStatus status, InstantSource clock)
      throws BindException {
    Pending pending = new Pending();
    var server =
        new ServerResource(
            services.queries(), services.poller(), services.presence(), clock, status);
    var messages =
        new MessageResource(
            services.sendMessage(), services.readHistory(), services.cursors(), pending);
    var poll = new PollResource(services.poller(), pending);
    var pages = new PageResource(status.build());
    Javalin javalin =
        Javalin.create(config -> {
          configure(config, binding, new ContainerErrors(status.draining()));
          config.routes.before(ctx -> enter(ctx, gate));
          config.routes.exception(Exception.class, (e, ctx) -> Errors.answer(ctx, e));
          // Javalin has a handler of its own for these; the closest class wins.
          config.routes.exception(HttpResponseException.class, (e, ctx) -> Errors.answer(ctx, e));
          Routes.add(config.routes, poll, messages, server, pages);
        });
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      BindException refused = new BindException(whyNot(binding));
      refused.initCause(e);
      throw refused;
    }
    return new HttpTransport(javalin, pending);
  }

  /** Tells an address that is not this machine's from a port that is taken. */
  private static String whyNot(Binding binding) {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(binding.host()))) {
      return binding.port() > 0 && binding.port() < FIRST_FREE_FOR_ALL && probe.isBound()
          ? "Port "
              + binding.port()
              + " is taken by another program, or needs rights that this user does not have."
              + " Choose another with --port."
          : "Port "
              + binding.port()
              + " is taken by another program."
              + " Choose another with --port, or find out who has this one and end it.";
    } catch (IOException e) {
      return "The address "
          + binding.host()
          + " cannot be listened on: this machine has no such address."
          + " Give --host one of its own, or 0.0.0.0 for all of them.";
    }
  }

  private static void enter(Context ctx, Gate gate) {
    ctx.header("X-Content-Type-Options", "nosniff");
    if (ctx.path().startsWith("/api") || ctx.path().startsWith("/health")) {
      ctx.header("Cache-Control", "no-store");
    }
    gate.check(host(ctx), ctx.header("Origin"), ctx.header("Sec-Fetch-Site"));
    var _ = Query.decodedPath(ctx.path()); // refused here if it cannot be: Javalin would fail on it
  }

  /** The Host header or what stands for it over HTTP/2, the authority of the request itself. */
  private static @Nullable String host(Context ctx) {
    String header = ctx.host();
    return header == null && ctx.protocol().startsWith("HTTP/2")
        ? ServletContextRequest.getServletContextRequest(ctx.req()).getHttpURI().getAuthority()
        : header;
  }

  private static void configure(JavalinConfig config, Binding binding, ContainerErrors errors) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    onlyGateAndHandler(config);
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 2);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-request-", 0).factory()));
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setSendXPoweredBy(false);
      http.setRequestHeaderSize(REQUEST_HEAD_MAX_BYTES);
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
    config.jetty.addConnector((server, http) -> connector(server, http, binding));
  }

  /**
   * No tasks after the handler: the reply is whole then, and a task that fails on a dead stream
   * would be run for ever.
   */
  @SuppressWarnings("unchecked") // an array of a generic type, made for the varargs and not kept
  private static void onlyGateAndHandler(JavalinConfig config) {
    config.requestLifeCycle(DefaultTasks.INSTANCE.getBEFORE(), DefaultTasks.INSTANCE.getHTTP());
  }

  private static ServerConnector connector(Server server, HttpConfiguration http, Binding binding) {
    HttpConnectionFactory http1 = new HttpConnectionFactory(http);
    ServerConnector connector =
        binding.http2()
            ? new ServerConnector(server, http1, new HTTP2CServerConnectionFactory(http))
            : new ServerConnector(server, http1);
    connector.setHost(binding.host());
    connector.setPort(binding.port());
    connector.setIdleTimeout(CONNECTION_IDLE.toMillis());
    connector.setAcceptQueueSize(4_096);
    return connector;
  }

  /** The port that is listened on. */
  public int port() {
    return javalin.port();
  }

  /** Waits until the replies under way are written, at most so long. */
  public void awaitIdle(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (pending.count() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
