package chat.parley.server.http;

import chat.parley.model.tls.Pin;
import chat.parley.server.tls.ServerCertificate;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.2 and 1.3 with HTTP/2 or HTTP/1.1 in it, as the client wishes. Which name the client calls
 * the server by is the gate's business, not the handshake's: there, one that is not in the
 * certificate would end in silence. Nobody is told to come by TLS for ever (HSTS), because the next
 * server at an address of a local network may not have it.
 */
final class Encryption {
  private final SslContextFactory.Server ssl = new SslContextFactory.Server();
  private volatile ServerCertificate shown;

  Encryption(ServerCertificate certificate) {
    shown = certificate;
    put(ssl, certificate);
    ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    ssl.setCipherComparator(HTTP2Cipher.COMPARATOR);
    ssl.setRenegotiationAllowed(false);
    ssl.setSniRequired(false);
  }

  /** Shows another certificate to whoever connects from now on. */
  void use(ServerCertificate certificate) {
    try {
      ssl.reload(factory -> put((SslContextFactory.Server) factory, certificate));
    } catch (Exception e) { // Jetty declares no less
      throw new IllegalStateException("The certificate cannot be used", e);
    }
    shown = certificate;
  }

  /**
   * By which the key is known where no authority has signed its certificate; null where one has.
   */
  @Nullable Pin pin() {
    return shown.isSelfSigned() ? shown.pin() : null;
  }

  private static void put(SslContextFactory.Server factory, ServerCertificate certificate) {
    factory.setKeyStore(certificate.keyStore());
    factory.setKeyStorePassword("");
    factory.setKeyManagerPassword("");
  }

  /** What a connector speaks, the outermost first. */
  ConnectionFactory[] layers(HttpConfiguration plain) {
    HttpConfiguration http = new HttpConfiguration(plain);
    http.addCustomizer(new SecureRequestCustomizer(false)); // false: the gate looks at the name
    var alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
    return new ConnectionFactory[] {
      new SslConnectionFactory(ssl, alpn.getProtocol()),
      alpn,
      new HTTP2ServerConnectionFactory(http),
      new HttpConnectionFactory(http)
    };
  }
}
