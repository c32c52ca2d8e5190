package chat.parley.server.cli;

import chat.parley.model.tls.Pin;
import chat.parley.server.Server;
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

  static String of(ServerConfig config, Server server) {
    String scheme = config.tls() == null ? Addresses.HTTP : Addresses.HTTPS;
    List<String> own = Addresses.urls(scheme, config.listen().host(), server.port());
    List<String> open = new ArrayList<>();
    config.listen().publicUrls().forEach(url -> open.add(url.toString()));
    open.addAll(own);
    List<String> lines = new ArrayList<>();
    lines.add("Parley " + BuildInfo.load().version() + " is running.");
    lines.add("");
    lines.add(entry("Open", open));
    if (server.plainPort() > 0) {
      lines.add(entry("Plain HTTP", Addresses.urls(config.listen().host(), server.plainPort())));
    }
    Pin pin = server.pin();
    if (pin != null) {
      lines.add("  Pin         " + pin);
      lines.add(entry("In the app", own.stream().map(url -> url + "/#pin=" + pin).toList()));
    }
    lines.add("  Data        " + config.data().toAbsolutePath().normalize());
    InetSocketAddress metrics = config.metricsPort();
    if (metrics != null) {
      lines.add(
          "  Metrics     "
              + Addresses.url(metrics.getHostString(), server.metricsPort())
              + "/metrics");
    }
    lines.add("  Stop        Ctrl-C");
    if (pin != null) {
      lines.add("");
      lines.add("  Browsers warn once, because no authority has signed the certificate.");
    }
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

  private static String entry(String name, List<String> values) {
    return "  %-12s".formatted(name) + String.join("\n" + " ".repeat(14), values);
  }
}
