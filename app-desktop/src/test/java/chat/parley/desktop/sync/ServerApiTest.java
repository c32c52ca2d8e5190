package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.desktop.replica.PollReply;
import chat.parley.desktop.sync.PollOutcome.Cut;
import chat.parley.desktop.sync.PollOutcome.Failure;
import chat.parley.desktop.sync.PollOutcome.GatewayError;
import chat.parley.desktop.sync.PollOutcome.NotParley;
import chat.parley.desktop.sync.PollOutcome.Refused;
import chat.parley.desktop.testing.Await;
import chat.parley.model.ClientId;
import chat.parley.model.Timestamp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, and what replies mean. */
class ServerApiTest {
  private static final ClientId CLIENT = ClientId.of("alice");
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json";
  private static final String TIMEOUT =
      "{\"messages\":[],\"status\":\"timeout\",\"timeout\":true,\"cursor\":\"abc-_9\"}";
  private static final Duration LONG = Duration.ofSeconds(20);

  /** Longer than any test waits: what ends by this never ends. */
  private static final Duration LONGER = Duration.ofHours(1);

  private static ServerApi api(URI address, Duration margin) {
    return new ServerApi(address, System::nanoTime, Duration.ofSeconds(5), margin);
  }

  private static CompletableFuture<PollReply> poll(ServerApi api) {
    return api.poll(CLIENT, "abc", 0, 500);
  }

  private static Failure failure(CompletableFuture<?> call) {
    Await.until("the call ends", call::isDone);
    assertTrue(call.isCompletedExceptionally(), "it should have failed");
    return Objects.requireNonNull(CallFailure.in(call.exceptionNow()));
  }

  /** How a poll fails that is answered like this. */
  private static Failure answeredWith(String head, String body) throws IOException {
    try (ScriptedServer server = ScriptedServer.saying(head, body);
        ServerApi api = api(server.address(), LONG)) {
      return failure(poll(api));
    }
  }

  @Test
  void asksAsTheProtocolSays() throws Exception {
    try (ScriptedServer server = ScriptedServer.saying(OK, TIMEOUT);
        ServerApi api = new ServerApi(URI.create(server.address() + "/chat/"), System::nanoTime)) {
      PollReply reply = Await.result(api.poll(ClientId.of("a&b=c"), "abc", 23, 500));

      assertEquals("abc-_9", reply.cursor());
      assertTrue(reply.timeout());
      assertNull(reply.reset());
      assertEquals(
          List.of(
              "GET /chat/api/poll?client_id=a%26b%3Dc&room=*&cursor=abc&timeout=23&limit=500&events=delete,member,room"
                  + " HTTP/1.1"),
          server.requests());
    }
  }

  @Test
  void whatIsAskedOfOneThatWasClosedFailsAtOnce() throws Exception {
    try (ScriptedServer server = ScriptedServer.saying(OK, TIMEOUT)) {
      ServerApi unused = api(server.address(), LONGER);
      unused.close();
      assertInstanceOf(Cut.class, failure(poll(unused)));

      ServerApi used = api(server.address(), LONGER);
      Await.result(poll(used));
      used.close();
      assertInstanceOf(Cut.class, failure(poll(used)));
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void readsMessagesAndWhatOnlySomeRepliesHave() throws Exception {
    String body =
        """
        {"messages":[{"id":"018a47be-c87b-7c3e-9d41-5b2f8a6c0e17","sender":"bob","text":"Hi",
        "timestamp":1693420800.123,"room":"kitchen","guest":true}],"status":"success",
        "timeout":false,"cursor":"x","reset":true,"retry_after_ms":1200,"events":[]}
        """;
    try (ScriptedServer server = ScriptedServer.saying(OK, body);
        ServerApi api = api(server.address(), LONG)) {
      PollReply reply = Await.result(poll(api));

      assertEquals("Hi", reply.messages().getFirst().text());
      assertEquals(1_693_420_800_123L, reply.messages().getFirst().timestamp().millis());
      assertEquals(true, reply.reset());
      assertEquals(1_200L, reply.retryAfterMs());
    }
  }

  @Test
  void sendsWithTheEntrysOwnId() throws Exception {
    String sent =
        "{\"status\":\"sent\",\"message_id\":\"018a47be-c87b-7c3e-9d41-5b2f8a6c0e17\",\"timestamp\":1.000,\"duplicate\":true}";
    UUID id = new UUID(1, 2);
    OutboxEntry entry =
        new OutboxEntry(
            id,
            "kitchen",
            "alice",
            "Hi 😀",
            new Timestamp(1),
            OutboxEntry.State.SENDING,
            null,
            null);
    try (ScriptedServer server = ScriptedServer.saying(OK, sent);
        ServerApi api = api(server.address(), LONG)) {
      assertEquals(true, Await.result(api.send(entry)).duplicate());
      assertEquals(List.of("POST /api/send HTTP/1.1"), server.requests());
    }
  }

  @Test
  void aRefusalIsReadWithItsCodeFieldAndRetryAfter() throws Exception {
    Failure failure =
        answeredWith(
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7",
            "{\"status\":\"error\",\"code\":\"overloaded\",\"detail\":\"Too"
                + " much.\",\"field\":\"x\"}");

    assertEquals(new Refused(503, "overloaded", "Too much.", "x", Duration.ofSeconds(7)), failure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "99999999999999999999", "Wed, 21 Oct 2026 07:28:00 GMT"})
  void aRetryAfterThatIsNoNumberOfSecondsCountsAsNone(String value) throws Exception {
    Refused refused =
        assertInstanceOf(
            Refused.class,
            answeredWith(
                "HTTP/1.1 429 Too Many Requests\r\nRetry-After: " + value,
                "{\"status\":\"error\",\"code\":\"slow_down\",\"detail\":\"Slower.\"}"));
    assertNull(refused.retryAfter());
  }

  @Test
  void aRetryAfterBeyondReasonIsCutToFiveMinutes() throws Exception {
    GatewayError error =
        assertInstanceOf(
            GatewayError.class,
            answeredWith("HTTP/1.1 503 Busy\r\nRetry-After: 86400", "<h1>Busy</h1>"));
    assertEquals(Duration.ofMinutes(5), error.retryAfter());
  }

  @Test
  void aGatewaysErrorPageIsNotTheServersWord() throws Exception {
    GatewayError error =
        assertInstanceOf(
            GatewayError.class,
            answeredWith("HTTP/1.1 502 Bad Gateway", "<html><h1>nginx</h1></html>"));
    assertEquals(502, error.status());
  }

  @Test
  void aPageOfACaptivePortalIsNotParley() throws Exception {
    assertInstanceOf(
        NotParley.class,
        answeredWith("HTTP/1.1 200 OK\r\nContent-Type: text/html", "<html>Log in</html>"));
    assertInstanceOf(NotParley.class, answeredWith("HTTP/1.1 404 Not Found", "<html></html>"));
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (ScriptedServer other = ScriptedServer.saying(OK, TIMEOUT)) {
      assertInstanceOf(
          NotParley.class,
          answeredWith("HTTP/1.1 302 Found\r\nLocation: " + other.address() + "/api/poll", ""));
      assertEquals(List.of(), other.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{}",
        "{\"messages\":[],\"status\":\"timeout\",\"timeout\":true}",
        "{\"messages\":[],\"status\":\"timeout\",\"timeout\":true,\"cursor\":\"\"}",
        "{\"messages\":[],\"status\":\"timeout\",\"timeout\":true,\"cursor\":\"a b\"}",
        "{\"messages\":null,\"status\":\"timeout\",\"timeout\":true,\"cursor\":\"a\"}",
        "{\"messages\":[null],\"status\":\"success\",\"timeout\":false,\"cursor\":\"a\"}",
        "{\"messages\":[{}],\"status\":\"success\",\"timeout\":false,\"cursor\":\"a\"}",
        "{\"messages\":[{\"id\":\"no\",\"sender\":\"a\",\"text\":\"b\",\"timestamp\":1,\"room\":\"c\"}],\"cursor\":\"a\"}",
        "{\"messages\":[{\"id\":\"018a47be-c87b-7c3e-9d41-5b2f8a6c0e17\",\"sender\":\"a\",\"text\":\"b\",\"timestamp\":1e999999999,\"room\":\"c\"}],\"cursor\":\"a\"}",
        "{\"messages\":[],\"timeout\":true,\"cursor\":\"a\"} x"
      })
  void whatIsNotAWholeReplyIsNotParley(String body) throws Exception {
    assertInstanceOf(NotParley.class, answeredWith(OK, body));
  }
}
