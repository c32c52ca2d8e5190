package chat.parley.server.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.model.tls.Pin;
import chat.parley.model.tls.PinnedTrust;
import chat.parley.server.Client;
import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.sqlite.UnusableDataException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
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
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * A real server on a free port with real data, spoken to over HTTP/1.1, by TLS where it has TLS.
 * Its time stands still until a test moves it: a poll answers when there is something to tell,
 * never because a test was slow.
 */
public final class TestServer implements AutoCloseable {
  public static final Duration TICK = Duration.ofMillis(100);
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Server server;
  private final String host;
  private final int port;
  private final VirtualTime time;
  private final ErrorLog log = new ErrorLog();
  private final HttpClient client;

  private TestServer(Server server, String host, VirtualTime time) {
    this.server = server;
    this.host = host;
    port = server.port();
    this.time = time;
    client = client(HttpClient.Version.HTTP_1_1);
  }

  /** A client that knows this server's key, if it has one. */
  public HttpClient client(HttpClient.Version version) {
    HttpClient.Builder builder = HttpClient.newBuilder().version(version);
    Pin pin = server.pin();
    return (pin == null ? builder : builder.sslContext(PinnedTrust.context(pin))).build();
  }

  /** An address of this server. */
  public URI address(String pathAndQuery) {
    String scheme = server.pin() == null ? "http" : "https";
    return URI.create(scheme + "://" + host + ":" + port + pathAndQuery);
  }

  /** The pin of its key. */
  public Pin pin() {
    return Objects.requireNonNull(server.pin());
  }

  /** The port in clear text beside an encrypted one. */
  public int plainPort() {
    return server.plainPort();
  }

  /** A server as it is by default, on a data folder. */
  public static TestServer on(Path data) {
    return with(ServerConfig.defaults(data));
  }

  /** A server that is set up in another way; its port is any that is free. */
  public static TestServer with(ServerConfig config) {
    return with(config, new VirtualTime());
  }

  /** The same at a given time, for a server that takes the place of another. */
  public static TestServer with(ServerConfig config, VirtualTime time) {
    var surroundings = new Surroundings(time, time, new SecureRandom(), sentence -> {});
    try {
      Server server = Server.start(asTested(config).withPort(0), surroundings);
      return new TestServer(server, config.listen().host(), time);
    } catch (UnusableDataException | BindException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The same where this run of the tests is about Javalin's way to a poll: {@code
   * -Dparley.fast.polls=false}.
   */
  public static ServerConfig asTested(ServerConfig config) {
    return Boolean.parseBoolean(System.getProperty("parley.fast.polls", "true"))
        ? config
        : config.withoutFastPolls();
  }

  public int port() {
    return port;
  }

  /** The port that has the metrics alone. */
  public int metricsPort() {
    return server.metricsPort();
  }

  /** The token of whoever has the server. */
  public String ownerToken() {
    return server.ownerToken();
  }

  /** The token of whoever takes a name now, let in by the server's owner. */
  public String tokenOf(String name) {
    return post(
            "/api/join", "{\"name\":\"" + name + "\"}", "Authorization", "Bearer " + ownerToken())
        .expect(200)
        .text("token");
  }

  /** The server's time. */
  public Instant now() {
    return time.instant();
  }

  /** Who is connected. */
  public List<Client> clients() {
    return server.clients();
  }

  /** Whether a cursor is of this server's log. */
  public boolean isOwn(String cursor) {
    return server.isOwn(cursor);
  }

  /** Moves the server's time on. */
  public void advance(Duration step) {
    time.advance(step);
  }

  /** Moves the server's time on and past what is due by then: a deadline may be met a tick late. */
  public void advancePast(Duration step) {
    time.advance(step.plus(TICK));
  }

  /** Stops the server; its replies that are under way can still be read until {@link #close}. */
  public void stop() {
    server.close();
  }

  /** Stops the server, which must not have logged an error. */
  @Override
  public void close() {
    client.shutdownNow();
    server.close();
    log.close();
    assertEquals(List.of(), log.errors(), "logged as errors");
  }

  public Reply get(String pathAndQuery, String... headers) {
    return request("GET", pathAndQuery, "", headers);
  }

  public Reply post(String path, String body, String... headers) {
    return request("POST", path, body, headers);
  }

  public Reply delete(String pathAndQuery) {
    return request("DELETE", pathAndQuery, "");
  }

  /** Any request; no body is sent where it is empty and the method needs none. */
  public Reply request(String method, String pathAndQuery, String body, String... headers) {
    return request(method, pathAndQuery, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** The same with the body's bytes as they are. */
  public Reply request(String method, String pathAndQuery, byte[] body, String... headers) {
    return Await.result(later(method, pathAndQuery, body, headers));
  }

  private CompletableFuture<Reply> later(
      String method, String pathAndQuery, byte[] body, String... headers) {
    if (method.equals("POST") && pathAndQuery.equals("/api/send") && server.pin() == null) {
      return CompletableFuture.supplyAsync(
          () -> inOnePiece(pathAndQuery, body, headers), Await.THREADS);
    }
    boolean noBody = body.length == 0 && !method.equals("POST");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(pathAndQuery))
            .method(
                method,
                noBody
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(Reply::of);
  }

  /** As browsers and curl post what is short; Java's client sends a body behind its head. */
  private Reply inOnePiece(String path, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
    if (!List.of(headers).contains("Host")) {
      head.append("Host: ").append(address("/").getAuthority()).append("\r\n");
    }
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    request.writeBytes(body);
    try (RawConnection connection = new RawConnection(host, port)) {
      connection.send(request.toByteArray());
      return connection.reply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins to post a body. */
  public CompletableFuture<Reply> posting(String path, String body) {
    return later("POST", path, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Begins a poll; the reply comes when the server answers. */
  public CompletableFuture<Reply> poll(String query) {
    return later("GET", "/api/poll?" + query, new byte[0]);
  }

  /** Begins a poll that finds nothing to tell, and waits until it is parked beside some others. */
  public CompletableFuture<Reply> park(String query, int others) {
    CompletableFuture<Reply> reply = poll(query);
    awaitWaiting(others + 1);
    return reply;
  }

  /** The same where no other poll is parked. */
  public CompletableFuture<Reply> park(String query) {
    return park(query, 0);
  }

  /** A poll that has something to tell at once. */
  public Reply pollNow(String query) {
    return Await.result(poll(query)).expect(200);
  }

  /** Begins to send what may be refused. */
  public CompletableFuture<Reply> sending(String sender, String text, String room) {
    ObjectNode body = MAPPER.createObjectNode();
    body.put("sender", sender).put("text", text).put("room", room);
    return posting("/api/send", body.toString());
  }

  /** Sends a message, which must be taken. */
  public Reply send(String sender, String text, String room) {
    return Await.result(sending(sender, text, room)).expect(200);
  }

  /** The cursor of now. */
  public String cursor() {
    return get("/api/history?limit=1").expect(200).cursor();
  }

  /** Waits until exactly so many polls are parked. */
  public void awaitWaiting(int polls) {
    Await.until(
        polls + " polls are parked",
        () ->
            get("/api/stats", "Authorization", "Bearer " + ownerToken())
                    .json()
                    .path("waiting_polls")
                    .asInt()
                == polls);
  }

  /** A value as it stands in a query or a path. */
  public static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
