package chat.parley.server.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A connection that sends any bytes and reads replies strictly. For one thread. */
public final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  public Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** A reply is not what RFC 9112 allows or what the protocol promises. */
  public static final class MalformedReplyException extends IOException {
    MalformedReplyException(String message) {
      super(message);
    }
  }

  /** A whole reply; header names in lower case. */
  public record Reply(int status, Map<String, String> headers, String text) {
    public boolean closes() {
      return headers.getOrDefault("connection", "").contains("close");
    }
  }

  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Says that nothing more will come. */
  public void finish() throws IOException {
    socket.shutdownOutput();
  }

  /**
   * The next reply, those of the 100s skipped; null at the end of the connection.
   *
   * @throws java.net.SocketTimeoutException if it did not come in time
   */
  public @Nullable Reply read(boolean withoutBody, int timeoutMillis) throws IOException {
    socket.setSoTimeout(timeoutMillis);
    Reply reply = readAny(withoutBody);
    while (reply != null && reply.status() < 200) {
      reply = readAny(withoutBody);
    }
    return reply;
  }

  private @Nullable Reply readAny(boolean withoutBody) throws IOException {
    String statusLine = line();
    if (statusLine == null) {
      return null;
    }
    if (!statusLine.matches("HTTP/1\\.1 [1-5][0-9][0-9] .*")) {
      throw new MalformedReplyException("A status line is: " + statusLine);
    }
    int status = Integer.parseInt(statusLine.substring(9, 12));
    Map<String, String> headers = new TreeMap<>();
    String line = line();
    while (line != null && !line.isEmpty()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new MalformedReplyException("A header is: " + line);
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      if (headers.put(name, line.substring(colon + 1).strip()) != null) {
        throw new MalformedReplyException("A header comes twice: " + line);
      }
      line = line();
    }
    boolean bodiless = withoutBody || status < 200 || status == 304;
    return new Reply(status, headers, bodiless ? "" : body(headers));
  }

  private String body(Map<String, String> headers) throws IOException {
    String length = headers.get("content-length");
    if (length == null || headers.containsKey("transfer-encoding")) {
      throw new MalformedReplyException("A reply has no Content-Length: " + headers);
    }
    byte[] body = in.readNBytes(Integer.parseInt(length));
    if (body.length != Integer.parseInt(length)) {
      throw new EOFException("A reply ends after " + body.length + " bytes of " + length);
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    while (c != '\n') {
      if (c < 0) {
        throw new EOFException("A reply ends within a line: " + line);
      }
      line.write(c);
      c = in.read();
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
