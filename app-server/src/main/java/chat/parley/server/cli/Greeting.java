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
    lines.add("");
    lines.addAll(
        switch (config.access()) {
          case OPEN -> open(config);
          case INVITE ->
              List.of(
                  "  Who has an invite joins under a name of their own. The command invite makes one; in"
                      + " another terminal:",
                  "  " + inviteCommand(config, server.port()));
          case ACCOUNTS ->
              List.of(
                  config.entry().signUp()
                      ? "  Whoever reaches it may make an account, with a name and a password."
                      : "  Who has an account logs in; who has an invite makes one.");
        });
    Descriptors.shortage(config.capacity().polls())
        .ifPresent(warning -> lines.add("\n  " + warning));
    lines.add("");
    return String.join("\n", lines);
  }

  private static List<String> open(ServerConfig config) {
    return Addresses.isLoopback(config.listen().host())
        ? List.of("  Programs on this machine alone reach it, and all of them may read and write.")
        : List.of(
            "  !! OPEN: everyone who can reach these addresses can read all public rooms and write,",
            "  !! under any name that nobody owns. Leave out --access open to let people in by invite.");
  }

  /** The command as it is typed where this server was started. */
  private static String inviteCommand(ServerConfig config, int port) {
    List<String> flags = new ArrayList<>();
    if (!config.data().equals(new DataOption().folder())) {
      flags.add("--data " + quoted(config.data().toAbsolutePath().normalize().toString()));
    }
    String host = Addresses.fromHere(config.listen().host());
    ServerConfig.Tls tls = config.tls();
    if (!Addresses.isLoopback(host)) {
      flags.add(
          "--url " + Addresses.uri(tls == null ? Addresses.HTTP : Addresses.HTTPS, host, port, ""));
    } else if (port != ServerConfig.DEFAULT_PORT) {
      flags.add("--port " + port);
    }
    if (tls != null) {
      flags.add(tls.given() == null ? "--tls auto" : "--tls-cert FILE --tls-key FILE");
    }
    String all = String.join(" ", flags);
    return Boolean.getBoolean("exit.with.parent")
        ? "./mvnw -Phost -Dparley.command=invite"
            + (all.isEmpty() ? "" : " -Dparley.args=\"" + all + "\"")
        : ("parley-server invite " + all).strip();
  }

  private static String quoted(String path) {
    return path.contains(" ") ? "'" + path + "'" : path;
  }

  private static String entry(String name, List<String> values) {
    return "  %-12s".formatted(name) + String.join("\n" + " ".repeat(14), values);
  }
}
