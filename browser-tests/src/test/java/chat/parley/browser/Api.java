package chat.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The server's HTTP interface as a test uses it beside the browser: as curl would. */
final class Api implements AutoCloseable {
  static final int HISTORY_PAGE = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonMapper MAPPER = new JsonMapper();

  private final String base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  Api(String base) {
    this.base = base;
  }

  /** A message as the server tells it. */
  record Message(String id, String sender, String text) {}

  /** Sends a message, which must be taken; its id. */
  String send(String room, String sender, String text) {
    return sent(post("/api/send", body(room, sender, text)));
  }

  /** Begins to send one. */
  CompletableFuture<String> sending(String room, String sender, String text) {
    return client
        .sendAsync(
            request("/api/send", body(room, sender, text)), HttpResponse.BodyHandlers.ofString())
        .thenApply(Api::sent);
  }

  private static String sent(HttpResponse<String> reply) {
    assertEquals(200, reply.statusCode(), reply::body);
    return read(reply).path("message_id").asText();
  }

  /** What the server answers to a message that it may refuse. */
  int trySend(String room, String sender, String text) {
    return post("/api/send", body(room, sender, text)).statusCode();
  }

  static String body(String room, String sender, String text) {
    try {
      return MAPPER.writeValueAsString(Map.of("room", room, "sender", sender, "text", text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The whole past of a room, the oldest first. */
  List<Message> history(String room) {
    List<Message> all = new ArrayList<>();
    String before = "";
    for (boolean more = true; more; ) {
      JsonNode page = get("/api/history?limit=" + HISTORY_PAGE + "&room=" + encoded(room) + before);
      List<Message> older = new ArrayList<>();
      for (JsonNode message : page.path("messages")) {
        older.add(
            new Message(
                message.path("id").asText(),
                message.path("sender").asText(),
                message.path("text").asText()));
      }
      all.addAll(0, older);
      more = page.path("has_more").asBoolean() && !older.isEmpty();
      before = more ? "&before=" + older.getFirst().id() : "";
    }
    return all;
  }

  List<String> texts(String room) {
    return history(room).stream().map(Message::text).toList();
  }

  /** Waits until a room holds so many messages. */
  void awaitMessages(String room, int count) {
    Await.until(count + " messages in " + room, () -> history(room).size() >= count);
  }

  int waitingPolls() {
    return get("/api/stats").path("waiting_polls").asInt();
  }

  int activeClients() {
    return get("/api/stats").path("active_clients").asInt();
  }

  /** Waits until exactly so many polls are held. */
  void awaitPolls(int polls) {
    if (!Await.within(PATIENCE, () -> waitingPolls() == polls)) {
      throw new AssertionError("%d polls are held instead of %d".formatted(waitingPolls(), polls));
    }
  }

  /** Whether the server is there and takes requests. */
  boolean isReady() {
    try {
      return client
              .send(request("/health/ready", ""), HttpResponse.BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      return false; // it went away in the middle
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonNode get(String path) {
    HttpResponse<String> reply = exchange(request(path, ""));
    assertEquals(200, reply.statusCode(), reply::body);
    return read(reply);
  }

  private HttpResponse<String> post(String path, String body) {
    return exchange(request(path, body));
  }

  private HttpRequest request(String path, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    return body.isEmpty()
        ? request.build()
        : request
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The server did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read(HttpResponse<String> reply) {
    try {
      return MAPPER.readTree(reply.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(reply.body(), e);
    }
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** How often each text is in a room. */
  Map<String, Integer> counts(String room) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    texts(room).forEach(text -> counts.merge(text, 1, Integer::sum));
    return counts;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
