package chat.parley.server.cli;

import chat.parley.model.tls.Pin;
import chat.parley.server.doctor.Health;
import chat.parley.server.file.UnusableFileException;
import java.net.URI;
import picocli.CommandLine.Command;

/** {@code healthcheck}: asks a running server whether it serves. */
@Command(
    name = "healthcheck",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Ask the server on this machine whether it is ready, as containers do.",
      "It has 3 seconds to answer. No proxy is used. A URL without a path is asked for /health/ready.",
      "A server with TLS is asked by TLS where this is told what the server was told (--tls auto and --data, or"
          + " --tls-cert and --tls-key), and must show the key that is there.",
      "Exit status: 0 it is ready, 1 it is not or nothing answers, 2 it was asked wrongly."
    })
final class HealthcheckCommand extends AsksServer {
  private static final String READY = "/health/ready";

  @Override
  public Integer call() throws InterruptedException {
    URI url = url(READY);
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
}
