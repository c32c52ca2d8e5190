package chat.parley.server.doctor;

import chat.parley.model.tls.Pin;
import chat.parley.server.machine.Addresses;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Whether the port can be listened on, and who does if it cannot. */
final class PortLook {
  private static final String SUBJECT = "port";

  private PortLook() {}

  /**
   * @param tls where the certificate is of who may listen there; null: it would be in clear text
   */
  static Finding at(String host, int port, @Nullable TlsLook tls) throws InterruptedException {
    if (port == 0) {
      return Finding.ok(SUBJECT, "Any port that is free will be taken.");
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!isOfThisMachine(address)) {
        return Finding.bad(
            SUBJECT, host + " is no address of this machine. Choose another with --host.");
      }
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(true); // as a server does: connections that ended are not in its way
        probe.bind(new InetSocketAddress(address, port), 1);
      }
      return Finding.ok(SUBJECT, port + " is free.");
    } catch (UnknownHostException e) {
      return Finding.bad(SUBJECT, "There is no address " + host + ". Choose another with --host.");
    } catch (BindException e) {
      return taken(host, port, tls, e);
    } catch (IOException e) {
      return cannot(host, port, e);
    }
  }

  /** No other machine is ever asked anything. */
  private static boolean isOfThisMachine(InetAddress address) throws SocketException {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || NetworkInterface.getByInetAddress(address) != null;
  }

  private static Finding taken(String host, int port, @Nullable TlsLook tls, BindException cause)
      throws InterruptedException {
    String scheme = tls == null ? Addresses.HTTP : Addresses.HTTPS;
    URI url = Addresses.uri(scheme, Addresses.fromHere(host), port, "/health");
    Pin pin = tls == null ? null : tls.pin().orElse(null);
    return switch (Health.ask(url, pin)) {
      case Health.Well well ->
          Finding.ok(SUBJECT, port + " is taken by Parley " + well.version() + ", which is well.");
      case Health.Unwell unwell ->
          Finding.bad(SUBJECT, port + " is taken by Parley, which is not well: " + unwell.reason());
      case Health.OtherKey other ->
          Finding.bad(
              SUBJECT,
              port
                  + " is taken by a server with another key. Stop that one, or choose a port with --port.");
      case Health.Stranger stranger ->
          Finding.bad(
              SUBJECT,
              port + " is taken by another program. Stop that one, or choose a port with --port.");
      case Health.Silence silence -> cannot(host, port, cause);
    };
  }

  private static Finding cannot(String host, int port, IOException cause) {
    return Finding.bad(
        SUBJECT,
        host
            + ":"
            + port
            + " cannot be listened on: "
            + cause.getMessage()
            + ". Choose another with --port or --host.");
  }
}
