package chat.parley.server.cli;

import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.access.Access;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.http.TrustedProxies;
import chat.parley.server.machine.ParentWatch;
import chat.parley.server.sqlite.UnusableDataException;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serve}: runs the server until it is stopped. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "parley-server serve [OPTIONS]",
    description =
        "Host a chat: everyone who can reach this machine's address joins from a browser.",
    footer = {
      "",
      "Each option can also be set by the variable named in brackets; the option wins.",
      "",
      "Examples:",
      "  serve                              only for this machine: localhost:8000",
      "  serve --host 0.0.0.0               for this network: who has an invite joins",
      "  serve --port 9000 --data ./chat    another port, another folder",
      "  serve --host 0.0.0.0 --tls auto    encrypted, with a certificate of its own"
    })
final class ServeCommand implements Callable<Integer> {
  static final int PORT_MAX = 65_535;
  private static final int WAIT_MIN_MILLIS = 100;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:PARLEY_HOST:-" + ServerConfig.DEFAULT_HOST + "}",
      description =
          "Listen on this address; 0.0.0.0 is all of this machine's. Default: 127.0.0.1. [PARLEY_HOST]")
  private String host = ServerConfig.DEFAULT_HOST;

  @Option(
      names = "--port",
      paramLabel = "NUMBER",
      defaultValue = "${env:PARLEY_PORT:-8000}",
      description = "Listen on this port. Default: 8000. [PARLEY_PORT]")
  private int port = ServerConfig.DEFAULT_PORT;

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      split = ",",
      defaultValue = "${env:PARLEY_PUBLIC_URL}",
      description =
          "An address under which a proxy offers this server, for example https://chat.example.org;"
              + " several with commas. [PARLEY_PUBLIC_URL]")
  private @Nullable List<URI> publicUrls;

  @Option(
      names = "--max-polls",
      paramLabel = "NUMBER",
      defaultValue = "${env:PARLEY_MAX_POLLS:-50000}",
      description = "Hold at most so many polls at once. Default: 50000. [PARLEY_MAX_POLLS]")
  private int maxPolls = ServerConfig.Capacity.DEFAULT.polls();

  @Option(
      names = "--max-polls-per-address",
      paramLabel = "NUMBER",
      defaultValue = "${env:PARLEY_MAX_POLLS_PER_ADDRESS:-1000}",
      description =
          "Of these, at most so many from one address; this machine itself is not limited. Default: 1000."
              + " [PARLEY_MAX_POLLS_PER_ADDRESS]")
  private int maxPollsPerAddress = ServerConfig.Capacity.DEFAULT.pollsPerAddress();

  @Option(
      names = "--max-rooms",
      paramLabel = "NUMBER",
      defaultValue = "${env:PARLEY_MAX_ROOMS:-10000}",
      description = "Let people make at most so many rooms. Default: 10000. [PARLEY_MAX_ROOMS]")
  private int maxRooms = ServerConfig.Capacity.DEFAULT.rooms();

  @Option(
      names = "--max-data-mib",
      paramLabel = "MEBIBYTES",
      defaultValue = "${env:PARLEY_MAX_DATA_MIB:-0}",
      description =
          "Let the messages take at most so much room; then sending is refused and reading goes on."
              + " Default: 0, as much as the disk holds. [PARLEY_MAX_DATA_MIB]")
  private int maxDataMebibytes;

  @Option(
      names = "--max-wait-millis",
      paramLabel = "MILLISECONDS",
      defaultValue = "${env:PARLEY_MAX_WAIT_MILLIS:-1000}",
      description =
          "Refuse what would wait longer than that to be begun, so that the rest is answered in time."
              + " Default: 1000. [PARLEY_MAX_WAIT_MILLIS]")
  private int maxWaitMillis = ServerConfig.Capacity.DEFAULT_WAIT_MILLIS;

  @Option(
      names = "--http2",
      arity = "0..1",
      fallbackValue = "true", // else the flag alone would turn round what the variable says
      defaultValue = "${env:PARLEY_HTTP2:-false}",
      description = "Speak HTTP/2 in clear text too, for a proxy that does. [PARLEY_HTTP2]")
  private boolean http2;

  @Option(
      names = "--fast-polls",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "${env:PARLEY_FAST_POLLS:-true}",
      description =
          "Answer polls and sends in clear text past the web server, with less memory and processor time."
              + " Default: true. [PARLEY_FAST_POLLS]")
  private boolean fastPolls = true;

  @Mixin private EntryOptions entry = new EntryOptions();
  @Mixin private TlsOptions tls = new TlsOptions();

  @Mixin private PlainPortOption plain = new PlainPortOption();
  @Mixin private ProtectionOptions protection = new ProtectionOptions();

  @Mixin private MetricsOptions metrics = new MetricsOptions();

  @Mixin private LogOptions logging = new LogOptions();

  @Spec private CommandSpec spec;

  ServeCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    Surroundings surroundings = Surroundings.real();
    ServerConfig config;
    try {
      config = tls.addTo(config(), plain.port(), surroundings.clock().instant());
    } catch (UnusableFileException e) {
      return notBegun(String.valueOf(e.getMessage()));
    }
    logging.apply(surroundings.clock());
    CountDownLatch ended = new CountDownLatch(1);
    Server server;
    try {
      server = Server.start(config, surroundings.withOnFatal(sentence -> ended.countDown()));
    } catch (UnusableDataException | BindException e) {
      return notBegun(String.valueOf(e.getMessage()));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    Signals.endTwice();
    endWithParent();
    spec.commandLine().getOut().println(Greeting.of(config, server));
    spec.commandLine().getOut().flush();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return CommandLineInterface.FAULT;
  }

  private ServerConfig config() {
    atLeast("--port", port, 0);
    atLeast("--metrics-port", metrics.port(), 0);
    atMost("--port", port, PORT_MAX);
    atMost("--metrics-port", metrics.port(), PORT_MAX);
    tls.check(plain.port());
    atLeast("--max-polls", maxPolls, 1);
    atLeast("--max-polls-per-address", maxPollsPerAddress, 1);
    atLeast("--max-rooms", maxRooms, 1);
    atLeast("--max-data-mib", maxDataMebibytes, 0);
    atLeast("--max-wait-millis", maxWaitMillis, WAIT_MIN_MILLIS);
    List<URI> urls =
        publicUrls == null
            ? List.of()
            : publicUrls.stream().filter(url -> !url.toString().isEmpty()).toList();
    for (URI url : urls) {
      if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
        throw wrong("--public-url must be like https://chat.example.org, not '" + url + "'.");
      }
    }
    if (!entry.isKnown()) {
      throw wrong(
          EntryOptions.ACCESS + " must be one of " + String.join(", ", EntryOptions.modes()) + ".");
    }
    ServerConfig config =
        new ServerConfig(
            data.folder(),
            new ServerConfig.Listen(host, port, urls, http2, fastPolls),
            new ServerConfig.Capacity(
                maxPolls, maxPollsPerAddress, maxRooms, maxDataMebibytes, maxWaitMillis));
    try {
      ServerConfig whole = metrics.addTo(entry.addTo(protection.addTo(config)));
      if (whole.access() == Access.OPEN
          && !whole.protection().trustedProxies().equals(TrustedProxies.NONE)) {
        throw wrong(
            "--trusted-proxy does not go with open access: whoever reaches the proxy would be let in."
                + " Add --access invite or --access accounts.");
      }
      return whole;
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void atMost(String option, int value, int max) {
    if (value > max) {
      throw wrong(option + " must be from 0 to " + max + ".");
    }
  }

  private void atLeast(String option, int value, int min) {
    if (value < min) {
      throw wrong(option + " must be at least " + min + ".");
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private int notBegun(String sentence) {
    spec.commandLine().getErr().println(sentence);
    return CommandLineInterface.NOT_BEGUN;
  }

  /** A server that a build tool started must not outlive it. */
  private static void endWithParent() {
    if (Boolean.getBoolean("exit.with.parent")) {
      ParentWatch.onEnd(() -> System.exit(CommandLineInterface.DONE));
    }
  }
}
