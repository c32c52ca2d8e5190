package chat.parley.server.http;

import chat.parley.server.ServerConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The same over TLS, where a client finds HTTP/2 by ALPN, as browsers do. */
class Http2OverTlsTest extends Http2Test {
  Http2OverTlsTest() {
    connector.setSslContextFactory(new SslContextFactory.Client(true));
  }

  @Override
  ServerConfig config(Path data) {
    return ServerConfig.defaults(data).withTls(ServerConfig.Tls.AUTO);
  }

  @Override
  CompletableFuture<Session> connect(HTTP2Client from, InetSocketAddress address) {
    return from.connect(connector.getSslContextFactory(), address, new Session.Listener() {});
  }
}
