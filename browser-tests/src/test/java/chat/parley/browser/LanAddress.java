package chat.parley.browser;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;

/**
 * This machine's address in its network. A browser takes a page from there over plain http for no
 * secure context, as it does on a neighbour's machine; all of 127.0.0.0/8 would be one. What is
 * sent to it stays on this machine.
 */
final class LanAddress {
  private LanAddress() {}

  static String find() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(LanAddress::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .sorted(Comparator.comparing(address -> !address.isSiteLocalAddress()))
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElseThrow(() ->
              new IllegalStateException(
                  "This machine has no IPv4 address but loopback. Tests of the page over plain http"
                      + " need one: connect it to a network, or make an interface for it, such as"
                      + " 'ip link add lan0 type dummy; ip addr add 10.9.8.7/24 dev lan0; ip link set"
                      + " lan0 up'."));
    } catch (SocketException e) {
      throw new IllegalStateException("The interfaces of this machine cannot be read", e);
    }
  }

  /** Both kinds of address by which people open the page. */
  static List<String> hosts() {
    return List.of("localhost", find());
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback();
    } catch (SocketException e) {
      throw new IllegalStateException(e);
    }
  }
}
