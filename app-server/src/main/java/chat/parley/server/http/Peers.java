package chat.parley.server.http;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;

/**
 * Finds out who asks: the other end of the connection or, where that is a trusted proxy, the one it
 * asks for.
 *
 * @param sparesThisMachine whether programs on the server's own machine are free of limits per
 *     address; never what comes through a proxy, be it there too
 */
public record Peers(TrustedProxies proxies, boolean sparesThisMachine) {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  Peer of(Context ctx) {
    String connection = Peer.connection(ctx);
    if (!proxies.has(connection)) {
      return Peer.asksForAnother(ctx) ? new Peer(connection, true) : of(connection);
    }
    List<String> headers = Collections.list(ctx.req().getHeaders(FORWARDED_FOR));
    return new Peer(headers.isEmpty() ? connection : proxies.client(connection, headers), true);
  }

  /**
   * Who asks by a request that says nothing of others.
   *
   * @param connection the address of the connection's other end
   */
  Peer of(String connection) {
    boolean spared =
        sparesThisMachine && Peer.isThisMachine(connection) && !proxies.has(connection);
    return new Peer(connection, !spared);
  }
}
