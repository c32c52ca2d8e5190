package chat.parley.server.http;

import chat.parley.server.metrics.Counter;
import chat.parley.server.metrics.Metrics;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts every request that has been answered and, at the level DEBUG, logs a line about it. That
 * line has the route and not the path, and never a query or a header that came in.
 */
final class AccessLog implements RequestLog {
  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final String IDENTIFIED = Identified.class.getName();
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Counter requests;
  private final Counter bytes;

  AccessLog(Metrics metrics) {
    requests = metrics.counter("http_requests", "HTTP requests that have ended.");
    bytes = metrics.counter("http_response_bytes", "Bytes written as the bodies of replies.");
  }

  /** Keeps what is to be logged with a request, as the container will hand it over. */
  static void remember(Request request, Identified identified) {
    if (log.isDebugEnabled()) { // else each poll that waits would hold a table of attributes
      request.setAttribute(IDENTIFIED, identified);
    }
  }

  @Override
  public void log(Request request, Response response) {
    long written = Response.getContentBytesWritten(response);
    count(written);
    if (log.isDebugEnabled()) {
      String route =
          request.getAttribute(IDENTIFIED) instanceof Identified identified
              ? identified.route()
              : "-";
      line(
          response.getHeaders().get(RequestIds.HEADER),
          METHODS.contains(request.getMethod()) ? request.getMethod() : "-",
          route,
          new Ended(response.getStatus(), request.getBeginNanoTime(), written));
    }
  }

  /** Whether there is a line about each request. */
  boolean isTold() {
    return log.isDebugEnabled();
  }

  /** How a request ended. */
  private record Ended(int status, long beginNanos, long bytes) {}

  /** A request ended that Jetty knows nothing of. */
  void log(
      PlainRoute route, Supplier<@Nullable String> id, int status, long beginNanos, int length) {
    count(length);
    if (log.isDebugEnabled()) {
      line(id.get(), route.method(), route.path(), new Ended(status, beginNanos, length));
    }
  }

  private void count(long written) {
    requests.increment();
    bytes.add(written);
  }

  private static void line(@Nullable String id, String method, String route, Ended ended) {
    try (var _ = RequestIds.logged(id)) {
      log.debug(
          "{} {} {} in {} ms, {} bytes",
          method,
          route,
          ended.status(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ended.beginNanos()),
          ended.bytes());
    }
  }
}
