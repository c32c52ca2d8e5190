package chat.parley.server.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import chat.parley.model.Json;
import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.testing.LogWatch;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is sent to it, the server goes on: it answers as it should, stores nothing that it
 * should not, and tells nothing of its inside.
 */
class HostileRequestsTest {
  private static final Path FILES = Path.of("src/test/resources/chat/parley/server/hostile");
  private static final int ANSWER_MILLIS = 10_000;
  private static final int HEALTH_MILLIS = 1_000;
  private static final int SILENT_MILLIS = 50;
  private static final int SLOW_CONNECTIONS = 200;

  /** Traces, classes, statements, files. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\n\\s+at |java\\.lang|java\\.io|org\\.eclipse|io\\.javalin|jackson|chat\\.parley\\.|\\.java:"
              + "|SQLITE|(?i:select .+ from|insert into)|jetty",
          Pattern.DOTALL);

  private static final Duration TOKEN_LIFE = Duration.ofDays(366); // and a day
  private static final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

  private static Server server;
  private static Map<String, String> values;
  private static String folderOfData;

  private LogWatch log;

  @BeforeAll
  static void start(@TempDir Path data, @TempDir Path another) throws Exception {
    server = begin(data);
    folderOfData = data.toString();
    String id = "";
    for (String text : List.of("one", "two", "three")) {
      id = send(server, text).path("message_id").asText();
    }
    values =
        new HashMap<>(
            Map.of(
                "port", Integer.toString(server.port()),
                "message_id", id,
                "foreign_cursor", cursorOfAnother(another)));
    letPeopleIn();
    values.put("cursor", cursor(server));
  }

  /** Ada has a private room; bob is not in it; eve was let in long ago, and carol went. */
  private static void letPeopleIn() throws IOException {
    later.set(TOKEN_LIFE.negated());
    values.put("expired_token", join("eve"));
    later.set(Duration.ZERO);
    String ada = join("ada");
    values.put("token", ada);
    values.put("bobs_token", join("bob"));
    String carol = join("carol");
    values.put("revoked_token", carol);
    var _ = post("/api/logout", "", carol);
    String hidden = "{\"private\":true,\"title\":\"Hidden\"}";
    String room = post("/api/rooms", hidden, ada).path("room").path("room").asText();
    values.put("private_room", room);
    values.put("private_room_letters", room.substring(1));
    String secret = "{\"text\":\"between us\",\"room\":\"" + room + "\"}";
    values.put("private_message", post("/api/send", secret, ada).path("message_id").asText());
  }

  private static String join(String name) throws IOException {
    return post("/api/join", "{\"name\":\"" + name + "\"}", null).path("token").asText();
  }

  private static JsonNode post(String path, String body, @Nullable String token)
      throws IOException {
    return ask(
        server,
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + (token == null ? "" : "\r\nAuthorization: Bearer " + token)
            + "\r\n\r\n"
            + body,
        ANSWER_MILLIS);
  }

  private static Server begin(Path data) throws Exception {
    Surroundings real = Surroundings.real();
    InstantSource clock = () -> real.clock().instant().plus(later.get());
    return Server.start(
        TestServer.asTested(ServerConfig.defaults(data).withPort(0)),
        new Surroundings(clock, real.monotonicMillis(), real.random(), real.onFatal()));
  }

  private static String cursorOfAnother(Path data) throws Exception {
    try (Server another = begin(data)) {
      send(another, "elsewhere");
      return cursor(another);
    }
  }

  private static JsonNode send(Server server, String text) throws IOException {
    String body = "{\"sender\":\"alice\",\"text\":\"" + text + "\",\"room\":\"kitchen\"}";
    return ask(
        server,
        "POST /api/send HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body,
        ANSWER_MILLIS);
  }

  private static String cursor(Server server) throws IOException {
    return get(server, "/api/history?room=kitchen").path("cursor").asText();
  }

  private static JsonNode get(Server server, String target) throws IOException {
    return ask(server, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n", ANSWER_MILLIS);
  }

  private static void checkIsWell() throws IOException {
    JsonNode health = ask(server, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n", HEALTH_MILLIS);
    assertEquals("healthy", health.path("status").asText());
  }

  private static JsonNode ask(Server server, String request, int withinMillis) throws IOException {
    try (Wire wire = new Wire(server.port())) {
      wire.send(request.getBytes(StandardCharsets.UTF_8));
      Wire.Reply reply = wire.read(false, withinMillis);
      if (reply == null || reply.status() != 200) {
        return fail("To a good request the answer is " + reply);
      }
      return Json.tree(reply.text().getBytes(StandardCharsets.UTF_8));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void watch() {
    log = LogWatch.begin();
  }

  @AfterEach
  void unwatch() {
    log.close();
  }

  static List<HostileRequest> requests() throws IOException {
    return HostileFile.all(FILES);
  }

  /** What there is: messages in all, and rooms. */
  private record Stored(long messages, JsonNode rooms) {
    static Stored now() throws IOException {
      JsonNode stats = get(server, "/api/stats");
      return new Stored(stats.path("total_messages").asLong(), stats.path("rooms"));
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void leavesTheServerAsItWas(HostileRequest request) throws IOException {
    Stored before = Stored.now();
    if (request.waits()) {
      holdOpen(request);
    } else {
      exchange(request);
    }
    checkIsWell();
    Stored after = Stored.now();
    assertEquals(before.messages() + request.stored(), after.messages(), "messages stored");
    if (request.stored() == 0) {
      assertEquals(before.rooms(), after.rooms(), "rooms");
    }
    assertEquals(List.of(), log.entries(), "the log is clean");
  }

  private void exchange(HostileRequest request) throws IOException {
    byte[] bytes = request.bytes(values);
    boolean withoutBody = new String(bytes, StandardCharsets.ISO_8859_1).startsWith("HEAD ");
    List<String> statuses = new ArrayList<>();
    String last = "";
    try (Wire wire = new Wire(server.port())) {
      sendAndFinish(wire, bytes);
      Wire.Reply reply = next(wire, withoutBody);
      while (reply != null) {
        checkShowsNothing(request, reply);
        statuses.add(Integer.toString(reply.status()));
        last = reply.text();
        reply = next(wire, withoutBody);
      }
    }
    request.expect(statuses);
    for (String text : request.has()) {
      assertTrue(last.contains(text), "no " + text + " in " + last);
    }
  }

  private static void sendAndFinish(Wire wire, byte[] bytes) throws IOException {
    try {
      wire.send(bytes);
      wire.finish();
    } catch (SocketException e) {
      assertTrue(bytes.length > 8_000, "hung up on: " + e); // what it said before can be read
    }
  }

  /** The next reply, null when the server has hung up. */
  private static Wire.@Nullable Reply next(Wire wire, boolean withoutBody) throws IOException {
    try {
      return wire.read(withoutBody, ANSWER_MILLIS);
    } catch (SocketException e) {
      return null; // reset: it did not want to read all
    }
  }

  private static void checkShowsNothing(HostileRequest request, Wire.Reply reply) {
    String whole = reply.headers() + "\n" + reply.text();
    assertTrue(reply.status() < 500, whole);
    assertFalse(whole.contains(folderOfData), whole);
    assertFalse(reply.headers().containsKey("server"), whole);
    if (reply.status() >= 400) {
      assertFalse(INSIDE.matcher(whole).find(), whole);
    }
    for (String text : request.lacks()) {
      assertFalse(whole.contains(text), text + " in " + whole);
    }
  }

  /** Many such connections at once, which stay open while others are served. */
  private static void holdOpen(HostileRequest request) throws IOException {
    List<Wire> wires = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_CONNECTIONS; i++) {
        Wire wire = new Wire(server.port());
        wires.add(wire);
        wire.send(request.bytes(values));
      }
      checkIsWell();
      Wire last = wires.getLast();
      assertThrows(SocketTimeoutException.class, () -> last.read(false, SILENT_MILLIS));
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }
}
