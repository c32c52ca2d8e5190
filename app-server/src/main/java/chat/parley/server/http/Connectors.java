package chat.parley.server.http;

import chat.parley.model.Limits;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** The ports: the one that everybody uses, and those beside it, with the same limits for all. */
final class Connectors {
  /** The name of the connector in clear text beside the encrypted one. */
  static final String PLAIN_PORT = "plain";

  private static final Duration CONNECTION_IDLE =
      Duration.ofSeconds(Limits.POLL_TIMEOUT_MAX_SECONDS + 15L);

  private Connectors() {}

  /** Has the server listen where it is to; the port that everybody uses comes first. */
  static void add(
      JavalinConfig config,
      HttpTransport.Binding binding,
      OpenConnections connections,
      @Nullable Encryption encryption,
      PlainConnectionFactory.@Nullable Fast fast) {
    config.jetty.addConnector((server, http) ->
        encryption == null
            ? connector(server, connections, first(http, fast), binding)
            : bound(new WholeStopConnector(server, connections, encryption.layers(http)), binding));
    HttpTransport.Tls tls = binding.tls();
    Integer plainPort = tls == null ? null : tls.plainPort();
    if (plainPort != null) {
      var beside = new HttpTransport.Binding(binding.host(), plainPort, binding.http2(), null);
      addConnector(config, beside, connections, PLAIN_PORT, fast);
    }
    InetSocketAddress metrics = binding.metricsPort();
    if (metrics != null) {
      var own = new HttpTransport.Binding(metrics.getHostString(), metrics.getPort(), false, null);
      addConnector(config, own, connections, MetricsResource.OWN_PORT, null);
    }
  }

  private static void addConnector(
      JavalinConfig config,
      HttpTransport.Binding binding,
      OpenConnections connections,
      String name,
      PlainConnectionFactory.@Nullable Fast fast) {
    config.jetty.addConnector((server, http) -> {
      ServerConnector connector = connector(server, connections, first(http, fast), binding);
      connector.setName(name);
      return connector;
    });
  }

  /** What connections in clear text begin with. */
  private static HttpConnectionFactory first(
      HttpConfiguration http, PlainConnectionFactory.@Nullable Fast fast) {
    return fast == null ? new HttpConnectionFactory(http) : new PlainConnectionFactory(http, fast);
  }

  /** A connector in clear text. */
  static ServerConnector connector(
      Server server,
      OpenConnections connections,
      HttpConnectionFactory http1,
      HttpTransport.Binding binding) {
    HttpConfiguration http = http1.getHttpConfiguration();
    return bound(
        binding.http2()
            ? new WholeStopConnector(
                server, connections, http1, new HTTP2CServerConnectionFactory(http))
            : new WholeStopConnector(server, connections, http1),
        binding);
  }

  private static ServerConnector bound(ServerConnector connector, HttpTransport.Binding binding) {
    connector.setHost(binding.host());
    connector.setPort(binding.port());
    connector.setIdleTimeout(CONNECTION_IDLE.toMillis());
    connector.setAcceptQueueSize(4_096);
    return connector;
  }

  /** The port of the connector with a name, 0 if there is none. */
  static int portOf(Javalin javalin, String connectorName) {
    return Arrays.stream(javalin.jettyServer().server().getConnectors())
        .filter(connector -> connectorName.equals(connector.getName()))
        .mapToInt(connector -> ((ServerConnector) connector).getLocalPort())
        .findAny()
        .orElse(0);
  }
}
