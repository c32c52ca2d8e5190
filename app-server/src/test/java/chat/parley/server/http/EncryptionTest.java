package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import chat.parley.model.tls.PinnedTrust;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.testing.VirtualTime;
import chat.parley.server.tls.OwnCertificate;
import chat.parley.server.tls.ServerCertificate;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is renewed while the server runs. */
class EncryptionTest {
  @Test
  void theRenewedOneIsShownToWhoeverComesNext(@TempDir Path folder) throws Exception {
    VirtualTime time = new VirtualTime();
    var own = new OwnCertificate(folder, () -> Set.of("localhost"), time, new SecureRandom());
    ServerCertificate first = own.current();
    Encryption encryption = new Encryption(first);
    var connector =
        new WholeStopConnector(
            new Server(),
            new OpenConnections(10, new Metrics()),
            encryption.layers(new HttpConfiguration()));
    connector.setHost("127.0.0.1");
    connector.start();
    try (SSLSocket before = connect(connector, first)) {
      time.advance(Duration.ofDays(380));
      encryption.use(own.current());

      try (SSLSocket after = connect(connector, first)) {
        assertEquals(first.chain().getFirst(), shown(before));
        assertNotEquals(first.chain().getFirst(), shown(after));
        assertEquals(own.current().chain().getFirst(), shown(after));
      }
    } finally {
      connector.stop();
    }
  }

  private static SSLSocket connect(WholeStopConnector connector, ServerCertificate known)
      throws Exception {
    SSLSocket socket =
        (SSLSocket)
            PinnedTrust.context(known.pin())
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.startHandshake();
    return socket;
  }

  private static Certificate shown(SSLSocket socket) throws Exception {
    return socket.getSession().getPeerCertificates()[0];
  }
}
