package chat.parley.server.cli;

import chat.parley.server.ServerConfig;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the metrics are told to others than this machine's own programs. */
final class MetricsOptions {
  @Option(
      names = "--metrics-port",
      paramLabel = "NUMBER",
      defaultValue = "${env:PARLEY_METRICS_PORT}",
      description =
          "Tell the metrics on this port too, to whoever reaches it, and nothing else there."
              + " Default: none. [PARLEY_METRICS_PORT]")
  private @Nullable Integer port;

  @Option(
      names = "--metrics-host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:PARLEY_METRICS_HOST:-" + ServerConfig.DEFAULT_HOST + "}",
      description =
          "The address of that port. Default: 127.0.0.1, only this machine. [PARLEY_METRICS_HOST]")
  private String host = ServerConfig.DEFAULT_HOST;

  /** The number given, 0 if none was. */
  int port() {
    Integer given = port;
    return given == null ? 0 : given;
  }

  ServerConfig addTo(ServerConfig config) {
    Integer given = port;
    return given == null
        ? config
        : config.withMetricsPort(InetSocketAddress.createUnresolved(host, given));
  }
}
