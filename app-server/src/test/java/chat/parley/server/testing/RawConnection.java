package chat.parley.server.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A connection that sends byte for byte what it is told, for requests that no client would make.
 */
public final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int NARROW_BYTES = 4_096;

  private final Socket socket;
  private final InputStream in;

  public RawConnection(TestServer server) throws IOException {
    this(server.port());
  }

  /** To a port of this machine. */
  public RawConnection(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** To a port of an address. */
  RawConnection(String host, int port) throws IOException {
    this(new Socket(host, port));
  }

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** One that takes next to nothing before it is read. */
  public static RawConnection narrow(TestServer server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(NARROW_BYTES); // before it connects, or it says more
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    return new RawConnection(socket);
  }

  /** The reply to one request on a connection of its own. */
  public static Reply exchange(TestServer server, String request) throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(request);
      return connection.reply();
    }
  }

  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Goes away without a word, as a machine does whose power fails and comes back. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** The next bytes as they are, at most so many. */
  public String bytes(int most) throws IOException {
    return new String(in.readNBytes(most), StandardCharsets.UTF_8);
  }

  /** The next reply as it comes, head and body. */
  public String whole() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append(bytes(1));
    }
    int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
    int length = Integer.parseInt(head.substring(at, head.indexOf("\r", at)));
    return head + bytes(length);
  }

  /** Says that nothing more is sent. */
  public void sendEnd() throws IOException {
    socket.shutdownOutput();
  }

  /** The next reply; its body is as long as its {@code Content-Length} says. */
  public Reply reply() throws IOException {
    return reply(true);
  }

  /** The next reply's head, where no body follows. */
  public Reply head() throws IOException {
    return reply(false);
  }

  private Reply reply(boolean withBody) throws IOException {
    int status = Integer.parseInt(line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).getFirst());
    byte[] body = in.readNBytes(withBody ? length : 0);
    return new Reply(
        status,
        HttpHeaders.of(headers, (name, value) -> true),
        new String(body, StandardCharsets.UTF_8));
  }

  /** Whether the server has ended the connection after what was read. */
  public boolean isEnded() throws IOException {
    return in.read() < 0;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("The server ended the connection within a reply's head: " + line);
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
