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
 * Connections in clear text begin as {@link PollConnection}, become Jetty's own when something
 * comes that is no plain poll, and are the former again after it where that is safe.
 */
final class PollConnectionFactory extends HttpConnectionFactory {
  private final FastPolls polls;
  private final Map<ManagedSelector, ReplyQueue> queues = new ConcurrentHashMap<>();

  PollConnectionFactory(HttpConfiguration http, FastPolls polls) {
    super(http);
    this.polls = polls;
  }

  /** Where the requests of a port go: to the polls or to Jetty. */
  record Ways(FastPolls polls, PollConnectionFactory factory, ServerConnector connector) {
    Connection jettys(EndPoint endPoint) {
      return factory.jettys(connector, endPoint);
    }

    /** The time of now, as a header. */
    HttpField date() {
      return connector.getServer().getDateField();
    }
  }

  /** A new connection's end at a port, looked after by a selector. */
  PollEndPoint endPoint(
      ServerConnector connector,
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key) {
    ReplyQueue queue =
        queues.computeIfAbsent(
            selector, _ -> new ReplyQueue(selector, new Ways(polls, this, connector)));
    return new PollEndPoint(channel, selector, key, connector.getScheduler(), queue);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return endPoint instanceof PollEndPoint ours
        ? new PollConnection(ours)
        : super.newConnection(connector, endPoint);
  }

  private Connection jettys(Connector connector, EndPoint endPoint) {
    return super.newConnection(connector, endPoint);
  }
}
