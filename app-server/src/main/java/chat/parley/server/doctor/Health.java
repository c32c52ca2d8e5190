package chat.parley.server.doctor;

import chat.parley.model.Json;
import chat.parley.model.Refusal;
import chat.parley.model.tls.Pin;
import chat.parley.model.tls.PinnedTrust;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What came of asking a server how it is. */
public sealed interface Health {
  /** It serves. */
  record Well(String version) implements Health {}

  /** It is a Parley server and says why it does not serve. */
  record Unwell(String reason) implements Health {}

  /** Something answers that is no Parley server. */
  record Stranger() implements Health {}

  /** A server answers whose key is not the one that was expected, or that nobody vouches for. */
  record OtherKey() implements Health {}

  /** Nothing answers; a sentence says what happened instead. */
  record Silence(String reason) implements Health {}

  /** How long a server has to answer. */
  Duration LIMIT = Duration.ofSeconds(3);

  long REPLY_MAX_BYTES = 64 * 1024;
  List<String> WELL = List.of("ready", "healthy", "alive");
  List<String> UNWELL = List.of("unready", "unhealthy");

  /** Asks, on the calling thread, over HTTP/1.1 and straight: no proxy, no redirect. */
  static Health ask(URI url) throws InterruptedException {
    return ask(url, null, LIMIT);
  }

  /**
   * The same of a server that has a key.
   *
   * @param pin its fingerprint; null: an authority that this machine trusts has signed it
   */
  static Health ask(URI url, @Nullable Pin pin) throws InterruptedException {
    return ask(url, pin, LIMIT);
  }

  /** The same with another limit. */
  static Health ask(URI url, Duration limit) throws InterruptedException {
    return ask(url, null, limit);
  }

  private static Health ask(URI url, @Nullable Pin pin, Duration limit)
      throws InterruptedException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(limit);
    HttpClient client =
        (pin == null ? builder : builder.sslContext(PinnedTrust.context(pin))).build();
    try {
      CompletableFuture<HttpResponse<byte[]>> answer =
          client.sendAsync(
              HttpRequest.newBuilder(url).timeout(limit).build(),
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofByteArray(), REPLY_MAX_BYTES));
      return of(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return late(limit);
    } catch (ExecutionException e) {
      return silence(e.getCause(), limit);
    } finally {
      client.shutdownNow();
    }
  }

  private static Health silence(@Nullable Throwable cause, Duration limit) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof CertificateException) {
        return new OtherKey();
      }
    }
    return switch (cause) {
      case HttpTimeoutException late -> late(limit);
      case ConnectException refused -> new Silence("Nothing listens there.");
      case IOException other -> new Stranger();
      case null, default -> new Silence("It could not be asked: " + cause);
    };
  }

  private static Silence late(Duration limit) {
    return new Silence("There was no answer within " + limit.toSeconds() + " s.");
  }

  private static Health of(HttpResponse<byte[]> response) {
    JsonNode body;
    try {
      body = Json.tree(response.body());
    } catch (Refusal e) {
      return new Stranger();
    }
    String status = body.path("status").asText("");
    if (response.statusCode() == 200 && WELL.contains(status)) {
      return new Well(body.path("version").asText(""));
    }
    return response.statusCode() == 503 && UNWELL.contains(status)
        ? new Unwell(Objects.requireNonNull(body.path("reason").asText("It does not say why.")))
        : new Stranger();
  }
}
