package chat.parley.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;

/**
 * The least that answers this server's polls and sends: one thread with a selector, messages in
 * memory, polls that are held until there is something. It trusts whatever it is sent.
 */
final class RawNioServer implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final int READ_BYTES = 64 * 1_024;

  private final Selector selector;
  private final ServerSocketChannel acceptor;
  private final byte[] shared = new byte[READ_BYTES];
  private final Map<String, RawNioRoom> rooms = new HashMap<>();

  RawNioServer(int port) throws IOException {
    selector = Selector.open();
    acceptor = ServerSocketChannel.open();
    acceptor.configureBlocking(false);
    acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    acceptor.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Serves on a port of this machine until the process is ended. */
  public static void main(String[] args) throws IOException {
    try (RawNioServer server = new RawNioServer(Integer.parseInt(args[0]))) {
      server.serve();
    }
  }

  int port() {
    return acceptor.socket().getLocalPort();
  }

  /** Serves until it is closed. */
  void serve() throws IOException {
    while (selector.isOpen()) {
      selector.select(this::ready);
    }
  }

  RawNioRoom room(String name) {
    return rooms.computeIfAbsent(name, RawNioRoom::new);
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof RawNioConnection connection) {
      connection.ready(shared);
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      for (SocketChannel channel = acceptor.accept();
          channel != null;
          channel = acceptor.accept()) {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new RawNioConnection(this, channel, key));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it; whoever waits is cut off. */
  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
