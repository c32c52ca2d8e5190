package chat.parley.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The network between a browser and a server, which a test can take away. It carries bytes and
 * knows one thing of HTTP: where a request begins that sends a message.
 */
final class Line implements AutoCloseable {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final String SEND = "POST /api/send ";

  static final String REFUSAL = "This text is not taken here.";

  private enum State {
    /** All goes through. */
    WHOLE,
    /** Connections are taken and nothing goes through, as where packets vanish. */
    STALLED,
    /** What a client sends arrives; after a message, its connection ends without the reply. */
    LOSING_REPLIES,
    /** Each message is answered by a refusal, and does not arrive. */
    REFUSING
  }

  private final int serverPort;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
  private final AtomicInteger repliesLost = new AtomicInteger();
  private final Object changed = new Object();
  private volatile State state = State.WHOLE;
  private volatile @Nullable ServerSocket door;

  /** A line to a port of this machine, whole at first. */
  Line(int serverPort) {
    this.serverPort = serverPort;
    ServerSocket first = open(0);
    port = first.getLocalPort();
    serve(first);
  }

  String at(String host) {
    return "http://" + host + ":" + port + "/";
  }

  String atLocalhost() {
    return at("localhost");
  }

  private static ServerSocket open(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(ServerSocket socket) {
    door = socket;
    var _ =
        Thread.ofVirtual()
            .name("line-door")
            .start(() -> {
              while (!socket.isClosed()) {
                try {
                  Socket near = socket.accept();
                  sockets.add(near);
                  if (socket.isClosed()) {
                    close(near); // cut in this moment
                  }
                  var _ = Thread.ofVirtual().name("line").start(() -> connect(near));
                } catch (IOException e) {
                  break; // the door was closed
                }
              }
            });
  }

  /** All goes through again, also what was held back. */
  void restore() {
    become(State.WHOLE);
    if (door == null) {
      serve(open(port));
    }
  }

  /** Nothing goes through any more, and no connection ends. */
  void stall() {
    become(State.STALLED);
  }

  /**
   * Requests that wait for an answer now wait for ever, on connections that do not end; others are
   * well, on new connections: a browser drops idle ones itself when the computer wakes.
   */
  void stallOpen() {
    for (Conversation conversation : conversations) {
      if (conversation.waits) {
        conversation.silent = true;
      } else {
        conversation.end();
      }
    }
  }

  /** Every connection ends, and no other is taken. */
  void cut() {
    ServerSocket open = door;
    door = null;
    if (open != null) {
      close(open);
    }
    drop();
  }

  /** Every connection ends; others are taken. */
  void drop() {
    sockets.forEach(Line::close);
    sockets.clear();
  }

  /** The server gets what is sent, and no browser hears of it. */
  void loseReplies() {
    become(State.LOSING_REPLIES);
  }

  /** Every message is refused, as a server does that does not take it. */
  void refuseMessages() {
    become(State.REFUSING);
  }

  /** How many replies to a message were lost. */
  int repliesLost() {
    return repliesLost.get();
  }

  private void become(State next) {
    synchronized (changed) {
      state = next;
      changed.notifyAll();
    }
  }

  private void connect(Socket near) {
    Socket far = new Socket();
    try {
      far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
    } catch (IOException e) {
      close(near); // the server is away: so is this line's end
      return;
    }
    sockets.add(far);
    Conversation conversation = new Conversation(near, far);
    conversations.add(conversation);
    var _ = Thread.ofVirtual().start(() -> pump(near, far, conversation, true));
    pump(far, near, conversation, false);
  }

  /** What both directions of one connection know. */
  private static final class Conversation {
    private final Socket near;
    private final Socket far;
    volatile boolean lost;
    volatile boolean waits;
    volatile boolean silent;

    Conversation(Socket near, Socket far) {
      this.near = near;
      this.far = far;
    }

    void end() {
      close(near);
      close(far);
    }
  }

  private void pump(Socket from, Socket to, Conversation conversation, boolean towardsServer) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (conversation.silent) {
          continue; // read and forgotten
        }
        awaitPassage();
        if (towardsServer && state == State.LOSING_REPLIES && sends(chunk, read)) {
          conversation.lost = true;
        }
        if (towardsServer && state == State.REFUSING && sends(chunk, read)) {
          refuse(from);
          break;
        }
        if (!towardsServer && conversation.lost) {
          repliesLost.incrementAndGet();
          break;
        }
        conversation.waits = towardsServer;
        out.write(chunk, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // One side is gone, and with it this connection.
      close(from);
    } finally {
      conversations.remove(conversation);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void refuse(Socket client) throws IOException {
    byte[] body =
        "{\"status\":\"error\",\"code\":\"text_invalid\",\"detail\":\"%s\",\"field\":\"text\"}"
            .formatted(REFUSAL)
            .getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 422 Unprocessable Content\r\nContent-Type: application/json\r\n"
            + "Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(body.length);
    client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().write(body);
    client.shutdownOutput();
    client.getInputStream().readAllBytes(); // it closes first, else it might not read the answer
  }

  private static boolean sends(byte[] chunk, int length) {
    byte[] start = Arrays.copyOf(chunk, Math.min(length, SEND.length()));
    return new String(start, StandardCharsets.ISO_8859_1).equals(SEND);
  }

  private void awaitPassage() {
    synchronized (changed) {
      while (state == State.STALLED) {
        try {
          changed.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    restore();
    cut();
  }
}
