package chat.parley.server.cli;

import chat.parley.model.tls.Pin;
import chat.parley.server.ServerConfig;
import chat.parley.server.doctor.Health;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.machine.Addresses;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code healthcheck}: asks a running server whether it serves. */
@Command(
    name = "healthcheck",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Ask the server on this machine whether it is ready, as containers do.",
      "It has 3 seconds to answer. No proxy is used.",
      "A server with TLS is asked by TLS where this is told what the server was told (--tls auto and --data, or"
          + " --tls-cert and --tls-key), and must show the key that is there.",
      "Exit status: 0 it is ready, 1 it is not or nothing answers, 2 it was asked wrongly."
    })
final class HealthcheckCommand implements Callable<Integer> {
  private static final String READY = "/health/ready";

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
        description =
            "Ask here instead, for example http://localhost:9000; "
                + READY
                + " is added where the URL has no path.")
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

  HealthcheckCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws InterruptedException {
    tls.check(null);
    URI url = url();
    Pin expected;
    try {
      expected = expected(url);
    } catch (UnusableFileException e) {
      return told("Not ready: " + e.getMessage(), CommandLineInterface.FAULT);
    }
    return switch (Health.ask(url, expected)) {
      case Health.Well well -> told("Ready: " + url, CommandLineInterface.DONE);
      case Health.Unwell unwell ->
          told("Not ready: " + unwell.reason(), CommandLineInterface.FAULT);
      case Health.OtherKey other ->
          told(
              "The server at "
                  + url
                  + (expected == null
                      ? " shows a key that nobody vouches for here; give its --pin."
                      : " shows another key than the one that is expected."),
              CommandLineInterface.FAULT);
      case Health.Stranger stranger ->
          told("What answers at " + url + " is not Parley.", CommandLineInterface.FAULT);
      case Health.Silence silence ->
          told("Not ready: " + url + ": " + silence.reason(), CommandLineInterface.FAULT);
    };
  }

  private boolean isUrlGiven() {
    return where != null && where.url != null;
  }

  /** Whose key it must be; null: an authority's word is enough, or the URL is in clear text. */
  private @Nullable Pin expected(URI url) throws UnusableFileException {
    if (pin != null) {
      if (!"https".equals(url.getScheme())) {
        throw wrong("--pin is for a server that is asked by https.");
      }
      return Pin.read(pin)
          .orElseThrow(() -> wrong("--pin must be " + Pin.CHARS + " letters, digits, - or _."));
    }
    return tls.isOn() && !isUrlGiven() ? tls.pin(data.folder()) : null;
  }

  private int told(String sentence, int status) {
    spec.commandLine().getOut().println(sentence);
    return status;
  }

  private URI url() {
    URI given = where == null ? null : where.url;
    if (given == null) {
      return atPort(port());
    }
    if (given.getHost() == null || !List.of("http", "https").contains(given.getScheme())) {
      throw wrong("--url must be like http://localhost:8000, not '" + given + "'.");
    }
    return List.of("", "/").contains(given.getPath()) ? given.resolve(READY) : given;
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

  private URI atPort(int port) {
    String variable = System.getenv("PARLEY_HOST");
    try {
      String scheme = tls.isOn() || pin != null ? Addresses.HTTPS : Addresses.HTTP;
      return Addresses.uri(
          scheme, Addresses.fromHere(variable == null ? "" : variable), port, READY);
    } catch (IllegalArgumentException e) {
      throw wrong("PARLEY_HOST must be an address, not '" + variable + "'.");
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
