package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.metrics.Metrics;
import chat.parley.server.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;

/** A stop that comes between the acceptance of a connection and its first reading. */
class WholeStopConnectorTest {
  private final WholeStopConnector connector =
      new WholeStopConnector(
          new Server(), new OpenConnections(10, new Metrics()), new HttpConnectionFactory());

  /** A connection that was accepted and is known to nobody else yet. */
  @Test
  void closesWhatWasAcceptedAndNotYetRead() throws Exception {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      connector.start();
      try (SocketChannel client = SocketChannel.open(listener.getLocalAddress());
          SocketChannel accepted = listener.accept()) {
        connector.take(accepted);

        connector.stop();

        assertFalse(accepted.isOpen());
        assertEquals(-1, client.read(ByteBuffer.allocate(1)), "the client is told");
      }
    }
  }

  @Test
  void forgetsWhatIsBeingRead() throws Exception {
    connector.setHost("127.0.0.1");
    connector.start();
    try (SocketChannel client = connect()) {
      var _ = client.write(ByteBuffer.wrap("?\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer reply = ByteBuffer.allocate(8);
      var _ = client.read(reply);
      assertEquals("HTTP/1.1", new String(reply.array(), StandardCharsets.US_ASCII));
      assertEquals(0, connector.onTheWay());
    } finally {
      connector.stop();
    }
  }

  @Test
  void sendsWithoutDelay() throws Exception {
    connector.setHost("127.0.0.1");
    connector.start();
    try (SocketChannel _ = connect()) {
      Await.until("it is read", () -> !connector.getConnectedEndPoints().isEmpty());
      var end = (SocketChannelEndPoint) connector.getConnectedEndPoints().iterator().next();
      assertTrue(end.getChannel().getOption(StandardSocketOptions.TCP_NODELAY));
    } finally {
      connector.stop();
    }
  }

  @Test
  void noBufferOfOneConnectionComesToAnother() {
    RetainableByteBuffer.Mutable one = connector.getByteBufferPool().acquire(64, false);
    ByteBuffer bytes = one.getByteBuffer();
    assertTrue(one.release());
    BufferUtil.append(bytes, new byte[] {1}); // as by somebody who still reads into it

    RetainableByteBuffer.Mutable another = connector.getByteBufferPool().acquire(64, false);
    assertFalse(another.hasRemaining(), "it is empty");
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()));
  }
}
