package chat.parley.server.cli;

import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.doctor.Doctor;
import chat.parley.server.doctor.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks at whether a server can do its work here. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Look at whether a server can do its work here: port, addresses, open files, disk, database, clock, Java.",
      "One line each: ok, look (it works; someone should look at it) or bad, and what to do. Changes nothing; a server"
          + " may be running meanwhile. Give it what you give to serve.",
      "Exit status: 0 nothing is bad, 1 something is, 2 it was asked wrongly."
    })
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:PARLEY_HOST:-" + ServerConfig.DEFAULT_HOST + "}",
      description = "The address to listen on. Default: 127.0.0.1. [PARLEY_HOST]")
  private String host = ServerConfig.DEFAULT_HOST;

  @Option(
      names = "--port",
      paramLabel = "NUMBER",
      defaultValue = "${env:PARLEY_PORT:-8000}",
      description = "The port to listen on. Default: 8000. [PARLEY_PORT]")
  private int port = ServerConfig.DEFAULT_PORT;

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--max-polls",
      paramLabel = "NUMBER",
      defaultValue = "${env:PARLEY_MAX_POLLS:-50000}",
      description = "The most polls held at once. Default: 50000. [PARLEY_MAX_POLLS]")
  private int maxPolls = ServerConfig.Capacity.DEFAULT.polls();

  @Mixin private TlsOptions tls = new TlsOptions();

  @Mixin private PlainPortOption plain = new PlainPortOption();

  @Spec private CommandSpec spec;

  DoctorCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > ServeCommand.PORT_MAX) {
      throw wrong("--port must be from 0 to " + ServeCommand.PORT_MAX + ".");
    }
    if (maxPolls < 1) {
      throw wrong("--max-polls must be at least 1.");
    }
    tls.check(plain.port());
    List<Finding> findings =
        new Doctor(data.folder(), host, port, maxPolls, tls.look(data.folder()), plain.port())
            .look(Surroundings.real().clock().instant());
    findings.forEach(spec.commandLine().getOut()::println);
    return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.BAD)
        ? CommandLineInterface.FAULT
        : CommandLineInterface.DONE;
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
