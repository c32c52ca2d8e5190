package chat.parley.server.http;

import chat.parley.model.ErrorCode;
import chat.parley.model.Json;
import chat.parley.model.Limits;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.server.logging.Words;
import chat.parley.server.metrics.CounterBy;
import chat.parley.server.metrics.Metrics;
import io.javalin.http.Context;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where what was thrown becomes a reply. Nothing of the inside is shown; a defect is
 * logged.
 */
final class Errors {
  private static final Logger log = LoggerFactory.getLogger(Errors.class);

  private final CounterBy<ErrorCode> refusals;

  Errors(Metrics metrics) {
    refusals =
        metrics.counterBy(
            "refusals", "Requests refused, by the code of the reply.", "code", ErrorCode.class);
  }

  void answer(Context ctx, Throwable thrown) {
    Throwable cause = cause(thrown);
    switch (cause) {
      case Refusal refusal -> refuse(ctx, refusal);
      case MethodNotAllowedResponse wrong -> {
        wrong.getDetails().values().stream()
            .findFirst()
            .ifPresent(methods -> ctx.header("Allow", methods));
        refuse(
            ctx,
            new Refusal(
                ErrorCode.METHOD_NOT_ALLOWED, "This address does not take " + ctx.method() + "."));
      }
      case EndpointNotFound _ ->
          refuse(
              ctx,
              new Refusal(
                  ErrorCode.NOT_FOUND,
                  "There is nothing at this address; see /docs for what there is."));
      case IOException gone -> {
        log.debug("A request was not read to its end: {}", Words.of(gone));
        refuse(ctx, new Refusal(ErrorCode.JSON_UNREADABLE, "The body did not come whole."));
      }
      default -> refuse(ctx, defect(cause));
    }
  }

  /** What a future failed with, or else what was thrown. */
  private static Throwable cause(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  private static Refusal defect(Throwable cause) {
    log.error("A request failed by a defect", Words.without(cause));
    return new Refusal(ErrorCode.INTERNAL, "The server has a fault; its log says more.");
  }

  /**
   * What to answer to a plain request that failed.
   *
   * @param requestId which a person can tell to whoever keeps the server
   */
  Refusal ofPlain(Throwable thrown, String requestId) {
    try (var _ = RequestIds.logged(requestId)) {
      Throwable cause = cause(thrown);
      return count(cause instanceof Refusal refusal ? refusal : defect(cause), requestId);
    }
  }

  private void refuse(Context ctx, Refusal found) {
    Refusal refusal = count(found, RequestIds.of(ctx));
    if (!dropBody(ctx)) {
      ctx.header("Connection", "close");
    }
    challenge(refusal.code()).ifPresent(scheme -> ctx.header("WWW-Authenticate", scheme));
    retryAfterSeconds(refusal)
        .ifPresent(seconds -> ctx.header("Retry-After", Integer.toString(seconds)));
    boolean wantsPage =
        !ctx.path().startsWith("/api")
            && Optional.ofNullable(ctx.header("Accept")).orElse("").contains("text/html");
    if (wantsPage) {
      ctx.header("Content-Security-Policy", PageResource.STRICT_POLICY);
      Answer.write(
          ctx, refusal.code().status(), "text/html; charset=utf-8", ErrorPage.html(refusal));
    } else {
      Answer.json(ctx, refusal.code().status(), Json.bytes(Replies.Refused.of(refusal)));
    }
  }

  /**
   * Counts a refusal.
   *
   * @param requestId which a person can tell to whoever keeps the server, if that is at fault
   * @return what to answer
   */
  Refusal count(Refusal refusal, @Nullable String requestId) {
    refusals.increment(refusal.code());
    return refusal.code() == ErrorCode.INTERNAL && requestId != null
        ? new Refusal(
            refusal.code(), refusal.detail() + " (request " + requestId + ")", refusal.field())
        : refusal;
  }

  /** How to say who one is (RFC 6750, section 3), for what needs it. */
  static Optional<String> challenge(ErrorCode code) {
    return switch (code) {
      case TOKEN_MISSING -> Optional.of("Bearer");
      case TOKEN_INVALID -> Optional.of("Bearer error=\"invalid_token\"");
      default -> Optional.empty();
    };
  }

  /** When to come back, for what passes by itself. */
  static OptionalInt retryAfterSeconds(Refusal refusal) {
    return switch (refusal.code()) {
      case SLOW_DOWN -> refusal.retryAfterSeconds();
      case OVERLOADED -> OptionalInt.of(refusal.retryAfterSeconds().orElse(1));
      case DRAINING -> OptionalInt.of(3);
      case STORAGE_FULL -> OptionalInt.of(10);
      default -> OptionalInt.empty();
    };
  }

  /**
   * Reads and drops what is left of the body, so that the connection can go on; false if there is
   * too much of it.
   */
  private static boolean dropBody(Context ctx) {
    boolean waitsForLeave = ctx.header("Expect") != null;
    if (ctx.req().getContentLengthLong() > Limits.BODY_DROPPED_MAX_BYTES || waitsForLeave) {
      return false;
    }
    try {
      InputStream in = ctx.req().getInputStream();
      byte[] dropped = new byte[8_192];
      long read = 0;
      int n = 0;
      while (n >= 0 && read <= Limits.BODY_DROPPED_MAX_BYTES) {
        n = in.read(dropped);
        read += Math.max(n, 0);
      }
      return n < 0;
    } catch (IOException e) {
      log.debug("The rest of a refused body did not come: {}", Words.of(e));
      return false;
    }
  }
}
