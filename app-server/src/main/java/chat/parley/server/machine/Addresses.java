package chat.parley.server.machine;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses under which a server on this machine is reached. */
public final class Addresses {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  public static final String HTTP = "http";
  public static final String HTTPS = "https";

  private static final Logger log = LoggerFactory.getLogger(Addresses.class);

  private Addresses() {}

  /** Where to open a server that listens on an address and a port, in clear text. */
  public static List<String> urls(String host, int port) {
    return urls(HTTP, host, port);
  }

  /** The same by {@code http} or {@code https}. */
  public static List<String> urls(String scheme, String host, int port) {
    List<String> urls = new ArrayList<>();
    if (isAny(host)) {
      urls.add(url(scheme, "localhost", port));
      ofNetworks().forEach(address -> urls.add(url(scheme, address, port)));
    } else {
      urls.add(url(scheme, isLoopback(host) ? "localhost" : host, port));
    }
    return urls;
  }

  /** The URL of a host, which may be an IPv6 address. */
  public static String url(String host, int port) {
    return url(HTTP, host, port);
  }

  private static String url(String scheme, String host, int port) {
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * The same for a program that asks there.
   *
   * @throws IllegalArgumentException if the host is none
   */
  public static URI uri(String scheme, String host, int port, String path) {
    String zoned = host.replace("%", "%25"); // an IPv6 address with its zone
    return URI.create(url(scheme, zoned, port) + path);
  }

  /** The address to speak to a server from this machine that listens on a given one. */
  public static String fromHere(String host) {
    return host.isEmpty() || isAny(host) ? "127.0.0.1" : host;
  }

  /** Whether all that a host name or address leads to is this machine. */
  public static boolean isThisMachine(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) == null) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }

  /** By what this machine may be called: its addresses, without zones, and its names. */
  public static Set<String> all() {
    Set<String> all = new TreeSet<>(Set.of("localhost", "127.0.0.1", "::1"));
    inUse().forEach(address -> all.add(address.getHostAddress().replaceFirst("%.*", "")));
    String machine = machineName();
    if (!machine.isEmpty()) {
      all.add(machine);
      all.add(localName(machine));
    }
    return all;
  }

  /** What this machine is called, empty for nothing that can be looked up. */
  public static String machineName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      log.debug("This machine has no name that can be looked up: {}", e.getClass().getName());
      return "";
    }
  }

  /** How others on the network call a machine that tells its name there (RFC 6762). */
  public static String localName(String machine) {
    return (machine.contains(".") ? machine.substring(0, machine.indexOf('.')) : machine)
        + ".local";
  }

  private static List<String> ofNetworks() {
    return inUse().stream()
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .toList();
  }

  private static List<InetAddress> inUse() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(Addresses::isUp)
          .flatMap(NetworkInterface::inetAddresses)
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

  /** Whether it is an address and no name. */
  public static boolean isLiteral(String text) {
    return literal(text) != null;
  }

  private static @Nullable InetAddress literal(String text) {
    // Of an IPv4 address, whole ones only: "42" is a name.
    if (!text.contains(":") && !IPV4.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** An address in the one form in which addresses are compared; one that is none as it is. */
  public static String plain(String text) {
    InetAddress literal = literal(text);
    if (literal == null) {
      return text;
    }
    String address = literal.getHostAddress();
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
