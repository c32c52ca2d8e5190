package chat.parley.desktop.host;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which addresses this computer has, and at which of them others most likely reach it. */
public final class LanAddresses {
  private static final Logger log = LoggerFactory.getLogger(LanAddresses.class);
  static final int CANDIDATES_MAX = 32;

  // For documentation (RFC 5737, RFC 3849): nobody has them, so they are where the default route
  // leads.
  private static final List<String> OUTSIDE = List.of("198.51.100.1", "2001:db8::1");
  private static final int DISCARD_PORT = 9;

  /**
   * What comes first counts most. An address on a network that is not this computer's own affair
   * beats one that has a better look but is on such a network.
   */
  private static final Comparator<NetworkAddress> LIKELIEST_FIRST =
      Comparator.comparing((NetworkAddress found) -> found.address().isLinkLocalAddress())
          .thenComparingInt(found -> distance(found.kind()))
          .thenComparing(NetworkAddress::isIpv6)
          .thenComparing(found -> !found.isPrivate())
          .thenComparing(found -> !found.hasDefaultRoute())
          .thenComparing(found -> found.kind() != LanAddress.Kind.REAL)
          .thenComparingInt(NetworkAddress::privateRange)
          .thenComparing(NetworkAddress::name)
          .thenComparing(found -> found.address().getHostAddress());

  private LanAddresses() {}

  /** All that others may reach this computer at, the likeliest first. Nothing is sent. */
  public static List<LanAddress> all() {
    Set<InetAddress> outward = outward();
    try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
      return ranked(interfaces.flatMap(network -> addresses(network, outward)).toList());
    } catch (SocketException e) {
      log.warn("The addresses of this computer could not be listed: {}", e.getMessage());
      return List.of();
    }
  }

  static List<LanAddress> ranked(Collection<NetworkAddress> found) {
    return found.stream()
        .filter(NetworkAddress::isCandidate)
        .sorted(LIKELIEST_FIRST)
        .map(NetworkAddress::toLanAddress)
        .distinct()
        .limit(CANDIDATES_MAX)
        .toList();
  }

  private static int distance(LanAddress.Kind kind) {
    return switch (kind) {
      case REAL, UNKNOWN -> 0;
      case TUNNEL -> 1;
      case VIRTUAL -> 2;
    };
  }

  private static Stream<NetworkAddress> addresses(
      NetworkInterface network, Set<InetAddress> outward) {
    try {
      boolean isUp = network.isUp();
      boolean isLoopback = network.isLoopback();
      boolean isPointToPoint = network.isPointToPoint();
      String name = network.getName();
      String label = network.getDisplayName();
      return network
          .inetAddresses()
          .map(address ->
              new NetworkAddress(
                  name,
                  label == null || label.isBlank() ? name : label,
                  address,
                  isUp,
                  isLoopback,
                  isPointToPoint,
                  outward.contains(address)));
    } catch (SocketException e) {
      log.debug("An interface has just gone: {}", e.getMessage());
      return Stream.empty();
    }
  }

  /** The addresses that talk to the world outside. To connect UDP is only to look up the route. */
  private static Set<InetAddress> outward() {
    Set<InetAddress> outward = new HashSet<>();
    for (String outside : OUTSIDE) {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(outside), DISCARD_PORT));
        outward.add(socket.getLocalAddress());
      } catch (SocketException | UncheckedIOException e) {
        log.debug("No route to the outside by the like of {}: {}", outside, e.getMessage());
      }
    }
    return outward;
  }
}
