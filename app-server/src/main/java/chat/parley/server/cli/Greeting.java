package chat.parley.server.cli;

import chat.parley.server.ServerConfig;
import chat.parley.server.build.BuildInfo;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server says when it has started: where to open it, where its data is, and what may soon
 * be in the way.
 */
final class Greeting {
  private static final Logger log = LoggerFactory.getLogger(Greeting.class);
  private static final long DESCRIPTORS_BESIDE_POLLS = 256;

  private Greeting() {}

  static String of(ServerConfig config, int port) {
    List<String> lines = new ArrayList<>();
    lines.add("Parley " + BuildInfo.load().version() + " is running.");
    lines.add("");
    lines.add("  Open        " + String.join("\n              ", addresses(config, port)));
    lines.add("  Data        " + config.data().toAbsolutePath().normalize());
    lines.add("  Stop        Ctrl-C");
    if (!isLoopback(config.listen().host())) {
      lines.add("");
      lines.add(
          "  Everyone who can reach these addresses can read and write, and names are not checked.");
    }
    descriptorWarning(config).ifPresent(warning -> lines.add("\n  " + warning));
    lines.add("");
    return String.join("\n", lines);
  }

  private static List<String> addresses(ServerConfig config, int port) {
    List<String> addresses = new ArrayList<>();
    config.listen().publicUrls().forEach(url -> addresses.add(url.toString()));
    String host = config.listen().host();
    if (isAny(host)) {
      addresses.add(url("localhost", port));
      lanAddresses().forEach(address -> addresses.add(url(address, port)));
    } else {
      addresses.add(url(isLoopback(host) ? "localhost" : host, port));
    }
    return addresses;
  }

  private static String url(String host, int port) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static List<String> lanAddresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(Greeting::isUp)
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

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Each poll that waits holds a connection, which is a file descriptor. */
  private static Optional<String> descriptorWarning(ServerConfig config) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      return descriptorWarning(system.getMaxFileDescriptorCount(), config.capacity().polls());
    }
    return Optional.empty();
  }

  static Optional<String> descriptorWarning(long descriptors, int polls) {
    long room = Math.max(0, descriptors - DESCRIPTORS_BESIDE_POLLS);
    return room >= polls
        ? Optional.empty()
        : Optional.of(
            "This process may open "
                + descriptors
                + " files, so about "
                + room
                + " people can wait at once, not "
                + polls
                + ". To hold more, raise it first: ulimit -n "
                + (polls + DESCRIPTORS_BESIDE_POLLS));
  }
}
