package chat.parley.bench.subject;

import chat.parley.bench.load.Response;
import java.nio.charset.StandardCharsets;

/** The bytes of HTTP/1.1 requests. */
final class Requests {
  /** What Chromium adds to each request of a page. */
  static final String BROWSER =
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

  private Requests() {}

  /**
   * A GET request.
   *
   * @param headers whole lines, each with its end
   */
  static byte[] get(String host, String target, String headers) {
    return ("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] post(String host, String target, String type, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        %s\r
        """
            .formatted(target, host, type, bytes.length, headers)
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(bytes, 0, whole, head.length, bytes.length);
    return whole;
  }

  /** A message as this server takes it, and as tutorials have it. */
  static byte[] message(String host, String headers, int client, String room, String text) {
    return post(
        host,
        "/api/send",
        "application/json",
        headers,
        "{\"sender\":\"s%d\",\"text\":\"%s\",\"room\":\"%s\"}".formatted(client, text, room));
  }

  static void expect(Response response) {
    if (response.status() >= FIRST_REFUSAL) {
      throw new IllegalStateException("The server refused: " + response);
    }
  }
}
