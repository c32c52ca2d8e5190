package chat.parley.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parser of sends beside Jetty's: whatever the small one takes, Jetty reads alike. */
class SendHeadTest {
  private static final long SEED = Long.getLong("parley.fuzz.seed", 2_028);
  private static final int ROUNDS = 150_000;
  private static final String BODY = "{\"sender\":\"a\",\"text\":\"x\"}";
  private static final String PLAIN =
      "POST /api/send HTTP/1.1\r\nHost: localhost:8000\r\nContent-Type: application/json\r\nContent-Length: "
          + BODY.length()
          + "\r\n\r\n"
          + BODY;

  private static final List<String> LINES =
      List.of(
          "Host: localhost:8000",
          "host: [2001:db8::7]:80",
          "User-Agent: Mozilla/5.0 (X11; Linux x86_64)",
          "Accept: */*",
          "Content-Type: application/json",
          "content-type: text/plain;charset=UTF-8",
          "Connection: keep-alive",
          "Origin: http://localhost:8000",
          "Sec-Fetch-Site: same-origin",
          "Authorization: Bearer abcdefghijklmnopqrstuvwxyz-_0123456789ABCDEFG",
          "Content-Length: 0",
          "Content-Length: 5",
          "Content-Length: 007",
          "Content-Length: +5",
          "Content-Length: 5, 5",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: identity",
          "Content-Encoding: gzip",
          "Expect: 100-continue",
          "Upgrade: h2c",
          "Connection: close",
          "X-Forwarded-For: 192.0.2.7",
          "Trailer: X");

  private static final String SPECIAL = "\r\n\t \u0000:;,{}\"+-0159az\u007f\u0080\u00ff";

  private static @Nullable SendHead read(String request) {
    return SendHead.read(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
  }

  @Test
  void readsWhatIsSent() {
    SendHead head =
        Objects.requireNonNull(
            read(PLAIN.replace("\r\nHost", "\r\nAuthorization: Bearer secret\r\nHost")));

    assertEquals("localhost:8000", head.lines().host());
    assertEquals("Bearer secret", head.lines().authorization());
    assertEquals(BODY, new String(head.body(), ISO_8859_1));
    assertFalse(head.toString().contains("secret"), "the token is not told in words");
    assertFalse(head.toString().contains("sender"), "nor is the text");
  }

  @Test
  void leavesEveryPartOfARequestAndAllThatIsMoreThanOne() {
    for (int length = 0; length < PLAIN.length(); length++) {
      assertNull(read(PLAIN.substring(0, length)), "the first " + length);
    }
    assertNull(read(PLAIN + "P"));
    assertNull(read(PLAIN + PLAIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 0",
        "Content-Length: 1",
        "Transfer-Encoding: chunked",
        "Content-Encoding: gzip",
        "Expect: 100-continue",
        "Connection: close",
        "Upgrade: websocket",
        "X-Forwarded-For: 192.0.2.7",
        "X-Request-Id: mine",
        "X-HTTP-Method-Override: DELETE",
        " folded"
      })
  void leavesWhatIsInTheLeastUnusual(String line) {
    assertNull(read(PLAIN.replace("\r\n\r\n", "\r\n" + line + "\r\n\r\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+25", "025", "25 ", "0x19", "25, 25", "4294967321", "99999", ""})
  void leavesALengthThatIsNotWrittenAsUsual(String length) {
    assertNull(read(PLAIN.replace(": " + BODY.length(), ": " + length)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/send?room=x HTTP/1.1",
        "POST /api/send HTTP/1.0",
        "POST /api//send HTTP/1.1",
        "PUT /api/send HTTP/1.1",
        "POST http://localhost/api/send HTTP/1.1",
        "post /api/send HTTP/1.1"
      })
  void leavesOtherFirstLines(String line) {
    assertNull(read(PLAIN.replace("POST /api/send HTTP/1.1", line)));
  }

  @Test
  void whateverItTakesJettyReadsAlike() {
    Random random = new Random(SEED);
    int taken = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = bytes(random);
      SendHead head = SendHead.read(ByteBuffer.wrap(bytes));
      if (head != null) {
        taken++;
        String request = "seed " + SEED + ", round " + round + ": " + new String(bytes, ISO_8859_1);
        assertReadAlike(head, JettyReading.of(bytes), request);
      }
    }
    assertTrue(taken > ROUNDS / 20 && taken < ROUNDS / 2, "both kinds came: " + taken);
  }

  private static void assertReadAlike(
      SendHead head, @Nullable JettyReading reading, String request) {
    assertNotNull(reading, request);
    assertEquals("POST", reading.method(), request);
    assertEquals("/api/send", reading.uri().getPathQuery(), request);
    assertEquals(new String(head.body(), ISO_8859_1), reading.body(), request);
    reading.expectAlike(head.lines(), request);
    for (String matters :
        List.of("Transfer-Encoding", "Content-Encoding", "Expect", "Upgrade", "X-Forwarded-For")) {
      assertFalse(reading.headers().contains(matters), request);
    }
  }

  /** A plausible send, with up to three faults. */
  private static byte[] bytes(Random random) {
    String body = "{}".repeat(random.nextInt(6));
    List<String> lines = new ArrayList<>(List.of("Host: localhost"));
    lines.add("Content-Length: " + (body.length() + (random.nextInt(8) == 0 ? 1 : 0)));
    for (int i = random.nextInt(4); i > 0; i--) {
      lines.add(LINES.get(random.nextInt(random.nextInt(3) == 0 ? LINES.size() : 9)));
    }
    Collections.shuffle(lines, random);
    String request = "POST /api/send HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n" + body;
    for (int faults = random.nextInt(4) - 1; faults > 0; faults--) {
      int at = random.nextInt(request.length());
      char special = SPECIAL.charAt(random.nextInt(SPECIAL.length()));
      request =
          request.substring(0, at)
              + (random.nextInt(3) == 0 ? "" : special)
              + request.substring(at + random.nextInt(2));
    }
    return request.getBytes(ISO_8859_1);
  }
}
