package chat.parley.server.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of kept-alive HTTP/1.1 connections, each with one poll at a time, as many browsers
 * would hold them: one thread of its own and non-blocking channels, so that what it costs is the
 * server's. Its methods may be called from any thread.
 */
final class ManyPolls implements AutoCloseable {
  private static final int HANDSHAKES_AT_ONCE = 256;
  private static final int READ_BYTES = 64 * 1024;
  private static final long SELECT_MILLIS = 100;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)\r\n");
  private static final String HEADERS =
      """
      Connection: keep-alive
      User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36
      Accept: application/json, text/plain, */*
      Accept-Language: en-GB,en;q=0.9,de;q=0.8
      Accept-Encoding: gzip, deflate
      Cache-Control: no-cache
      Pragma: no-cache
      Sec-Fetch-Dest: empty
      Sec-Fetch-Mode: cors
      Sec-Fetch-Site: same-origin
      Referer: http://127.0.0.1/
      Cookie: theme=dark; session=0123456789abcdef0123456789abcdef

      """
          .replace("\n", "\r\n");

  /** A whole reply. */
  record Reply(int status, String body) {}

  private final InetSocketAddress server;
  private final List<InetAddress> sources;
  private final Selector selector;
  private final List<Connection> connections = new ArrayList<>();
  private final Queue<Connection> toAsk = new ConcurrentLinkedQueue<>();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final ByteBuffer chunk = ByteBuffer.allocateDirect(READ_BYTES);
  private final Thread thread;
  private int handshakes; // this and the channels: the own thread's only
  private volatile boolean open = true;

  private static final class Connection {
    private final int index;
    private @Nullable SocketChannel channel;
    private ByteBuffer request = ByteBuffer.allocate(0);
    private ByteArrayOutputStream received = new ByteArrayOutputStream(0);
    private volatile @Nullable Reply reply;

    Connection(int index) {
      this.index = index;
    }

    SocketChannel channel() {
      return Objects.requireNonNull(channel);
    }
  }

  /** Connects nothing yet; the connections take turns with the sources. */
  ManyPolls(int port, int count, List<InetAddress> sources) throws IOException {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.sources = List.copyOf(sources);
    this.selector = Selector.open();
    for (int i = 0; i < count; i++) {
      connections.add(new Connection(i));
    }
    this.thread = Thread.ofPlatform().daemon().name("many-polls").start(this::run);
  }

  /** Asks once on every connection; the replies to what was asked before are dropped. */
  void ask(IntFunction<String> target) {
    answered.set(0);
    for (Connection connection : connections) {
      String head =
          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
              .formatted(target.apply(connection.index), server.getPort());
      connection.reply = null;
      connection.request = ByteBuffer.wrap((head + HEADERS).getBytes(StandardCharsets.US_ASCII));
      toAsk.add(connection);
    }
    selector.wakeup();
  }

  /** How many of the last question's replies are here whole. */
  int answered() {
    return answered.get();
  }

  /** The replies that are here, in the order of the connections. */
  List<Reply> replies() {
    List<Reply> replies = new ArrayList<>();
    for (Connection connection : connections) {
      Reply reply = connection.reply;
      if (reply != null) {
        replies.add(reply);
      }
    }
    return replies;
  }

  /** What went wrong: a connection lost without its reply, or bytes that nobody asked for. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  private void run() {
    try {
      while (open) {
        while (handshakes < HANDSHAKES_AT_ONCE && !toAsk.isEmpty()) {
          begin(toAsk.remove());
        }
        selector.select(this::handle, SELECT_MILLIS);
      }
      for (Connection connection : connections) {
        if (connection.channel != null) {
          connection.channel.close();
        }
      }
      selector.close();
    } catch (IOException | RuntimeException e) {
      problems.add("the client failed: " + e);
      throw e instanceof RuntimeException r ? r : new UncheckedIOException((IOException) e);
    }
  }

  private void begin(Connection connection) throws IOException {
    if (connection.channel == null) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.bind(new InetSocketAddress(sources.get(connection.index % sources.size()), 0));
      connection.channel = channel;
      handshakes++;
      channel.register(selector, SelectionKey.OP_CONNECT, connection);
      channel.connect(server);
    } else {
      connection.channel.keyFor(selector).interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  private void handle(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isConnectable()) {
        handshakes--;
        connection.channel().finishConnect();
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      } else if (key.isWritable()) {
        connection.channel().write(connection.request);
        if (!connection.request.hasRemaining()) {
          key.interestOps(SelectionKey.OP_READ);
        }
      } else if (key.isReadable()) {
        read(connection, key);
      }
    } catch (IOException e) {
      lost(connection, key, String.valueOf(e.getMessage()));
    }
  }

  private void read(Connection connection, SelectionKey key) throws IOException {
    chunk.clear();
    int count = connection.channel().read(chunk);
    if (count < 0) {
      lost(connection, key, "end of stream");
      return;
    }
    if (connection.reply != null) {
      problems.add(connection.index + ": bytes after its reply");
    }
    byte[] bytes = new byte[count];
    chunk.flip().get(bytes);
    connection.received.writeBytes(bytes);
    String text = connection.received.toString(StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end >= 0) {
      readBody(connection, text.substring(0, end + 2), connection.received.size() - end - 4);
    }
  }

  /** The head is plain ASCII, so that its characters are its bytes. */
  private void readBody(Connection connection, String head, int bodyBytes) {
    Matcher status = STATUS.matcher(head);
    Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
    if (!status.lookingAt() || !length.find()) {
      problems.add(connection.index + ": a reply without status or length: " + head);
      return;
    }
    int missing = Integer.parseInt(length.group(1)) - bodyBytes;
    if (missing < 0) {
      problems.add(connection.index + ": more than one reply");
    } else if (missing == 0) {
      String body = connection.received.toString(StandardCharsets.UTF_8);
      connection.received = new ByteArrayOutputStream(0);
      connection.reply =
          new Reply(Integer.parseInt(status.group(1)), body.substring(head.length() + 2));
      answered.incrementAndGet();
    }
  }

  private void lost(Connection connection, SelectionKey key, String why) {
    key.cancel();
    if (connection.reply == null) {
      problems.add(connection.index + ": no reply: " + why);
    }
  }

  @Override
  public void close() {
    open = false;
    selector.wakeup();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
