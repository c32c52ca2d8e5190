package chat.parley.server.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The few calls of the run, over plain HTTP/1.1.
 *
 * <p>An {@link IOException} means that no whole reply came, so that nothing is known. A reply that
 * is whole but unreadable is an {@link IllegalStateException}: trying again would hide it.
 */
final class ChatClient implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final Duration READY_LIMIT = Duration.ofSeconds(2);
  private static final Duration REPLY_LIMIT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** A reply that was wholly read. */
  record Reply(int status, JsonNode body) {

    /** The body of a success; any other status is a failure of the run. */
    JsonNode success() {
      if (status != 200) {
        throw new IllegalStateException("unexpected status " + status + ": " + body);
      }
      return body;
    }

    boolean unavailable() {
      return status == 503;
    }

    boolean isRefusal(int refused, String code) {
      return status == refused && body.path("code").asText().equals(code);
    }

    /** There is no such room, for whoever asks. */
    boolean isRoomUnknown() {
      return isRefusal(404, "room_unknown");
    }
  }

  /** One name and value of a query string. */
  record Param(String name, String value) {
    private String encoded() {
      return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }

  private final String base;
  private final HttpClient http;
  private final Optional<String> token;

  ChatClient(int port) {
    this(
        "http://127.0.0.1:" + port,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build(),
        Optional.empty());
  }

  private ChatClient(String base, HttpClient http, Optional<String> token) {
    this.base = base;
    this.http = http;
    this.token = token;
  }

  /** The same, as whoever owns the token; it lasts as long as this one. */
  ChatClient as(String itsToken) {
    return new ChatClient(base, http, Optional.of(itsToken));
  }

  /** Whether a server is there and says that it is ready; a short look. */
  boolean ready() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/health/ready")).timeout(READY_LIMIT).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // nobody listens yet
    }
  }

  /** Sends once; whoever gets no reply may send the same draft again. */
  Reply send(Draft draft) throws IOException, InterruptedException {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("sender", draft.sender());
    body.put("room", draft.room());
    body.put("text", draft.text());
    body.put("client_message_id", draft.clientMessageId());
    return ask("POST", "/api/send", body);
  }

  /** Takes a name; the reply has its token. */
  Reply join(String name) throws IOException, InterruptedException {
    return ask("POST", "/api/join", Map.of("name", name));
  }

  Reply makePrivateRoom(String title) throws IOException, InterruptedException {
    return ask("POST", "/api/rooms", Map.of("title", title, "private", true));
  }

  Reply setMember(String room, String name, String role) throws IOException, InterruptedException {
    return ask("PUT", member(room, name), Map.of("role", role));
  }

  Reply removeMember(String room, String name) throws IOException, InterruptedException {
    return ask("DELETE", member(room, name), Map.of());
  }

  Reply leave(String room) throws IOException, InterruptedException {
    return ask("POST", "/api/rooms/" + room + "/leave", Map.of());
  }

  private static String member(String room, String name) {
    return "/api/rooms/" + room + "/members/" + name;
  }

  private Reply ask(String method, String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    byte[] bytes = body.isEmpty() ? new byte[0] : JSON.writeValueAsBytes(body);
    return exchange(
        to(path)
            .timeout(REPLY_LIMIT)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build());
  }

  Reply rooms() throws IOException, InterruptedException {
    return get("/api/rooms", List.of(), REPLY_LIMIT);
  }

  Reply room(String room) throws IOException, InterruptedException {
    return get("/api/rooms/" + room, List.of(), REPLY_LIMIT);
  }

  Reply members(String room) throws IOException, InterruptedException {
    return get("/api/rooms/" + room + "/members", List.of(), REPLY_LIMIT);
  }

  /** Polls; the reply is due within the poll's own time and the usual limit. */
  Reply poll(List<Param> query, Duration held) throws IOException, InterruptedException {
    return get("/api/poll", query, held.plus(REPLY_LIMIT));
  }

  Reply history(List<Param> query) throws IOException, InterruptedException {
    return get("/api/history", query, REPLY_LIMIT);
  }

  /** How many polls are parked at the server. */
  int waitingPolls() throws IOException, InterruptedException {
    JsonNode stats = get("/api/stats", List.of(), REPLY_LIMIT).success();
    return stats.required("waiting_polls").intValue();
  }

  private Reply get(String path, List<Param> query, Duration limit)
      throws IOException, InterruptedException {
    String encoded = query.stream().map(Param::encoded).collect(Collectors.joining("&"));
    return exchange(to(path + "?" + encoded).timeout(limit).build());
  }

  private HttpRequest.Builder to(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    token.ifPresent(its -> request.header("Authorization", "Bearer " + its));
    return request;
  }

  private Reply exchange(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.headers().firstValue("content-length").isEmpty()) {
      // Without a length a reply cut short by the kill could be taken for a whole one.
      throw new IllegalStateException("a reply without Content-Length from " + request.uri());
    }
    return new Reply(response.statusCode(), read(response.body(), request.uri()));
  }

  private static JsonNode read(byte[] body, URI uri) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON from " + uri, e);
    } catch (IOException e) {
      throw new AssertionError("bytes in memory cannot fail to be read", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
