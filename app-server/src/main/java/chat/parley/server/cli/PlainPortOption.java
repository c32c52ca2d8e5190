package chat.parley.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A port in clear text beside an encrypted one. */
final class PlainPortOption {
  @Option(
      names = "--plain-port",
      paramLabel = "NUMBER",
      defaultValue = "${env:PARLEY_PLAIN_PORT}",
      description =
          "With TLS, listen on this port too, in clear text. Default: none. [PARLEY_PLAIN_PORT]")
  private @Nullable Integer port;

  @Nullable Integer port() {
    return port;
  }
}
