package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parser beside Jetty's: whatever the small one takes, Jetty reads alike. */
class PollHeadTest {
  private static final long SEED = Long.getLong("parley.fuzz.seed", 2_026);
  private static final int ROUNDS = 150_000;
  private static final String PLAIN =
      "GET /api/poll?client_id=alice&room=kitchen HTTP/1.1\r\nHost: localhost:8000\r\n\r\n";

  private static final List<String> LINES =
      List.of(
          "Host: localhost:8000",
          "host: 192.168.1.20",
          "HOST: [2001:db8::7]:80",
          "Host: [::1]:65535",
          "Host: [::ffff:7f00:1]",
          "Host: a:65536",
          "Host: chat.example.org.",
          "Host: a",
          "User-Agent: Mozilla/5.0 (X11; Linux x86_64)",
          "Accept: */*",
          "Accept-Encoding: gzip, deflate, br, zstd",
          "Accept-Language: en;q=0.9",
          "Connection: keep-alive",
          "connection: Keep-Alive",
          "Connection: close",
          "Cache-Control: no-cache",
          "Cookie: a=b; c=\"d\"",
          "Referer: http://localhost:8000/?x",
          "Origin: http://localhost:8000",
          "Sec-Fetch-Site: same-origin",
          "Sec-Fetch-Mode: cors",
          "Authorization: Bearer abcdefghijklmnopqrstuvwxyz-_0123456789ABCDEFG",
          "Content-Length: 0",
          "Transfer-Encoding: chunked",
          "X-Forwarded-For: 192.0.2.7",
          "X-HTTP-Method-Override: DELETE",
          "Expect: 100-continue",
          "Upgrade: h2c");

  private static final String SPECIAL =
      "\r\n\t \0:;%&=?#/\\+\"'<>[]{}|^`@,.-_~*!$()\u007f\u0080\u00e4\u00ff0aZ";

  @Test
  void whateverItTakesJettyReadsAlike() {
    Random random = new Random(SEED);
    int taken = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = bytes(random);
      PollHead head = PollHead.read(ByteBuffer.wrap(bytes), null);
      if (head != null) {
        taken++;
        String request = new String(bytes, StandardCharsets.ISO_8859_1);
        JettyReading reading = JettyReading.of(bytes);
        assertNotNull(reading, "seed " + SEED + ", round " + round + ": " + request);
        assertReadAlike(head, reading, request);
      }
    }
    assertTrue(taken > ROUNDS / 20 && taken < ROUNDS / 2, "both kinds came: " + taken);
  }

  private static void assertReadAlike(PollHead head, JettyReading reading, String request) {
    assertEquals(HttpMethod.GET.asString(), reading.method(), request);
    assertEquals("", reading.body(), request);
    assertEquals("/api/poll", reading.uri().getPath(), request);
    assertEquals("/api/poll", reading.uri().getCanonicalPath(), request);
    assertFalse(reading.uri().hasViolations(), request);
    assertNull(reading.uri().getFragment(), request);
    assertNull(reading.uri().getAuthority(), request);
    assertEquals(head.query(), reading.uri().getQuery(), request);
    reading.expectAlike(head.lines(), request);
    assertTrue(new HostPortHttpField(head.lines().host()).getHost().length() > 0, request);
    for (String matters :
        List.of(
            "Content-Length",
            "Transfer-Encoding",
            "Expect",
            "Upgrade",
            "X-Forwarded-For",
            "X-HTTP-Method-Override")) {
      assertFalse(reading.headers().contains(matters), request);
    }
  }

  /** A plausible poll, with up to three faults. */
  private static byte[] bytes(Random random) {
    List<String> lines = new ArrayList<>(List.of("Host: localhost"));
    for (int i = random.nextInt(5); i > 0; i--) {
      lines.add(LINES.get(random.nextInt(random.nextInt(4) == 0 ? LINES.size() : 22)));
    }
    if (random.nextBoolean()) {
      lines.removeFirst();
    }
    String request =
        "GET /api/poll?client_id=alice&room=%2A HTTP/1.1\r\n"
            + String.join("\r\n", lines)
            + "\r\n\r\n";
    byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
    for (int faults = random.nextInt(4); faults > 0; faults--) {
      bytes = spoiled(bytes, random);
    }
    return bytes;
  }

  private static byte[] spoiled(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    char special = SPECIAL.charAt(random.nextInt(SPECIAL.length()));
    int length = Math.min(bytes.length - at, 1 + random.nextInt(3));
    String changed =
        switch (random.nextInt(5)) {
          case 0 -> text.substring(0, at) + special + text.substring(at);
          case 1 -> text.substring(0, at) + text.substring(at + length);
          case 2 -> text.substring(0, at) + special + text.substring(at + length);
          case 3 -> text.substring(0, at) + text.substring(at, at + length) + text.substring(at);
          default ->
              text.substring(0, at) + (char) random.nextInt(256) + text.substring(at + length);
        };
    return changed.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static @Nullable PollHead read(String request) {
    return read(request, null);
  }

  private static @Nullable PollHead read(String request, @Nullable PlainLines before) {
    return PollHead.read(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)), before);
  }

  @Test
  void readsWhatAPollSays() {
    assertEquals(
        List.of("client_id=alice&room=kitchen", "localhost:8000", "null", "null", "null"),
        said(read(PLAIN)));
    assertEquals(
        List.of("client_id=a%20b", "[::1]:80", "http://[::1]", "same-origin", "Bearer x"),
        said(
            read(
                String.join(
                    "\r\n",
                    "GET /api/poll?client_id=a%20b HTTP/1.1",
                    "Authorization: Bearer x",
                    "host: [::1]:80",
                    "SEC-FETCH-SITE: same-origin",
                    "Origin: http://[::1]",
                    "Connection: keep-alive",
                    "",
                    ""))));
  }

  private static List<String> said(@Nullable PollHead head) {
    PlainLines lines = Objects.requireNonNull(head).lines();
    return Stream.of(
            head.query(), lines.host(), lines.origin(), lines.secFetchSite(), lines.authorization())
        .map(String::valueOf)
        .toList();
  }

  @Test
  void takesTheLinesOfTheOneBeforeOnlyIfTheyAreTheSame() {
    PollHead first = Objects.requireNonNull(read(PLAIN));
    String next = PLAIN.replace("alice", "bob");
    assertSame(first.lines(), Objects.requireNonNull(read(next, first.lines())).lines());

    for (String other :
        List.of(
            next.replace("localhost:8000", "localhost:8001"),
            next.replace("\r\n\r\n", "\r\nDNT: 1\r\n\r\n"))) {
      assertEquals(
          said(read(other)), said(read(other, first.lines())), "it was read as what it is");
      assertNotSame(first.lines(), Objects.requireNonNull(read(other, first.lines())).lines());
    }
    assertNull(read(next + "G", first.lines()));
    assertNull(read(next.substring(0, next.length() - 1), first.lines()));
  }

  @Test
  void doesNotTellTheTokenInWords() {
    PollHead head = read(PLAIN.replace("\r\n\r\n", "\r\nAuthorization: Bearer secret\r\n\r\n"));
    assertFalse(String.valueOf(head).contains("secret"), String.valueOf(head));
  }

  @Test
  void leavesEveryPartOfARequestAndAllThatIsMoreThanOne() {
    for (int length = 0; length < PLAIN.length(); length++) {
      assertNull(read(PLAIN.substring(0, length)), "the first " + length);
    }
    assertNull(read(PLAIN + "G"));
    assertNull(read(PLAIN + PLAIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 0",
        "Transfer-Encoding: chunked",
        "Expect: 100-continue",
        "Upgrade: h2c",
        "Connection: close",
        "Connection: keep-alive, Upgrade",
        "Connection: keep-alive\r\nConnection: keep-alive",
        "Host: localhost",
        "Forwarded: for=192.0.2.7",
        "X-Forwarded-For: 192.0.2.7",
        "X-Real-IP: 192.0.2.7",
        "Via: 1.1 proxy",
        "X-HTTP-Method-Override: DELETE",
        "X-Request-Id: mine",
        "Origin: http://a\r\nOrigin: http://b",
        "Authorization: Bearer a\r\nauthorization: Bearer b",
        "Accept:*/*",
        "Accept:  */*",
        "Accept: */* ",
        "Accept : */*",
        "Accept:",
        "Accept: a\tb",
        "Accept: \u00e4",
        "Accept: a\r\n b",
        "Accept: a\nDNT: 1",
        "If-None-Match: \"a\""
      })
  void leavesARequestWithAnyOtherHeader(String lines) {
    assertNull(read(PLAIN.replace("\r\n\r\n", "\r\n" + lines + "\r\n\r\n")));
  }
}
