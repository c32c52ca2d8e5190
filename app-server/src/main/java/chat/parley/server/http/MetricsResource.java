package chat.parley.server.http;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.access.Caller;
import chat.parley.server.metrics.Metrics;
import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * {@code GET /metrics}. On the port that everybody uses only a program on this machine gets them,
 * and not one that asks for somebody else: a proxy here would open them to all. Who has the server
 * owner's token gets them from anywhere. A port of their own, which is opened on purpose, gives
 * them to whoever reaches it and has nothing else.
 */
final class MetricsResource {
  static final String PATH = "/metrics";

  /** The name of the connector that has nothing else. */
  static final String OWN_PORT = "metrics";

  private final Metrics metrics;

  MetricsResource(Metrics metrics) {
    this.metrics = metrics;
  }

  /** Lets nothing but the metrics through on their own port. */
  static void keepApart(Context ctx) {
    if (isOnOwnPort(ctx) && !ctx.path().equals(PATH)) {
      throw new Refusal(ErrorCode.NOT_FOUND, "This port has " + PATH + " and nothing else.");
    }
  }

  void metrics(Context ctx, Caller caller) {
    boolean isLocal = Peer.isThisMachine(Peer.connection(ctx)) && !Peer.asksForAnother(ctx);
    if (!isOnOwnPort(ctx) && !isLocal && !(caller instanceof Caller.ServerOwner)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "The metrics are for programs on the server's own machine, not through a proxy, or for who"
              + " has the server owner's token. For others, start the server with --metrics-port.");
    }
    Answer.write(ctx, 200, Metrics.CONTENT_TYPE, metrics.text());
  }

  private static boolean isOnOwnPort(Context ctx) {
    return OWN_PORT.equals(
        ServletContextRequest.getServletContextRequest(ctx.req())
            .getConnectionMetaData()
            .getConnector()
            .getName());
  }
}
