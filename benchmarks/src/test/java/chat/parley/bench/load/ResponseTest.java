package chat.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Reads a response that must be whole with its last byte, and not one byte before. */
  private static Response whole(String text) {
    byte[] bytes = bytes("??" + text);
    for (int to = 2; to < bytes.length; to++) {
      assertNull(Response.read(bytes, 2, to), "with " + (bytes.length - to) + " bytes missing");
    }
    Response response = Response.read(bytes, 2, bytes.length);
    assertNotNull(response);
    assertEquals(bytes.length, response.end());
    return response;
  }

  @Test
  void aBodyOfAKnownLengthIsRead() {
    Response response = whole(HEAD + "content-LENGTH: 5\r\n\r\nhello");
    assertEquals(200, response.status());
    assertEquals("text/plain", response.header("content-type"));
    assertEquals("hello", response.text());
    assertNull(response.header("content"));
  }

  @Test
  void aBodyInChunksIsRead() {
    Response response =
        whole(HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\nB\r\nlo, kitchen\r\n0\r\n\r\n");
    assertEquals("hello, kitchen", response.text());
  }

  @Test
  void anAnswerWithoutABodyEndsWithItsHead() {
    assertEquals("", whole("HTTP/1.1 304 Not Modified\r\nEtag: 1\r\n\r\n").text());
  }

  @Test
  void whatIsNoResponseIsSaidSo() {
    byte[] bytes = bytes("SSH-2.0-OpenSSH\r\n\r\n");
    assertThrows(IllegalStateException.class, () -> Response.read(bytes, 0, bytes.length));
  }

  @Test
  void theNumbersOfItsMessagesAreFoundInOrder() {
    String body =
        "{\"text\":\"" + Text.USUAL.of(41) + "\"},{\"text\":\"~12~ and " + Text.USUAL.of(7) + "\"}";
    Response response = whole(HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    List<Integer> numbers = new ArrayList<>();
    response.eachMessage(numbers::add);
    assertEquals(List.of(41, 7), numbers);
  }

  @Test
  void whatStandsInQuotationMarksIsFound() {
    String body = "{\"id\":\"a\"},{\"id\":\"b\"}";
    Response response = whole(HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    assertEquals("a", response.quotedAfter(bytes("\"id\":\"")));
    assertEquals("b", response.lastQuotedAfter(bytes("\"id\":\"")));
    assertNull(response.quotedAfter(bytes("\"cursor\":\"")));
  }
}
