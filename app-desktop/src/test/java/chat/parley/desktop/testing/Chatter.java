package chat.parley.desktop.testing;

import chat.parley.model.Json;
import chat.parley.model.Replies;
import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.sqlite.UnusableDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Someone who talks to a server by plain requests, as curl does. */
public final class Chatter implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final @Nullable String token;

  /** Somebody whom the server need not know. */
  public Chatter(int port) {
    this(port, null);
  }

  private Chatter(int port, @Nullable String token) {
    base = URI.create("http://127.0.0.1:" + port);
    this.token = token;
  }

  /** The server's word that a name is whose it is. */
  private record Granted(String token) {}

  /** Somebody who comes in by an invitation. */
  public static Chatter invited(String link, String name) {
    int port = URI.create(link).getPort();
    String invite = link.substring(link.indexOf("#join=") + "#join=".length());
    try (Chatter stranger = new Chatter(port)) {
      byte[] granted =
          stranger.expectOk(
              stranger
                  .request("/api/join")
                  .POST(
                      HttpRequest.BodyPublishers.ofByteArray(
                          Json.bytes(Map.of("name", name, "invite", invite)))));
      return new Chatter(port, Json.read(granted, Granted.class).token());
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  /** A real server; port 0 takes any that is free. */
  public static Server server(Path data, int port) {
    try {
      return Server.start(ServerConfig.defaults(data).withPort(port), Surroundings.real());
    } catch (UnusableDataException | BindException e) {
      throw new IllegalStateException(e);
    }
  }

  public String address() {
    return base.toString();
  }

  /** Sends a message, which must be taken. */
  public void say(String sender, String text, String room) {
    TreeMap<String, String> body = new TreeMap<>();
    body.put("sender", sender);
    body.put("text", text);
    body.put("room", room);
    expectOk(request("/api/send").POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
  }

  /** The newest messages of a room, oldest first. */
  public Replies.History history(String room, int limit) {
    return Json.read(
        expectOk(
            request(
                "/api/history?limit="
                    + limit
                    + "&room="
                    + URLEncoder.encode(room, StandardCharsets.UTF_8))),
        Replies.History.class);
  }

  /** The page that a browser opens. */
  public String page() {
    return new String(expectOk(request("/")), StandardCharsets.UTF_8);
  }

  /** What the page asks for once it is open: all rooms, from a cursor on. */
  public Replies.Poll poll(String clientId, String cursor) {
    return Json.read(
        expectOk(
            request(
                "/api/poll?room=*&timeout=25&client_id="
                    + URLEncoder.encode(clientId, StandardCharsets.UTF_8)
                    + "&cursor="
                    + cursor)),
        Replies.Poll.class);
  }

  private byte[] expectOk(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new AssertionError(new String(response.body(), StandardCharsets.UTF_8));
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
