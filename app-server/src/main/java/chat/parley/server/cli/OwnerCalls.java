package chat.parley.server.cli;

import chat.parley.model.Json;
import chat.parley.model.Replies;
import chat.parley.model.tls.Pin;
import chat.parley.model.tls.PinnedTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running server in the name of its owner: over HTTP/1.1 and straight, no proxy, no
 * redirect, which would take the token elsewhere.
 */
final class OwnerCalls implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final long REPLY_MAX_BYTES = 64L * 1024 * 1024;
  private static final int UNAUTHORIZED = 401;

  private final URI server;
  private final String token;
  private final HttpClient client;

  /**
   * @param pin the key the server must show; null: an authority's word is enough, or it is asked in
   *     clear text
   */
  OwnerCalls(URI server, @Nullable Pin pin, String token) {
    this.server = server;
    this.token = token;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(LIMIT);
    client = (pin == null ? builder : builder.sslContext(PinnedTrust.context(pin))).build();
  }

  /** What was asked for was not done; the message is a sentence for a person. */
  static final class NotDoneException extends Exception {
    private final int status;

    NotDoneException(String sentence, int status) {
      super(sentence);
      this.status = status;
    }

    /** How the command ends. */
    int status() {
      return status;
    }
  }

  /** A part of a path, as it is written there. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  <T> T get(String path, Class<T> reply) throws NotDoneException, InterruptedException {
    return ask("GET", path, null, reply);
  }

  /**
   * Asks for something to be done.
   *
   * @param body what is said about it; null for nothing
   */
  <T> T ask(String method, String path, @Nullable Object body, Class<T> reply)
      throws NotDoneException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    try {
      return read(
          client.send(
              request.build(),
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofByteArray(), REPLY_MAX_BYTES)),
          reply);
    } catch (IOException e) {
      throw new NotDoneException(
          "The server at " + server + " was asked and did not answer: it may be done or not.",
          CommandLineInterface.FAULT);
    } catch (UncheckedIOException e) {
      throw new NotDoneException(
          "What answers at " + server + " is not this version of Parley.",
          CommandLineInterface.FAULT);
    }
  }

  private <T> T read(HttpResponse<byte[]> response, Class<T> reply) throws NotDoneException {
    if (response.statusCode() == 200) {
      return Json.read(response.body(), reply);
    }
    Replies.Refused refused = Json.read(response.body(), Replies.Refused.class);
    if (response.statusCode() == UNAUTHORIZED) {
      throw new NotDoneException(
          "The server at "
              + server
              + " has another owner's token: say with --data which folder it uses.",
          CommandLineInterface.NOT_BEGUN);
    }
    throw new NotDoneException(refused.detail(), CommandLineInterface.FAULT);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
