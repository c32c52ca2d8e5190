package chat.parley.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One whole HTTP/1.1 response. Its bytes belong to whoever read them and hold only until the call
 * that was given them returns.
 */
public final class Response {
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int HEX = 16;

  private final byte[] bytes;
  private final int headFrom;
  private final int headTo;
  private final int status;
  private byte[] body;
  private int bodyFrom;
  private int bodyTo;
  private int end;

  private Response(byte[] bytes, int headFrom, int headTo) {
    this.bytes = bytes;
    this.headFrom = headFrom;
    this.headTo = headTo;
    this.body = bytes;
    this.status =
        (bytes[headFrom + STATUS_AT] - '0') * 100
            + (bytes[headFrom + STATUS_AT + 1] - '0') * 10
            + (bytes[headFrom + STATUS_AT + 2] - '0');
  }

  /**
   * The response that some bytes begin with, or null while part of it is missing.
   *
   * @throws IllegalStateException if this is no HTTP/1.1 response
   */
  static @Nullable Response read(byte[] bytes, int from, int to) {
    int headTo = indexOf(bytes, from, to, HEAD_END);
    if (headTo < 0) {
      return null;
    }
    if (headTo - from < STATUS_AT + 3 || bytes[from] != 'H') {
      throw new IllegalStateException(
          "No response: " + new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }
    Response response = new Response(bytes, from, headTo);
    int bodyFrom = headTo + HEAD_END.length;
    String length = response.header("content-length");
    if (length == null && "chunked".equals(response.header("transfer-encoding"))) {
      return response.readChunks(bodyFrom, to) ? response : null;
    }
    response.bodyFrom = bodyFrom;
    response.bodyTo = bodyFrom + (length == null ? 0 : Integer.parseInt(length));
    response.end = response.bodyTo;
    return response.end <= to ? response : null;
  }

  private boolean readChunks(int from, int to) {
    byte[] joined = new byte[to - from];
    int length = 0;
    int at = from;
    while (true) {
      int lineTo = indexOf(bytes, at, to, new byte[] {'\r', '\n'});
      if (lineTo < 0) {
        return false;
      }
      int size =
          Integer.parseInt(new String(bytes, at, lineTo - at, StandardCharsets.ISO_8859_1), HEX);
      int next = lineTo + 2 + size + 2;
      if (next > to) {
        return false;
      }
      System.arraycopy(bytes, lineTo + 2, joined, length, size);
      length += size;
      at = next;
      if (size == 0) {
        break;
      }
    }
    body = joined;
    bodyFrom = 0;
    bodyTo = length;
    end = at;
    return true;
  }

  public int status() {
    return status;
  }

  /** Where the bytes go on after this response. */
  int end() {
    return end;
  }

  /** Whether it may be the last of its connection. */
  boolean closes() {
    return "close".equalsIgnoreCase(header("connection"));
  }

  /**
   * The value of a header, null if it is not there.
   *
   * @param name in lower case
   */
  public @Nullable String header(String name) {
    int lineFrom = indexOf(bytes, headFrom, headTo, new byte[] {'\r', '\n'}) + 2;
    while (lineFrom > 1 && lineFrom < headTo) {
      int lineTo = indexOf(bytes, lineFrom, headTo, new byte[] {'\r', '\n'});
      lineTo = lineTo < 0 ? headTo : lineTo;
      if (isNamed(lineFrom, lineTo, name)) {
        int from = lineFrom + name.length() + 1;
        return new String(bytes, from, lineTo - from, StandardCharsets.ISO_8859_1).strip();
      }
      lineFrom = lineTo + 2;
    }
    return null;
  }

  private boolean isNamed(int from, int to, String name) {
    if (to - from <= name.length() || bytes[from + name.length()] != ':') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (Character.toLowerCase((char) bytes[from + i]) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The body as text. */
  public String text() {
    return new String(body, bodyFrom, bodyTo - bodyFrom, StandardCharsets.UTF_8);
  }

  /**
   * What stands in the body behind a mark and up to a quotation mark; null if the mark does not.
   */
  public @Nullable String quotedAfter(byte[] mark) {
    return quoted(indexOf(body, bodyFrom, bodyTo, mark), mark);
  }

  /** As {@link #quotedAfter}, of the last place where the mark stands. */
  public @Nullable String lastQuotedAfter(byte[] mark) {
    int at = -1;
    for (int next = indexOf(body, bodyFrom, bodyTo, mark);
        next >= 0;
        next = indexOf(body, next + 1, bodyTo, mark)) {
      at = next;
    }
    return quoted(at, mark);
  }

  private @Nullable String quoted(int at, byte[] mark) {
    if (at < 0) {
      return null;
    }
    int from = at + mark.length;
    int to = from;
    while (to < bodyTo && body[to] != '"') {
      to++;
    }
    return new String(body, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Hands on the number of each message that the body has, in order. */
  public void eachMessage(Numbered listener) {
    Text.each(body, bodyFrom, bodyTo, listener);
  }

  static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
    for (int i = from; i <= to - wanted.length; i++) {
      if (bytes[i] == wanted[0]
          && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    String head = new String(bytes, headFrom, headTo - headFrom, StandardCharsets.ISO_8859_1);
    return String.format(Locale.ROOT, "%d: %s%n%s", status, head, text());
  }
}
