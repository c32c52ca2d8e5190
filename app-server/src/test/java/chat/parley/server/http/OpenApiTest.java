package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.ErrorCode;
import chat.parley.server.ServerConfig;
import chat.parley.server.http.OpenApiDocument.Operation;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document that the server serves, held against its routes and its real replies. */
class OpenApiTest {
  private static final Pattern ROUTE =
      Pattern.compile("(?:add\\(HandlerType\\.([A-Z]+), |get\\()\"([^\"]+)\"");
  private static final Operation POLL = new Operation("GET", "/api/poll");
  private static final Operation SEND = new Operation("POST", "/api/send");
  private static final Operation HISTORY = new Operation("GET", "/api/history");
  private static final Operation CLIENT = new Operation("DELETE", "/api/client/{client_id}");
  private static final Operation CLIENT_QUERY = new Operation("DELETE", "/api/client");
  private static final String MESSAGE =
      "{\"sender\":\"alice\",\"text\":\"Hello\",\"room\":\"kitchen\"%s}";

  @TempDir private Path data;
  private TestServer server;
  private OpenApiDocument document;

  @BeforeEach
  void start() {
    var capacity = new ServerConfig.Capacity(2, 2, 1, 1);
    server = TestServer.with(ServerConfig.defaults(data.resolve("open")).withCapacity(capacity));
    document = new OpenApiDocument(server.get("/openapi.json").expect(200).json());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void documentsEveryRoute() throws IOException {
    String source = Files.readString(Path.of("src/main/java/chat/parley/server/http/Routes.java"));
    Set<String> routes = new TreeSet<>();
    ROUTE
        .matcher(source)
        .results()
        .filter(route -> !route.group(2).startsWith("/web"))
        .forEach(route ->
            routes.add(
                new Operation(route.group(1) == null ? "GET" : route.group(1), route.group(2))
                    .toString()));
    Set<String> documented = new TreeSet<>();
    document.operations().forEach(operation -> documented.add(operation.toString()));

    assertFalse(routes.isEmpty());
    assertEquals(routes, documented);
  }

  @Test
  void knowsEveryCode() {
    Set<String> codes = new TreeSet<>();
    for (ErrorCode code : ErrorCode.values()) {
      codes.add(code.wire());
    }

    assertEquals(codes, document.codes());
  }

  @Test
  void hasExamplesThatFitTheirSchemas() {
    document
        .media()
        .forEach((name, media) ->
            media
                .path("examples")
                .properties()
                .forEach(example ->
                    assertEquals(
                        Set.of(),
                        document.problems(media.path("schema"), example.getValue().path("value")),
                        name + " " + example.getKey())));
  }

  @Test
  void documentsEveryReply() throws IOException {
    showWhatIsRefusedEverywhere();
    showWhatIsThere();
    showMetricsToNobodyElse();
    showSends();
    showPolls();
    showHistoriesAndClients();
    new OpenApiPeople(server, document).showStrangers();
    OpenApiPeople.showAll(data.resolve("accounts"), document);
    showAFullDisk();
    showAServerThatStops();

    Set<String> missing = new TreeSet<>(document.documented());
    missing.removeAll(document.shown());
    // A fault of the server's is not to be had, nor more to do than it can (AdmissionTest).
    missing.removeIf(reply -> reply.endsWith(" 500 internal"));
    missing.removeIf(reply -> reply.endsWith(" 503 overloaded") && !reply.contains("/api/poll"));
    missing.remove("POST /api/send 503 draining"); // checked in DrainTest, where it can be watched
    assertEquals(Set.of(), missing);
  }

  private void showWhatIsRefusedEverywhere() throws IOException {
    String good = "Host: localhost\r\n";
    for (Operation operation : document.operations()) {
      String line = operation.method() + " " + operation.path().replaceAll("\\{.*?}", "alice");
      show(operation, line, good + "no header\r\n").expectRefusal(400, "query_unreadable");
      show(operation, line, good + "Origin: http://evil.example\r\n")
          .expectRefusal(403, "cross_site");
      show(operation, line, good + "X: " + "x".repeat(30_000) + "\r\n")
          .expectRefusal(413, "too_large");
      show(operation, line, "Host: evil.example\r\n").expectRefusal(421, "host_unknown");
    }
  }

  private Reply show(Operation operation, String line, String headers) throws IOException {
    String request = line + " HTTP/1.1\r\nContent-Length: 0\r\n" + headers + "\r\n";
    return show(operation, RawConnection.exchange(server, request));
  }

  private Reply show(Operation operation, Reply reply) {
    document.check(operation, reply);
    return reply;
  }

  private void showWhatIsThere() {
    server.send("alice", "Hello", "kitchen");
    for (Operation operation : document.operations()) {
      boolean asIs = operation.method().equals("GET") && !operation.path().contains("{");
      if (asIs && !operation.equals(POLL) && !operation.path().startsWith("/api/admin")) {
        show(operation, server.get(operation.path())).expect(200);
      }
    }
  }

  private void showMetricsToNobodyElse() {
    Operation metrics = new Operation("GET", "/metrics");
    show(metrics, server.get("/metrics", "Via", "1.1 proxy")).expectRefusal(403, "forbidden");
  }

  private void showSends() {
    String once =
        MESSAGE.formatted(",\"client_message_id\":\"4f9c2a1e-7b3d-4c58-9e06-d1a7f3b8c245\"");
    send(once).expect(200);
    assertTrue(send(once).expect(200).json().has("duplicate"));
    send(once.replace("Hello", "Bye")).expect(409);
    send("{").expect(400);
    send(MESSAGE.formatted("").replace("kitchen", "attic")).expect(403);
    send(" ".repeat(70_000)).expect(413);
    show(SEND, server.post("/api/send", "{}", "Content-Encoding", "gzip")).expect(415);
    send("{}").expectRefusal(422, "missing", "sender");
    send("[]").expectRefusal(400, "json_unreadable");
    send("{\"sender\":5}").expectRefusal(422, "malformed", "sender");
    send(MESSAGE.formatted("").replace("alice", "#")).expectRefusal(422, "name_invalid", "sender");
    send(MESSAGE.formatted("").replace("Hello", " ")).expectRefusal(422, "text_invalid", "text");
    send(MESSAGE.formatted("").replace("kitchen", "#"))
        .expectRefusal(422, "room_name_invalid", "room");
  }

  private Reply send(String body) {
    return show(SEND, server.post("/api/send", body));
  }

  private void showPolls() {
    show(POLL, server.pollNow("client_id=alice&room=kitchen&cursor=x"));
    show(POLL, server.get("/api/poll")).expectRefusal(422, "missing", "client_id");
    show(POLL, server.get("/api/poll?client_id=a%20b"))
        .expectRefusal(422, "malformed", "client_id");
    show(POLL, server.get("/api/poll?client_id=a&limit=0"))
        .expectRefusal(422, "out_of_range", "limit");
    show(POLL, server.get("/api/poll?client_id=a&room=~"))
        .expectRefusal(422, "room_name_invalid", "room");
    CompletableFuture<Reply> older = server.park("client_id=alice&room=kitchen");
    CompletableFuture<Reply> newer = server.poll("client_id=alice&room=kitchen");
    show(POLL, Await.result(older)).expect(409);
    server.awaitWaiting(1);
    CompletableFuture<Reply> other = server.park("client_id=bob&room=kitchen&timeout=5", 1);
    show(POLL, Await.result(server.poll("client_id=carol"))).expect(503);
    show(CLIENT, server.delete("/api/client/alice")).expect(200);
    show(POLL, Await.result(newer)).expect(410);
    server.advancePast(Duration.ofSeconds(5));
    show(POLL, Await.result(other)).expect(200);
  }

  private void showHistoriesAndClients() {
    show(HISTORY, server.get("/api/history?before=x")).expect(404);
    show(HISTORY, server.get("/api/history?limit=0")).expectRefusal(422, "out_of_range", "limit");
    show(HISTORY, server.get("/api/history?limit=x")).expectRefusal(422, "malformed", "limit");
    show(HISTORY, server.get("/api/history?room=~"))
        .expectRefusal(422, "room_name_invalid", "room");
    show(CLIENT, server.delete("/api/client/nobody")).expect(404);
    show(CLIENT, server.delete("/api/client/a%20b")).expectRefusal(422, "malformed", "client_id");
    show(CLIENT, server.delete("/api/client/" + "a".repeat(129)))
        .expectRefusal(422, "out_of_range", "client_id");
    String query = "/api/client?client_id=";
    show(CLIENT_QUERY, server.delete(query + "bob")).expect(200);
    show(CLIENT_QUERY, server.delete(query + "bob")).expect(404);
    show(CLIENT_QUERY, server.delete(query)).expectRefusal(422, "missing", "client_id");
    show(CLIENT_QUERY, server.delete(query + "%20")).expectRefusal(422, "malformed", "client_id");
    show(CLIENT_QUERY, server.delete(query + "a".repeat(129)))
        .expectRefusal(422, "out_of_range", "client_id");
  }

  private void showAFullDisk() {
    String message = MESSAGE.formatted("").replace("Hello", "x".repeat(16_000));
    Reply reply = send(message);
    for (int i = 0; i < 200 && reply.status() == 200; i++) {
      reply = send(message);
    }
    reply.expectRefusal(503, "storage_full");
    show(new Operation("GET", "/health"), server.get("/health")).expect(503);
    show(new Operation("GET", "/health/ready"), server.get("/health/ready")).expect(503);
  }

  private void showAServerThatStops() {
    CompletableFuture<Reply> poll =
        server.park("client_id=alice&room=kitchen&cursor=" + server.cursor());
    server.stop();
    show(POLL, Await.result(poll)).expect(200);
  }
}
