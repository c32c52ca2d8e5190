package chat.parley.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector that takes no more connections than there may be, and leaves none open when it stops.
 * Jetty's forgets one that was accepted in the instant of the stop and had not come to its
 * selector: its client would wait for a reply until its own patience ends, as long as the process
 * lives on, as the desktop app's does.
 */
final class WholeStopConnector extends ServerConnector {
  private static final Logger log = LoggerFactory.getLogger(WholeStopConnector.class);
  private static final int AS_USUAL = -1; // as many as Jetty thinks right

  private final Set<SocketChannel> onTheWay = ConcurrentHashMap.newKeySet();
  private final OpenConnections connections;

  WholeStopConnector(Server server, OpenConnections connections, ConnectionFactory... factories) {
    super(server, null, null, buffers(factories), AS_USUAL, AS_USUAL, factories);
    this.connections = connections;
  }

  /**
   * In clear text each buffer is used by one connection. Jetty 12.1.12 may give one back while it
   * is still read into, where a head that is too large is refused and more of it follows: the next
   * connection that got it would find there what another had sent (decision 0027).
   */
  private static @Nullable ByteBufferPool buffers(ConnectionFactory... factories) {
    return Arrays.stream(factories).anyMatch(SslConnectionFactory.class::isInstance)
        ? null
        : new ByteBufferPool.NonPooling();
  }

  /** Closes what comes when there is no room at all. */
  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    boolean polls = getConnectionFactory(PlainConnectionFactory.class) != null;
    return new ServerConnectorManager(executor, scheduler, selectors) {
      @Override
      protected ManagedSelector newSelector(int id) {
        return polls ? new PlainSelector(this, id) : super.newSelector(id);
      }

      @Override
      public void accept(SelectableChannel channel) {
        if (channel instanceof SocketChannel accepted && connections.isFull()) {
          var _ = connections.isOneTooMany();
          onTheWay.remove(accepted);
          close(accepted);
        } else {
          super.accept(channel);
        }
      }
    };
  }

  /** As Jetty does, without making a {@link java.net.Socket} that each connection would keep. */
  @Override
  public void accept(int acceptor) throws IOException {
    if (getTransport() instanceof ServerSocketChannel port && port.isOpen()) {
      SocketChannel accepted = port.accept();
      take(accepted);
      getSelectorManager().accept(accepted);
    }
  }

  /** A connection was accepted, and is known to nobody else yet. */
  void take(SocketChannel accepted) throws IOException {
    onTheWay.add(accepted);
    accepted.configureBlocking(false);
    try {
      accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (SocketException e) {
      log.trace("A connection was gone as soon as it was accepted.");
    }
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) throws IOException {
    if (connections.isOneTooMany()) {
      return new PassingEndPoint(channel, selector, key, getScheduler());
    }
    var polls = getConnectionFactory(PlainConnectionFactory.class);
    if (polls == null) {
      return super.newEndPoint(channel, selector, key);
    }
    PlainEndPoint endPoint = polls.endPoint(this, channel, selector, key);
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  /** It has come to where it is read and closed. */
  @Override
  protected void onEndPointOpened(EndPoint endPoint) {
    super.onEndPointOpened(endPoint);
    connections.opened();
    if (endPoint instanceof SocketChannelEndPoint connection) {
      onTheWay.remove(connection.getChannel());
    }
  }

  @Override
  protected void onEndPointClosed(EndPoint endPoint) {
    super.onEndPointClosed(endPoint);
    connections.closed();
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    List.copyOf(getConnectedEndPoints()).forEach(EndPoint::close);
    onTheWay.forEach(WholeStopConnector::close);
    onTheWay.clear();
  }

  /** How many were accepted and have not come to where they are read. */
  int onTheWay() {
    return onTheWay.size();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
