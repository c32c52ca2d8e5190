package chat.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  /** Takes a name that nobody has; its token. */
  String join(String name) {
    return read(ok(request("POST", "/api/join", json(Map.of("name", name)), "")))
        .path("token")
        .asText();
  }

  /** Takes a name, if nobody has it. */
  void joinIfFree(String name) {
    int status =
        exchange(request("POST", "/api/join", json(Map.of("name", name)), "")).statusCode();
    assertTrue(status == 200 || status == 403, () -> "joining: " + status);
  }

  /** The same with the token of whoever runs the server: an administrator. */
  String joinAsAdministrator(String name, String ownerToken) {
    return read(ok(request("POST", "/api/join", json(Map.of("name", name)), ownerToken)))
        .path("token")
        .asText();
  }

  /** An invite for so many people. */
  String invite(String administrator, int uses) {
    return read(ok(
            request("POST", "/api/admin/invites", json(Map.of("uses", uses)), administrator)))
        .path("invite")
        .asText();
  }

  void setPassword(String token, String password) {
    var _ = ok(request("PUT", "/api/me/password", json(Map.of("password", password)), token));
  }

  /** Ends a token, as its owner does elsewhere. */
  void logout(String token) {
    var _ = ok(request("POST", "/api/logout", "{}", token));
  }

  /** Makes a private room, with a passphrase if it is not empty; its id. */
  String makePrivateRoom(String token, String title, String passphrase) {
    Map<String, Object> wanted = new LinkedHashMap<>(Map.of("title", title, "private", true));
    if (!passphrase.isEmpty()) {
      wanted.put("passphrase", passphrase);
    }
    return read(ok(request("POST", "/api/rooms", json(wanted), token)))
        .path("room")
        .path("room")
        .asText();
  }

  void setMember(String token, String room, String name, String role) {
    var _ = ok(request("PUT", memberPath(room, name), json(Map.of("role", role)), token));
  }

  void removeMember(String token, String room, String name) {
    var _ = ok(request("DELETE", memberPath(room, name), "", token));
  }

  private static String memberPath(String room, String name) {
    return "/api/rooms/" + encoded(room) + "/members/" + encoded(name);
  }

  void ban(String administrator, String name, String reason) {
    var _ =
        ok(
            request(
                "PUT",
                "/api/admin/bans/" + encoded(name),
                json(Map.of("reason", reason)),
                administrator));
  }

  void delete(String token, String message) {
    var _ = ok(request("DELETE", "/api/messages/" + encoded(message), "", token));
  }

  /** Sends a message under an owned name; its id. */
  String sendAs(String token, String room, String text) {
    return sent(
        exchange(request("POST", "/api/send", json(Map.of("room", room, "text", text)), token)));
  }

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
    return json(Map.of("room", room, "sender", sender, "text", text));
  }

  private static String json(Map<String, ?> value) {
    try {
      return MAPPER.writeValueAsString(value);
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
    return request(body.isEmpty() ? "GET" : "POST", path, body, "");
  }

  private HttpRequest request(String method, String path, String body, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body.isEmpty()) {
      return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
    }
    return request
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> ok(HttpRequest request) {
    HttpResponse<String> reply = exchange(request);
    assertEquals(200, reply.statusCode(), reply::body);
    return reply;
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
