package chat.parley.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The other kind of request that is read without Jetty: a whole {@code POST /api/send} of HTTP/1.1
 * with its body, and nothing behind it. As strict as {@link PollHead}.
 */
final class SendHead {
  private static final byte[] START =
      (PlainRoute.SEND.start() + " HTTP/1.1\r\n").getBytes(StandardCharsets.US_ASCII);

  private final PlainLines lines;
  private final byte[] body;

  private SendHead(PlainLines lines, byte[] body) {
    this.lines = lines;
    this.body = body;
  }

  /** Reads a request; null if it is not one of these. The buffer's position stays. */
  static @Nullable SendHead read(ByteBuffer request) {
    if (!begins(request)) {
      return null;
    }
    byte[] bytes = new byte[request.remaining()];
    request.get(request.position(), bytes);
    int body = endOfHead(bytes);
    PlainLines lines = body < 0 ? null : PlainLines.above(bytes, START.length, body);
    return lines == null || lines.contentLength() != bytes.length - body
        ? null
        : new SendHead(lines, Arrays.copyOfRange(bytes, body, bytes.length));
  }

  /** What stands below its first line, above its body. */
  PlainLines lines() {
    return lines;
  }

  byte[] body() {
    return body;
  }

  private static boolean begins(ByteBuffer request) {
    int otherwise = ByteBuffer.wrap(START).mismatch(request);
    return otherwise < 0 || otherwise == START.length;
  }

  /** Where the body begins; -1 if the head is not whole. */
  private static int endOfHead(byte[] bytes) {
    for (int i = START.length; i + 3 < bytes.length; i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  /** Without the token and the text. */
  @Override
  public String toString() {
    return "SendHead[" + lines + ", " + body.length + " bytes]";
  }
}
