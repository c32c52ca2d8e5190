package chat.parley.server.cli;

import chat.parley.server.ServerConfig;
import chat.parley.server.build.BuildInfo;
import chat.parley.server.machine.Addresses;
import chat.parley.server.machine.Descriptors;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What the server says when it has started: where to open it, where its data is, and what may soon
 * be in the way.
 */
final class Greeting {
  private Greeting() {}

  static String of(ServerConfig config, int port, int metricsPort) {
    List<String> lines = new ArrayList<>();
    lines.add("Parley " + BuildInfo.load().version() + " is running.");
    lines.add("");
    lines.add("  Open        " + String.join("\n              ", addresses(config, port)));
    lines.add("  Data        " + config.data().toAbsolutePath().normalize());
    InetSocketAddress metrics = config.metricsPort();
    if (metrics != null) {
      lines.add(
          "  Metrics     " + Addresses.url(metrics.getHostString(), metricsPort) + "/metrics");
    }
    lines.add("  Stop        Ctrl-C");
    if (!Addresses.isLoopback(config.listen().host())) {
      lines.add("");
      lines.add(
          "  Everyone who can reach these addresses can read and write, and names are not checked.");
    }
    Descriptors.shortage(config.capacity().polls())
        .ifPresent(warning -> lines.add("\n  " + warning));
    lines.add("");
    return String.join("\n", lines);
  }

  private static List<String> addresses(ServerConfig config, int port) {
    List<String> addresses = new ArrayList<>();
    config.listen().publicUrls().forEach(url -> addresses.add(url.toString()));
    addresses.addAll(Addresses.urls(config.listen().host(), port));
    return addresses;
  }
}
