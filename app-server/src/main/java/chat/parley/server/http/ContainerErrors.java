package chat.parley.server.http;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.logging.Words;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the HTTP parser refuses before a request reaches us, in the same form as our own refusals.
 */
final class ContainerErrors implements Request.Handler {
  private static final Logger log = LoggerFactory.getLogger(ContainerErrors.class);

  private final BooleanSupplier draining;
  private final Errors errors;
  private final RequestIds ids;

  /**
   * @param draining whether the server is stopping: the container then cuts short what could not be
   *     answered in time, and that is no fault
   */
  ContainerErrors(BooleanSupplier draining, Errors errors, RequestIds ids) {
    this.draining = draining;
    this.errors = errors;
    this.ids = ids;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    boolean cutShort = status == HttpStatus.INTERNAL_SERVER_ERROR_500 && draining.getAsBoolean();
    String id = ids.of(request);
    Refusal refusal = errors.count(cutShort ? cutShort(request) : refusal(status), id);
    logDefect(request, refusal, id, cutShort);
    response.getHeaders().put(RequestIds.HEADER, id); // the container has cleared what there was
    if (refusal.code() == ErrorCode.QUERY_UNREADABLE
        && request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
      // The parser gives the connection up; of a bad request line it does not say so itself.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    PlainReply.write(response, refusal, callback);
    return true;
  }

  /** The container's own line has the path and the words of what was thrown; it is switched off. */
  private static void logDefect(Request request, Refusal refusal, String id, boolean cutShort) {
    if (refusal.code() != ErrorCode.INTERNAL
        || !(request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable thrown)) {
      return;
    }
    boolean clientGone = thrown instanceof IOException || thrown instanceof QuietException;
    try (var _ = RequestIds.logged(id)) {
      if (cutShort || clientGone) {
        log.debug("A request was cut short: {}", Words.of(thrown));
      } else {
        log.error("A request failed in the container", Words.without(thrown));
      }
    }
  }

  /** A send that was cut short may have been stored, and {@code draining} says that it was not. */
  private static Refusal cutShort(Request request) {
    return HttpMethod.POST.is(request.getMethod())
        ? new Refusal(
            ErrorCode.INTERNAL,
            "The server stopped before it could answer; this may or may not be stored. Send it again.")
        : new Refusal(ErrorCode.DRAINING, "The server is stopping. Ask again in a moment.");
  }

  private static Refusal refusal(int status) {
    return switch (status) {
      case 404 -> new Refusal(ErrorCode.NOT_FOUND, "There is nothing at this address.");
      case 405, 501 ->
          new Refusal(ErrorCode.METHOD_NOT_ALLOWED, "This address does not take that method.");
      // Jetty says this of itself while it stops; the request has then reached no handler.
      case 503 ->
          new Refusal(
              ErrorCode.DRAINING,
              "The server is stopping; this was not done. Ask again in a moment.");
      case 413, 414, 431 ->
          new Refusal(
              ErrorCode.TOO_LARGE, "The request is too large: shorten its address or headers.");
      default ->
          status < 500 || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
              ? new Refusal(
                  ErrorCode.QUERY_UNREADABLE, "This is not an HTTP request that can be read.")
              : new Refusal(ErrorCode.INTERNAL, "The server has a fault; its log says more.");
    };
  }
}
