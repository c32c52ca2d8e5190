package chat.parley.server.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Connections in clear text begin as {@link PlainConnection}, become Jetty's own when something
 * comes that is no plain request, and are the former again after it where that is safe.
 */
final class PlainConnectionFactory extends HttpConnectionFactory {
  private final Fast fast;
  private final Map<ManagedSelector, ReplyQueue> queues = new ConcurrentHashMap<>();

  PlainConnectionFactory(HttpConfiguration http, Fast fast) {
    super(http);
    this.fast = fast;
  }

  /** What need not go by Jetty. */
  record Fast(PlainWay way, FastPolls polls, FastSends sends) {}

  /** Where the requests of a port go: past Jetty or to it. */
  record Ways(Fast fast, PlainConnectionFactory factory, ServerConnector connector) {
    PlainWay plain() {
      return fast.way();
    }

    FastPolls polls() {
      return fast.polls();
    }

    FastSends sends() {
      return fast.sends();
    }

    Connection jettys(EndPoint endPoint) {
      return factory.jettys(connector, endPoint);
    }

    /** The time of now, as a header. */
    HttpField date() {
      return connector.getServer().getDateField();
    }
  }

  /** A new connection's end at a port, looked after by a selector. */
  PlainEndPoint endPoint(
      ServerConnector connector,
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key) {
    ReplyQueue queue =
        queues.computeIfAbsent(
            selector, _ -> new ReplyQueue(selector, new Ways(fast, this, connector)));
    return new PlainEndPoint(channel, selector, key, connector.getScheduler(), queue);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return endPoint instanceof PlainEndPoint ours
        ? new PlainConnection(ours)
        : super.newConnection(connector, endPoint);
  }

  private Connection jettys(Connector connector, EndPoint endPoint) {
    return super.newConnection(connector, endPoint);
  }
}
