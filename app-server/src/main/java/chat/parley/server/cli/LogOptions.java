package chat.parley.server.cli;

import chat.parley.server.logging.LogSetup;
import java.time.InstantSource;
import org.slf4j.event.Level;
import picocli.CommandLine.Option;

/** How and how much is logged: the options of the commands that run for long. */
final class LogOptions {
  @Option(
      names = "--log-format",
      paramLabel = "FORM",
      defaultValue = "${env:PARLEY_LOG_FORMAT:-text}",
      description =
          "Log as text for people or as json, one object a line. Default: text. [PARLEY_LOG_FORMAT]")
  private LogSetup.Form form = LogSetup.Form.TEXT;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "${env:PARLEY_LOG_LEVEL:-info}",
      description =
          "Log error, warn, info, debug (a line for each request) or trace, and all before it."
              + " Default: info. [PARLEY_LOG_LEVEL]")
  private Level level = Level.INFO;

  void apply(InstantSource clock) {
    LogSetup.apply(form, level, clock);
  }
}
