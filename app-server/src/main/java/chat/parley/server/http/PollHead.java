package chat.parley.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The one kind of request that is read without Jetty: a whole {@code GET /api/poll?…} of HTTP/1.1
 * with no body, a few well-known headers, and nothing behind it. It is not lenient: whatever is in
 * the least unusual is not read here at all, and Jetty's parser has it, byte for byte. So there is
 * no request that the two could understand differently.
 *
 * @param lines what stands below its first line
 */
record PollHead(String query, PlainLines lines) {
  private static final byte[] START = ascii(PlainRoute.POLL.start() + "?");
  private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
  private static final Ascii QUERY = Ascii.lettersDigitsAnd("-._~*&=%+,");

  /**
   * Reads a request; null if it is not one of these. The buffer's position stays.
   *
   * @param before the lines of the one before on that connection, which are not read again if they
   *     are the same; null if there are none
   */
  static @Nullable PollHead read(ByteBuffer request, @Nullable PlainLines before) {
    byte[] bytes = new byte[request.remaining()];
    request.get(request.position(), bytes);
    if (!isAt(START, bytes, 0)) {
      return null;
    }
    int end = QUERY.endOfRun(bytes, START.length);
    if (!isAt(VERSION, bytes, end)) {
      return null;
    }
    String query = new String(bytes, START.length, end - START.length, StandardCharsets.US_ASCII);
    PlainLines lines =
        before != null && isBelow(before, null, bytes, end, bytes.length)
            ? before
            : PlainLines.read(bytes, end + VERSION.length);
    return lines == null ? null : new PollHead(query, lines);
  }

  /** Where the query of a request begins that may be one of these; -1 if it is none. */
  static int queryAt(byte[] bytes) {
    return isAt(START, bytes, 0) ? START.length : -1;
  }

  /**
   * Whether all that follows a query are the version and these lines.
   *
   * @param token what the lines are without; null if that is nothing
   */
  static boolean isBelow(
      PlainLines lines, byte @Nullable [] token, byte[] bytes, int at, int length) {
    return at + VERSION.length <= length
        && isAt(VERSION, bytes, at)
        && lines.areIn(bytes, at + VERSION.length, length, token);
  }

  private static boolean isAt(byte[] expected, byte[] bytes, int at) {
    return bytes.length - at >= expected.length
        && Arrays.equals(expected, 0, expected.length, bytes, at, at + expected.length);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
