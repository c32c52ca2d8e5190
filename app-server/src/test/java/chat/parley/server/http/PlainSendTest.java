package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are sent past Jetty, by way of {@link FastSends}. */
@DisabledIfSystemProperty(named = "parley.fast.polls", matches = "false")
class PlainSendTest {
  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
  private static final String HEALTH = "GET /health" + HOST + "\r\n";
  private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

  /** Bodies that are taken, and others that are refused: each with something else wrong. */
  private static final List<String> BODIES =
      List.of(
          message("bob", "Hello"),
          "{\"sender\":\"bob\",\"text\":\"once\",\"client_message_id\":\"" + ID + "\"}",
          "{\"sender\":\"bob\",\"text\":\"once\",\"client_message_id\":\"" + ID + "\"}",
          "{\"sender\":\"bob\",\"text\":\"twice\",\"client_message_id\":\"" + ID + "\"}",
          "{\"sender\":\"bob\",\"text\":\"x\",\"client_message_id\":\"7\"}",
          "{\"sender\":\"bob\",\"text\":\"x\",\"room\":\"no such\\troom\"}",
          "{\"sender\":\"bob\",\"text\":\"x\",\"room\":\"" + "~" + "0".repeat(22) + "\"}",
          "{\"sender\":\"bob\"}",
          "{\"text\":\"x\"}",
          "{\"sender\":7,\"text\":\"x\"}",
          "{\"sender\":\"\",\"text\":\"x\"}",
          "{\"sender\":\"bob\",\"text\":\"\"}",
          "[]",
          "{",
          "",
          "{\"sender\":\"bob\",\"text\":\"a\",\"text\":\"b\"}");

  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.with(ServerConfig.defaults(data));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String message(String sender, String text) {
    return "{\"sender\":\"" + sender + "\",\"room\":\"kitchen\",\"text\":\"" + text + "\"}";
  }

  private static String send(String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "POST /api/send" + HOST + "Content-Length: " + length + "\r\n\r\n" + body;
  }

  private static String poll(String cursor) {
    return "GET /api/poll?client_id=alice&room=kitchen&cursor=" + cursor + HOST + "\r\n";
  }

  /** That the connection is not Jetty's shows in the id that a poll on it gets. */
  private static void expectPastJetty(Reply reply) {
    assertTrue(reply.isPlain(), reply.toString());
  }

  private List<String> texts() {
    return server.get("/api/history?room=kitchen").expect(200).texts();
  }

  @Test
  void sendsAndPollsTakeTurnsOnOneConnection() throws IOException {
    String cursor = server.cursor();
    try (RawConnection connection = new RawConnection(server)) {
      for (int i = 0; i < 5; i++) {
        connection.send(send(message("bob", "" + i)));
        assertEquals("sent", connection.reply().expect(200).text("status"));
        connection.send(poll(cursor));
        Reply reply = connection.reply().expect(200);
        expectPastJetty(reply);
        assertEquals(List.of("" + i), reply.texts());
        cursor = reply.cursor();
      }
    }
  }

  @Test
  void whatIsSentTogetherIsAnsweredInItsOrder() throws IOException {
    String cursor = server.cursor();
    try (RawConnection connection = new RawConnection(server)) {
      String one = send(message("bob", "1"));
      connection.send(one);
      connection.send(send(message("bob", "2")) + HEALTH + poll(cursor));
      assertEquals("sent", connection.reply().expect(200).text("status"));
      assertEquals("sent", connection.reply().expect(200).text("status"));
      assertEquals("healthy", connection.reply().expect(200).text("status"));
      assertEquals(List.of("1", "2"), connection.reply().expect(200).texts());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 40, 70, 90})
  void oneThatComesInTwoPartsIsSentOnce(int first) throws IOException {
    String request = send(message("bob", "in two parts"));
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(request.substring(0, first));
      server.get("/health").expect(200); // by which time that has come alone
      connection.send(request.substring(first));
      connection.reply().expect(200);
    }
    assertEquals(List.of("in two parts"), texts());
  }

  @Test
  void whoSaysNothingMoreStillGetsTheReply() throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(send(message("bob", "and out")));
      connection.sendEnd();
      assertEquals("sent", connection.reply().expect(200).text("status"));
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void whatAClientSentThatIsGoneIsThere() throws IOException {
    RawConnection connection = new RawConnection(server);
    connection.send(send(message("bob", "the last words")));
    connection.close();

    Await.until("it is there", () -> texts().equals(List.of("the last words")));
    server.send("carol", "and on it goes", "kitchen").expect(200);
  }

  @Test
  void repliesAreThoseOfTheOtherWay(@TempDir Path other) throws IOException {
    try (TestServer jettys = TestServer.with(ServerConfig.defaults(other).withoutFastPolls())) {
      assertEquals(replies(jettys), replies(server));
    }
  }

  private static List<String> replies(TestServer server) throws IOException {
    List<String> replies = new ArrayList<>();
    for (String body : BODIES) {
      try (RawConnection connection = new RawConnection(server)) {
        connection.send(send(body));
        replies.add(body + " → " + likened(connection.whole()));
        connection.send(HEALTH);
        connection.reply().expect(200);
      }
    }
    return replies;
  }

  private static String likened(String reply) {
    return reply
        .replaceFirst("X-Request-Id: [0-9a-z-]+", "X-Request-Id: …")
        .replaceFirst("Date: [^\r]+", "Date: …")
        .replaceFirst("\"message_id\":\"[0-9a-f-]{36}\"", "\"message_id\":…")
        .replaceFirst("\"timestamp\":[0-9.]+", "\"timestamp\":…");
  }

  @Test
  void countsAsARequestLikeAllOthers() throws IOException {
    double before = requests();
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(send(message("bob", "1")));
      connection.reply().expect(200);
      connection.send(send("{"));
      connection.reply().expect(400);
    }
    assertEquals(3.0, requests() - before, "two, and the look at the number");
    assertFalse(texts().isEmpty());
  }

  private double requests() {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("parley_http_requests_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }
}
