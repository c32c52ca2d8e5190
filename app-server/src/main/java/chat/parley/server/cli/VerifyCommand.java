package chat.parley.server.cli;

import chat.parley.server.log.Verification;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.UnusableDataException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code verify}: proves that the stored history is whole and unchanged. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check that the stored history is whole and unchanged.",
      "Recomputes the log's chain, every commitment and every room's digest, compares the tables with the log, and runs"
          + " SQLite's own check. Changes nothing; a server may be running meanwhile.",
      "Exit status: 0 all is well, 1 something is wrong, 2 there is nothing to check."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();

  @Spec private CommandSpec spec;

  VerifyCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    try {
      Verification.Report report = Verification.of(DataFolder.database(data.folder()));
      List<String> faults = report.faults();
      faults.forEach(out::println);
      out.println(report.summary());
      return faults.isEmpty() ? CommandLineInterface.DONE : CommandLineInterface.FAULT;
    } catch (UnusableDataException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return CommandLineInterface.NOT_BEGUN;
    }
  }
}
