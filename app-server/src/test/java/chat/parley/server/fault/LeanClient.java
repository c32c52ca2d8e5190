package chat.parley.server.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive connection that costs next to nothing, so that a server can be given more than it
 * can do by a client on the same processors. Not for several threads.
 */
final class LeanClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String LENGTH = "content-length:";
  private static final String RETRY_AFTER = "retry-after:";

  private final Socket socket;
  private final InputStream in;

  LeanClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * A reply.
   *
   * @param retryAfterSeconds 0 where it does not say when to come back
   */
  record Answer(int status, int retryAfterSeconds, String body) {}

  Answer get(String target) throws IOException {
    return exchange("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  Answer send(Draft draft) throws IOException {
    String body =
        "{\"sender\":\"%s\",\"room\":\"%s\",\"text\":\"%s\",\"client_message_id\":\"%s\"}"
            .formatted(draft.sender(), draft.room(), draft.text(), draft.clientMessageId());
    return exchange(
        "POST /api/send HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body));
  }

  private Answer exchange(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    int status = Integer.parseInt(line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    int length = 0;
    int retryAfter = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      } else if (header.startsWith(RETRY_AFTER)) {
        retryAfter = Integer.parseInt(header.substring(RETRY_AFTER.length()).strip());
      }
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Answer(status, retryAfter, body);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("The server closed the connection within a reply: " + line);
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
