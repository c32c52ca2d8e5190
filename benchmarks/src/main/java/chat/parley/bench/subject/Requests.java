package chat.parley.bench.subject;

import chat.parley.bench.load.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of HTTP/1.1 requests to one server. */
public final class Requests {
  /** What Chromium adds to each request of a page. */
  public static final String BROWSER =
      """
      Connection: keep-alive\r
      sec-ch-ua-platform: "Linux"\r
      User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r
      sec-ch-ua: "Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"\r
      sec-ch-ua-mobile: ?0\r
      Accept: */*\r
      Sec-Fetch-Site: same-origin\r
      Sec-Fetch-Mode: cors\r
      Sec-Fetch-Dest: empty\r
      Accept-Encoding: gzip, deflate, br, zstd\r
      Accept-Language: en-GB,en;q=0.9,de;q=0.8\r
      """;

  static final byte[] MESSAGE_ID = "\"message_id\":\"".getBytes(StandardCharsets.ISO_8859_1);
  private static final int FIRST_REFUSAL = 300;

  private final String host;
  private final String headers;

  /**
   * Those to a port of this machine.
   *
   * @param browser whether each has what a browser adds
   */
  Requests(int port, boolean browser) {
    host = "localhost:" + port;
    headers = browser ? BROWSER : "";
  }

  byte[] get(String target) {
    return get(target, "");
  }

  /**
   * A GET request.
   *
   * @param more headers of its own: whole lines, each with its end
   */
  byte[] get(String target, String more) {
    return ("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + more + "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  byte[] post(String target, String type, String body) {
    return post(target, type, body, "");
  }

  /**
   * A POST request.
   *
   * @param more headers of its own: whole lines, each with its end
   */
  byte[] post(String target, String type, String body, String more) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        %s%s\r
        """
            .formatted(target, host, type, bytes.length, headers, more)
            .getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(head.length + bytes.length).put(head).put(bytes).array();
  }

  /** A message as this server takes it, and as tutorials have it. */
  byte[] message(int client, String room, String text) {
    return message("s" + client, room, text, "");
  }

  /**
   * The same under a name.
   *
   * @param more headers of its own: whole lines, each with its end
   */
  byte[] message(String sender, String room, String text, String more) {
    return post(
        "/api/send",
        "application/json",
        "{\"sender\":\"%s\",\"text\":\"%s\",\"room\":\"%s\"}".formatted(sender, text, room),
        more);
  }

  /**
   * Takes no refusal.
   *
   * @throws IllegalStateException if it is one
   */
  static void expect(Response response) {
    if (response.status() >= FIRST_REFUSAL) {
      throw new IllegalStateException("The server refused: " + response);
    }
  }
}
