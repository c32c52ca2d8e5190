package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.access.Access;
import chat.parley.server.limit.LimitLevel;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who ask too often are told; they come through a trusted proxy on this machine. */
class RateLimitTest {
  private static final String HELLO =
      "{\"sender\":\"alice\",\"text\":\"Hello\",\"room\":\"kitchen\"}";
  private static final String ONCE =
      "{\"sender\":\"alice\",\"text\":\"Once\",\"room\":\"kitchen\","
          + "\"client_message_id\":\"4f9c2a1e-7b3d-4c58-9e06-d1a7f3b8c245\"}";
  private static final int SENDS = 100;
  private static final int ROOMS = 30;
  private static final int POLLS = 200;
  private static final int CHANGES = 100;
  private static final int GUESSES = 5;
  private static final int LOG_INS = 60;

  @TempDir private Path data;
  private TestServer server;
  private String[] alice;
  private String[] bob;

  @BeforeEach
  void start() {
    TrustedProxies proxy = TrustedProxies.of(List.of("127.0.0.1"));
    server =
        TestServer.with(
            ServerConfig.defaults(data)
                .withAccess(Access.INVITE)
                .withProtection(new ServerConfig.Protection(proxy, LimitLevel.NORMAL)));
    alice = from("203.0.113.7", server.tokenOf("alice"));
    bob = from("203.0.113.8", server.tokenOf("bob"));
  }

  private static String[] from(String address, String token) {
    return new String[] {"X-Forwarded-For", address, "Authorization", "Bearer " + token};
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void sendAll() {
    for (int i = 0; i < SENDS; i++) {
      server.post("/api/send", HELLO, alice).expect(200);
    }
  }

  private long stored() {
    return server.get("/api/stats", alice).expect(200).json().path("total_messages").asLong();
  }

  @Test
  void whoSendsTooFastIsToldWhenToComeBack() {
    sendAll();
    Reply refused = server.post("/api/send", HELLO, alice).expectRefusal(429, "slow_down");

    assertEquals("1", refused.header("Retry-After"));
    assertEquals(SENDS, stored());
    server.post("/api/send", HELLO.replace("alice", "bob"), bob).expect(200);
    server.advance(Duration.ofSeconds(1));
    server.post("/api/send", HELLO, alice).expect(200);
  }

  @Test
  void aRepetitionIsAnsweredHoweverFastItCame() {
    Reply first = server.post("/api/send", ONCE, alice).expect(200);
    for (int i = 1; i < SENDS; i++) {
      server.post("/api/send", HELLO, alice).expect(200);
    }
    server.post("/api/send", HELLO, alice).expectRefusal(429, "slow_down");
    Reply again = server.post("/api/send", ONCE, alice).expect(200);

    assertEquals(first.text("message_id"), again.text("message_id"));
    assertTrue(again.json().path("duplicate").asBoolean(), again.body());
  }

  @Test
  void aRepetitionDoesNotCount() {
    for (int i = 0; i < 3 * SENDS; i++) {
      server.post("/api/send", ONCE, alice).expect(200);
    }
    for (int i = 1; i < SENDS; i++) {
      server.post("/api/send", HELLO, alice).expect(200);
    }
    server.post("/api/send", HELLO, alice).expectRefusal(429, "slow_down");
  }

  @Test
  void aRefusedMessageIsTakenLaterWithTheSameId() {
    sendAll();
    server.post("/api/send", ONCE, alice).expectRefusal(429, "slow_down");
    server.advance(Duration.ofSeconds(1));
    Reply taken = server.post("/api/send", ONCE, alice).expect(200);

    assertTrue(taken.json().path("duplicate").isMissingNode(), taken.body());
  }

  private Reply first(int room) {
    return server.post("/api/send", HELLO.replace("kitchen", "r" + room), alice);
  }

  @Test
  void whoMakesTooManyRoomsCanStillWriteInThem() {
    for (int i = 0; i < ROOMS; i++) {
      first(i).expect(200);
    }
    Reply refused = first(ROOMS).expectRefusal(429, "slow_down");

    assertEquals("2", refused.header("Retry-After"));
    assertEquals(ROOMS, server.get("/api/rooms", alice).expect(200).json().path("rooms").size());
    first(0).expect(200);
    server.advance(Duration.ofSeconds(2));
    first(ROOMS).expect(200);
  }

  private Reply poll(String clientId, String... headers) {
    return server.get("/api/poll?room=kitchen&cursor=unknown&client_id=" + clientId, headers);
  }

  @Test
  void whoPollsInATightLoopIsSlowedDown() {
    server.post("/api/send", HELLO, alice).expect(200);
    for (int i = 0; i < POLLS; i++) {
      poll("alice", alice).expect(200);
    }
    Reply refused = poll("alice", alice).expectRefusal(429, "slow_down");

    assertEquals("1", refused.header("Retry-After"));
    poll("alice", bob).expect(200);
    server.advance(Duration.ofSeconds(1));
    poll("alice", alice).expect(200);
  }

  @Test
  void whoChangesTooFastIsSlowedDown() {
    String room = "/api/rooms/kitchen";
    server.post("/api/rooms", "{\"name\":\"kitchen\"}", alice).expect(200);
    String message = server.post("/api/send", HELLO, alice).expect(200).text("message_id");
    for (int i = 0; i < CHANGES; i++) {
      server.request("PATCH", room, "{\"topic\":\"Tea " + i + "\"}", alice).expect(200);
    }
    Reply refused =
        server
            .request("PATCH", room, "{\"topic\":\"Coffee\"}", alice)
            .expectRefusal(429, "slow_down");
    assertEquals("1", refused.header("Retry-After"));
    server
        .request("PUT", room + "/members/bob", "{\"role\":\"member\"}", alice)
        .expectRefusal(429, "slow_down");
    server.request("DELETE", room + "/members/bob", "", alice).expectRefusal(429, "slow_down");
    server.post(room + "/leave", "", alice).expectRefusal(429, "slow_down");
    server.request("DELETE", "/api/messages/" + message, "", alice).expectRefusal(429, "slow_down");
    server.post(room + "/join", "{}", bob).expect(200);
    server.advance(Duration.ofSeconds(1));
    server.request("DELETE", "/api/messages/" + message, "", alice).expect(200);
  }

  @Test
  void whoHasATokenCannotGuessThePasswordEither() {
    server
        .request("PUT", "/api/me/password", "{\"password\":\"correct horse\"}", alice)
        .expect(200);
    String guess = "{\"password\":\"another one\",\"old\":\"wrong\"}";
    for (int i = 0; i < GUESSES; i++) {
      server
          .request("PUT", "/api/me/password", guess, alice)
          .expectRefusal(403, "forbidden", "old");
    }
    server.request("PUT", "/api/me/password", guess, alice).expectRefusal(429, "slow_down");
  }

  @Test
  void whoLogsInInALoopIsSlowedDown() {
    server
        .request("PUT", "/api/me/password", "{\"password\":\"correct horse\"}", alice)
        .expect(200);
    String right = "{\"name\":\"alice\",\"password\":\"correct horse\"}";
    String[] there = {alice[0], alice[1]};
    for (int i = 0; i < LOG_INS; i++) {
      server.post("/api/login", right, there).expect(200);
    }
    Reply refused = server.post("/api/login", right, there).expectRefusal(429, "slow_down");
    assertEquals("5", refused.header("Retry-After"));
    server.advance(Duration.ofSeconds(5));
    server.post("/api/login", right, there).expect(200);
  }

  @Test
  void theProxysOwnAddressIsNotFree() {
    String[] own = {alice[2], alice[3]};
    for (int i = 0; i < SENDS; i++) {
      server.post("/api/send", HELLO, own).expect(200);
    }

    server.post("/api/send", HELLO, own).expectRefusal(429, "slow_down");
  }

  @Test
  void theRefusalsAreCounted() {
    sendAll();
    server.post("/api/send", HELLO, alice).expect(429);
    server.post("/api/send", HELLO, alice).expect(429);
    String metrics = server.get("/metrics").expect(200).body();

    assertTrue(metrics.contains("parley_refusals_total{code=\"slow_down\"} 2.0\n"), metrics);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"})
  void openAccessIsNotPassedOn(String header, @TempDir Path elsewhere) {
    try (TestServer plain = TestServer.on(elsewhere)) {
      plain.post("/api/send", HELLO, header, "203.0.113.7").expectRefusal(403, "forbidden");
    }
  }

  @Test
  void thisMachinesOwnProgramsAreNotLimited(@TempDir Path elsewhere) {
    try (TestServer plain = TestServer.on(elsewhere)) {
      for (int i = 0; i < 3 * SENDS; i++) {
        plain.post("/api/send", HELLO).expect(200);
      }
      for (int i = 0; i < 2 * POLLS; i++) {
        plain.get("/api/poll?room=kitchen&cursor=unknown&client_id=alice").expect(200);
      }
    }
  }
}
