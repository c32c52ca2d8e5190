package chat.parley.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.ClientId;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.PollRequest;
import chat.parley.server.poll.Rooms;
import chat.parley.server.poll.Wanted;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for the same poll again is read alike by who reads it whole. */
class LastPollTest {
  private static final long SEED = Long.getLong("parley.fuzz.seed", 2_027);
  private static final int ROUNDS = 100_000;
  private static final String START = "GET /api/poll?client_id=alice&timeout=30&cursor=";
  private static final String REST =
      " HTTP/1.1\r\nHost: localhost:8000\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n";
  private static final String TOKEN_REST =
      " HTTP/1.1\r\nHost: localhost:8000\r\nAuthorization: Bearer tEst-_09tEst-_09\r\nAccept: */*\r\n\r\n";
  private static final String CHARS = "\r\n :&=%+,-_.*~azAZ09\u0000\u007f\u00e4";

  private final RecentTexts texts = new RecentTexts();

  private static LastPoll after(String request) {
    PollHead head = Objects.requireNonNull(read(request));
    return LastPoll.of(head.query(), head.lines().withoutToken(), head.lines().token(), REQUEST);
  }

  private static final PollRequest REQUEST =
      new PollRequest(
          Owner.guest(new ClientId("alice")),
          () -> null,
          new Rooms.All(),
          Wanted.MESSAGES,
          "first",
          null,
          30,
          100,
          "127.0.0.1",
          false);

  private static @Nullable PollHead read(String request) {
    return PollHead.read(ByteBuffer.wrap(request.getBytes(ISO_8859_1)), null);
  }

  private @Nullable String next(LastPoll last, String request) {
    byte[] bytes = request.getBytes(ISO_8859_1);
    byte[] withOldOnes = Arrays.copyOf(bytes, bytes.length + 100);
    Arrays.fill(withOldOnes, bytes.length, withOldOnes.length, (byte) 'x');
    return last.nextCursor(withOldOnes, bytes.length, texts);
  }

  @Test
  void theSameWithAnotherCursorIsNotReadAgain() {
    LastPoll last = after(START + "first" + REST);

    String cursor = Objects.requireNonNull(next(last, START + "Second-_2" + REST));
    assertEquals("Second-_2", cursor);
    assertSame(cursor, next(last, START + "Second-_2" + REST), "the same text is the same object");
    assertEquals("Second-_2", last.at(cursor).cursor());
    assertEquals(REQUEST.at("Second-_2"), last.request());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/poll?client_id=bob&timeout=30&cursor=second",
        "GET /api/poll?client_id=alice&timeout=31&cursor=second",
        "GET /api/poll?client_id=alice&timeout=30&cursor=",
        "GET /api/poll?client_id=alice&timeout=30&cursor=second&room=kitchen",
        "GET /api/poll?client_id=alice&timeout=30&cursor=sec%6fnd",
        "GET /api/poll?client_id=alice&timeout=30&cursor=sec+ond",
        "GET /api/poll?client_id=alice&timeout=30",
        "POST /api/poll?client_id=alice&timeout=30&cursor=second"
      })
  void anotherIsReadWhole(String first) {
    assertNull(next(after(START + "first" + REST), first + REST));
  }

  @Test
  void otherLinesBelowAreReadWhole() {
    LastPoll last = after(START + "first" + REST);
    String second = START + "second" + REST;

    assertNull(next(last, second.replace("*/*", "*/x")));
    assertNull(next(last, second.replace("HTTP/1.1", "HTTP/1.0")));
    assertNull(next(last, second.replace("\r\n\r\n", "\r\nAuthorization: Bearer secret\r\n\r\n")));
    assertNull(next(last, second + "G"), "more follows");
    for (int length = 0; length < second.length(); length++) {
      assertNull(next(last, second.substring(0, length)), "the first " + length);
    }
    assertNull(next(last, START + "c".repeat(2_000) + REST), "too long for a cursor");
  }

  @Test
  void theSameWithItsTokenIsNotReadAgainAndWithAnotherItIs() {
    LastPoll last = after(START + "first" + TOKEN_REST);
    String second = START + "second" + TOKEN_REST;

    assertEquals("second", next(last, second));
    assertNull(next(last, second.replace("tEst-_09tEst-_09", "tEst-_09tEst-_08")));
    assertNull(next(last, second.replace("tEst-_09tEst-_09", "tEst-_09tEst-_0")));
    assertNull(next(last, second.replace("tEst-_09tEst-_09", "tEst-_09tEst-_090")));
    assertNull(next(last, second.replace("Bearer tEst-_09tEst-_09", "")));
    assertNull(next(last, START + "second" + REST), "without it");
    assertNull(last.lines(), "its lines are not those of anybody else");
    assertFalse(last.toString().contains("tEst"));
  }

  @Test
  void linesWithoutTheirTokensAreAlike() {
    PlainLines alices = Objects.requireNonNull(read(START + "first" + TOKEN_REST)).lines();
    PlainLines bobs =
        Objects.requireNonNull(read(START + "first" + TOKEN_REST.replace("tEst-_09t", "bobsT")))
            .lines();

    assertNotEquals(alices, bobs);
    assertEquals(alices.withoutToken(), bobs.withoutToken());
    assertNotEquals(
        alices.withoutToken(), Objects.requireNonNull(read(START + "first" + REST)).lines());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/poll?client_id=alice",
        "GET /api/poll?cursor=first",
        "GET /api/poll?client_id=alice&cursor=first&timeout=30",
        "GET /api/poll?client_id=alice&xcursor=first",
        "GET /api/poll?client_id=alice&cursor=first&cursor=",
        "GET /api/poll?client_id=alice&cursor="
      })
  void afterOneWhoseCursorIsNotItsEndEachIsReadWhole(String first) {
    assertNull(next(after(first + REST), first + REST));
  }

  @Test
  void whereTheLinesAreNotRememberedEachIsReadWhole() {
    LastPoll last = LastPoll.of("client_id=alice&cursor=first", null, null, REQUEST);

    assertNull(next(last, "GET /api/poll?client_id=alice&cursor=second" + REST));
    assertNull(last.lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {REST, TOKEN_REST})
  void whateverItTakesIsReadAlikeAsAWhole(String rest) {
    Random random = new Random(SEED);
    LastPoll last = after(START + "first" + rest);
    List<String> said = said(Objects.requireNonNull(read(START + "first" + rest)));
    int taken = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String request = START + "sEc0nd-_" + rest;
      for (int faults = random.nextInt(3); faults > 0; faults--) {
        int at = random.nextInt(request.length());
        char other = CHARS.charAt(random.nextInt(CHARS.length()));
        request =
            request.substring(0, at)
                + (random.nextInt(3) == 0 ? "" : other)
                + request.substring(at + random.nextInt(2));
      }
      String cursor = next(last, request);
      if (cursor != null) {
        taken++;
        PollHead head = read(request);
        assertNotNull(head, "seed " + SEED + ", round " + round + ": " + request);
        assertEquals("client_id=alice&timeout=30&cursor=" + cursor, head.query(), "round " + round);
        assertEquals(said, said(head), "seed " + SEED + ", round " + round + ": " + request);
      }
    }
    assertTrue(taken > ROUNDS / 10 && taken < ROUNDS, "both kinds came: " + taken);
  }

  private static List<String> said(PollHead head) {
    return List.of(head.lines().host(), String.valueOf(head.lines().authorization()));
  }
}
