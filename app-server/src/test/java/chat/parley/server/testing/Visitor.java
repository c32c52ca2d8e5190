package chat.parley.server.testing;

import chat.parley.server.access.OwnerToken;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Somebody who asks a server with a token, or without one. */
public record Visitor(TestServer server, String name, @Nullable String token) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public static Visitor nobody(TestServer server) {
    return new Visitor(server, "", null);
  }

  /** Whoever runs a server, by the token in its data folder. */
  public static Visitor serverOwner(TestServer server, Path data) {
    try {
      return new Visitor(server, "", OwnerToken.existing(data));
    } catch (OwnerToken.UnusableTokenException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes a name on a server with open access. */
  public static Visitor join(TestServer server, String name) {
    return nobody(server).joined(name, null);
  }

  /** Takes a name; what this one has a token for counts, as with the server's owner. */
  public Visitor joined(String name, @Nullable String invite) {
    String with = invite == null ? "" : ",\"invite\":\"" + invite + "\"";
    Reply reply = post("/api/join", "{\"name\":\"" + name + "\"" + with + "}").expect(200);
    return new Visitor(server, name, reply.text("token"));
  }

  public Reply get(String path) {
    return ask("GET", path, "");
  }

  public Reply post(String path, String body) {
    return ask("POST", path, body);
  }

  public Reply put(String path, String body) {
    return ask("PUT", path, body);
  }

  public Reply delete(String path) {
    return ask("DELETE", path, "");
  }

  public Reply ask(String method, String path, String body, String... headers) {
    return Await.result(asking(method, path, body, headers));
  }

  /** Begins to ask. */
  public CompletableFuture<Reply> asking(
      String method, String path, String body, String... headers) {
    boolean noBody = body.isEmpty() && !method.equals("POST");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.address(path))
            .method(
                method,
                noBody
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (token != null && !Arrays.asList(headers).contains("Authorization")) {
      request.header("Authorization", "Bearer " + token);
    }
    return CLIENT
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(Reply::of);
  }

  /** Begins a poll. */
  public CompletableFuture<Reply> poll(String query) {
    return asking("GET", "/api/poll?" + query, "");
  }

  /** Begins a poll and waits until it is parked beside some others; for open access. */
  public CompletableFuture<Reply> park(String query, int others) {
    CompletableFuture<Reply> reply = poll(query);
    server.awaitWaiting(others + 1);
    return reply;
  }

  /** Sends a message, which must be taken; its id. */
  public String send(String text, String room) {
    return post("/api/send", "{\"text\":\"" + text + "\",\"room\":\"" + room + "\"}")
        .expect(200)
        .text("message_id");
  }

  /** Makes a private room; its id. */
  public String makePrivate(String title, @Nullable String passphrase) {
    String with = passphrase == null ? "" : ",\"passphrase\":\"" + passphrase + "\"";
    return post("/api/rooms", "{\"private\":true,\"title\":\"" + title + "\"" + with + "}")
        .expect(200)
        .json()
        .path("room")
        .path("room")
        .asText();
  }

  /** Makes somebody something to a room. */
  public void give(String room, String who, String role) {
    put("/api/rooms/" + room + "/members/" + who, "{\"role\":\"" + role + "\"}").expect(200);
  }

  /** Lets somebody out of a room. */
  public void remove(String room, String who) {
    delete("/api/rooms/" + room + "/members/" + who).expect(200);
  }

  @Override
  public String toString() {
    return "Visitor[" + name + "]";
  }
}
