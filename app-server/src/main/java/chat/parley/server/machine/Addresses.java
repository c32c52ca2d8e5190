package chat.parley.server.machine;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses under which a server on this machine is reached. */
public final class Addresses {
  private static final Logger log = LoggerFactory.getLogger(Addresses.class);

  private Addresses() {}

  /** Where to open a server that listens on an address and a port. */
  public static List<String> urls(String host, int port) {
    List<String> urls = new ArrayList<>();
    if (isAny(host)) {
      urls.add(url("localhost", port));
      ofNetworks().forEach(address -> urls.add(url(address, port)));
    } else {
      urls.add(url(isLoopback(host) ? "localhost" : host, port));
    }
    return urls;
  }

  /** The URL of a host, which may be an IPv6 address. */
  public static String url(String host, int port) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * The same for a program that asks there.
   *
   * @throws IllegalArgumentException if the host is none
   */
  public static URI uri(String host, int port, String path) {
    return URI.create(url(host.replace("%", "%25"), port) + path); // an IPv6 address with its zone
  }

  /** The address to speak to a server from this machine that listens on a given one. */
  public static String fromHere(String host) {
    return host.isEmpty() || isAny(host) ? "127.0.0.1" : host;
  }

  private static List<String> ofNetworks() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(Addresses::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(InetAddress::getHostAddress)
          .toList();
    } catch (SocketException e) {
      log.warn("The addresses of this machine could not be listed: {}", e.getMessage());
      return List.of();
    }
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException e) {
      return false; // it has just gone
    }
  }

  private static boolean isAny(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether only this machine reaches a server that listens on an address. */
  public static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
