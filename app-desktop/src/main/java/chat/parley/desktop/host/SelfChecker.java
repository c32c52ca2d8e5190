package chat.parley.desktop.host;

import chat.parley.model.ErrorCode;
import chat.parley.model.Json;
import chat.parley.model.Refusal;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks who answers at an address. Safe for use by any thread; nothing blocks. */
final class SelfChecker implements AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(4);
  private static final int ANSWER_MAX_BYTES = 256 * 1024;
  private static final int CAUSES_MAX = 10;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final Set<String> HEALTH = Set.of("healthy", "unhealthy");

  private final HttpClient http;
  private final Duration answerMax;

  SelfChecker() {
    this(CONNECT_MAX, ANSWER_MAX);
  }

  SelfChecker(Duration connectMax, Duration answerMax) {
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectMax)
            .proxy(HttpClient.Builder.NO_PROXY) // it would ask from somewhere else
            .build();
    this.answerMax = answerMax;
  }

  /**
   * Asks for the health, and whether it is our server's: only that one knows the key of its
   * cursors. One that shows cursors to nobody without a token is known by the word of its run: the
   * owner's token is not for whoever may answer there.
   *
   * @param link with a slash at its end
   * @param isOwn whether a cursor is of our server
   * @param instance the word of our server's run
   */
  CompletableFuture<SelfCheck> check(String link, Predicate<String> isOwn, String instance) {
    return get(link + "health")
        .thenCompose(health ->
            HEALTH.contains(text(health, "status"))
                ? get(link + "api/history?limit=1")
                    .thenCompose(history -> judged(link, history, isOwn, instance))
                : CompletableFuture.completedFuture(SelfCheck.SOMETHING_ELSE_ANSWERS))
        .exceptionally(SelfChecker::failed);
  }

  private CompletableFuture<SelfCheck> judged(
      String link, HttpResponse<byte[]> history, Predicate<String> isOwn, String instance) {
    if (history.statusCode() >= FIRST_SERVER_ERROR) {
      return CompletableFuture.completedFuture(new SelfCheck.NotReached(SelfCheck.Why.UNWELL));
    }
    if (history.statusCode() == ErrorCode.TOKEN_MISSING.status()
        && text(history, "code").equals(ErrorCode.TOKEN_MISSING.wire())) {
      return get(link + "api/access")
          .thenApply(access -> own(instance.equals(text(access, "instance"))));
    }
    return CompletableFuture.completedFuture(own(isOwn.test(text(history, "cursor"))));
  }

  private static SelfCheck own(boolean isOwn) {
    return isOwn ? SelfCheck.OK : SelfCheck.SOMETHING_ELSE_ANSWERS;
  }

  private CompletableFuture<HttpResponse<byte[]>> get(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(answerMax).build();
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), ANSWER_MAX_BYTES));
    // The request's own limit ends with the head of the answer.
    return sent.copy()
        .orTimeout(answerMax.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, failure) -> {
          if (failure != null) {
            sent.cancel(true);
          }
        });
  }

  /** A field of a JSON object; empty if there is none. */
  private static String text(HttpResponse<byte[]> reply, String field) {
    try {
      JsonNode json = Json.tree(reply.body());
      return json.path(field).asText();
    } catch (Refusal e) {
      return "";
    }
  }

  private static SelfCheck failed(Throwable failure) {
    if (isCausedBy(failure, ProtocolException.class)) {
      return SelfCheck.SOMETHING_ELSE_ANSWERS; // it does not even speak HTTP
    }
    return new SelfCheck.NotReached(why(failure));
  }

  private static SelfCheck.Why why(Throwable failure) {
    if (isCausedBy(failure, NoRouteToHostException.class)
        || isCausedBy(failure, UnresolvedAddressException.class)) {
      return SelfCheck.Why.NO_ROUTE;
    }
    if (isCausedBy(failure, HttpConnectTimeoutException.class)
        || isCausedBy(failure, HttpTimeoutException.class)
        || isCausedBy(failure, TimeoutException.class)) {
      return SelfCheck.Why.NO_ANSWER;
    }
    return isCausedBy(failure, ConnectException.class) ? SelfCheck.Why.REFUSED : SelfCheck.Why.CUT;
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
    return Stream.<@Nullable Throwable>iterate(
            failure, cause -> cause != null, cause -> cause == null ? null : cause.getCause())
        .limit(CAUSES_MAX)
        .anyMatch(kind::isInstance);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
