package chat.parley.server.cli;

import chat.parley.model.tls.Pin;
import chat.parley.server.ServerConfig;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.machine.Addresses;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks a running server: where it is, and whose key it must show. */
abstract class AsksServer implements Callable<Integer> {
  /** Where to ask. */
  static final class Where {
    @Option(
        names = "--port",
        paramLabel = "NUMBER",
        description =
            "Ask on this port of the address in PARLEY_HOST, or of 127.0.0.1. Default: 8000."
                + " [PARLEY_PORT]")
    private @Nullable Integer port;

    @Option(
        names = "--url",
        paramLabel = "URL",
        description = "Ask here instead, for example http://localhost:9000.")
    private @Nullable URI url;
  }

  @ArgGroup private @Nullable Where where;

  @Option(
      names = "--pin",
      paramLabel = "PIN",
      description = "Expect the key with this pin, which the server tells at its start.")
  private @Nullable String pin;

  @Mixin private TlsOptions tls = new TlsOptions();

  @Mixin private DataOption data = new DataOption();

  @Spec private CommandSpec spec;

  AsksServer() {
    spec = CommandSpec.create();
  }

  final CommandSpec spec() {
    return spec;
  }

  final TlsOptions tls() {
    return tls;
  }

  final DataOption data() {
    return data;
  }

  private boolean isUrlGiven() {
    return where != null && where.url != null;
  }

  /** The pin that was given, null for none. */
  final @Nullable Pin givenPin(URI url) {
    if (pin == null) {
      return null;
    }
    if (!"https".equals(url.getScheme())) {
      throw wrong("--pin is for a server that is asked by https.");
    }
    return Pin.read(pin)
        .orElseThrow(() -> wrong("--pin must be " + Pin.CHARS + " letters, digits, - or _."));
  }

  /** Whose key it must be; null: an authority's word is enough, or the URL is in clear text. */
  @Nullable Pin expected(URI url) throws UnusableFileException {
    Pin given = givenPin(url);
    return given == null && tls.isOn() && !isUrlGiven() ? tls.pin(data.folder()) : given;
  }

  /** Says how it ended. */
  final int told(String sentence, int status) {
    spec.commandLine().getOut().println(sentence);
    return status;
  }

  /** Where to ask for a path; a URL that was given with a path of its own stays as it is. */
  final URI url(String path) {
    tls.check(null);
    URI given = where == null ? null : where.url;
    if (given == null) {
      return atPort(port(), path);
    }
    if (given.getHost() == null || !List.of("http", "https").contains(given.getScheme())) {
      throw wrong("--url must be like http://localhost:8000, not '" + given + "'.");
    }
    return List.of("", "/").contains(given.getPath()) ? given.resolve(path) : given;
  }

  private int port() {
    Integer given = where == null ? null : where.port;
    String variable = System.getenv("PARLEY_PORT");
    int port;
    try {
      port =
          given != null
              ? given
              : variable == null || variable.isEmpty()
                  ? ServerConfig.DEFAULT_PORT
                  : Integer.parseInt(variable);
    } catch (NumberFormatException e) {
      throw wrong("PARLEY_PORT must be a number, not '" + variable + "'.");
    }
    if (port < 1 || port > ServeCommand.PORT_MAX) {
      throw wrong("--port must be from 1 to " + ServeCommand.PORT_MAX + ".");
    }
    return port;
  }

  private URI atPort(int port, String path) {
    String variable = System.getenv("PARLEY_HOST");
    try {
      String scheme = tls.isOn() || pin != null ? Addresses.HTTPS : Addresses.HTTP;
      return Addresses.uri(
          scheme, Addresses.fromHere(variable == null ? "" : variable), port, path);
    } catch (IllegalArgumentException e) {
      throw wrong("PARLEY_HOST must be an address, not '" + variable + "'.");
    }
  }

  final ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
