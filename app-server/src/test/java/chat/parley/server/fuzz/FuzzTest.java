package chat.parley.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.log.Verification;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.testing.LogWatch;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.Wire;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of requests that nobody should send: none may break the server, go unanswered, or leave
 * a trace in its log. Another seed: {@code -Dparley.fuzz.seed=…}; more: {@code
 * -Dparley.fuzz.rounds=…}.
 */
class FuzzTest {
  private static final long SEED = Long.getLong("parley.fuzz.seed", 2_026);
  private static final int ROUNDS = Integer.getInteger("parley.fuzz.rounds", 5_000);
  private static final int ANSWER_MILLIS = 10_000;
  private static final int PARKED_MILLIS = 60;

  @TempDir Path folder;

  private @Nullable Wire wire;
  private int port;

  @Test
  void noRequestBreaksTheServer() throws Exception {
    Oracle oracle = new Oracle();
    int round = -1;
    Request last = null;
    Request before = null;
    try (LogWatch log = LogWatch.begin();
        Server server =
            Server.start(
                TestServer.asTested(ServerConfig.defaults(folder).withPort(0)),
                Surroundings.real())) {
      port = server.port();
      RequestFuzz requests =
          new RequestFuzz(new Chance(SEED), cursors(oracle), oracle.messageIds());
      for (round = 0; round < ROUNDS; round++) {
        before = last;
        last = requests.next();
        send(last, oracle);
        assertEquals(List.of(), log.entries(), "the log is clean");
      }
      last = null;
      oracle.readBack(this::get);
      Wire.Reply health = get("/health");
      assertTrue(health.text().contains("\"healthy\""), health.text());
      assertEquals(List.of(), log.entries(), "the log is clean");
    } catch (AssertionError | Exception e) {
      fail(
          "Seed " + SEED + ", request " + round + ":\n" + last + "\nafter " + before + "\n" + e, e);
    } finally {
      disconnect();
    }
    assertTrue(oracle.accepted() > ROUNDS / 20, "many sends are accepted: " + oracle.accepted());
    assertEquals(List.of(), Verification.of(DataFolder.database(folder)).faults(), "seed " + SEED);
  }

  /** A few messages, and the cursors of the places before them. */
  private List<String> cursors(Oracle oracle) throws IOException {
    List<String> cursors = new java.util.ArrayList<>();
    for (String text : List.of("one", "two", "three", "four")) {
      cursors.add(Oracle.json(get("/api/history")).get("cursor").textValue());
      Request request = new Request("POST", "/api/send");
      request.body =
          chat.parley.model.Json.bytes(java.util.Map.of("sender", "alice", "text", text));
      send(request, oracle);
    }
    return cursors;
  }

  private Wire.Reply get(String target) throws IOException {
    connection().send(new Request("GET", target).bytes());
    Wire.Reply reply = connection().read(false, ANSWER_MILLIS);
    if (reply == null) {
      throw new IOException("No answer to " + target);
    }
    return reply;
  }

  private void send(Request request, Oracle oracle) throws IOException {
    if (request.framed) {
      ask(request, oracle);
    } else {
      disconnect();
      blurt(request, oracle);
      disconnect();
    }
  }

  private void ask(Request request, Oracle oracle) throws IOException {
    Wire.Reply reply;
    try {
      connection().send(request.bytes());
      reply =
          connection().read(request.isHead(), request.mayWait() ? PARKED_MILLIS : ANSWER_MILLIS);
    } catch (SocketTimeoutException e) {
      assertTrue(request.mayWait(), "only a poll may wait");
      disconnect();
      return;
    }
    assertFalse(reply == null, "a whole request is answered");
    if (reply != null) {
      oracle.check(request, reply);
      if (reply.closes()) {
        disconnect();
      }
    }
  }

  /** What has no clear end: all that comes back until the server hangs up has to be right. */
  private void blurt(Request request, Oracle oracle) throws IOException {
    Wire.Reply reply;
    try {
      connection().send(request.bytes());
      connection().finish();
      do {
        reply =
            connection().read(request.isHead(), request.mayWait() ? PARKED_MILLIS : ANSWER_MILLIS);
        if (reply != null) {
          oracle.check(request, reply);
        }
      } while (reply != null && !request.isHead());
    } catch (SocketTimeoutException e) {
      assertTrue(request.mayWait(), "only a poll may wait");
    } catch (SocketException e) {
      assertTrue(request.bytes().length > 8_000, "hung up on: " + e);
    }
  }

  private Wire connection() throws IOException {
    Wire now = wire;
    if (now == null) {
      now = new Wire(port);
      wire = now;
    }
    return now;
  }

  private void disconnect() throws IOException {
    Wire now = wire;
    if (now != null) {
      now.close();
    }
    wire = null;
  }
}
