package chat.parley.server.cli;

import chat.parley.model.Timestamp;
import chat.parley.server.Surroundings;
import chat.parley.server.backup.Backup;
import chat.parley.server.file.ByteCount;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.file.WriteFailedException;
import chat.parley.server.sqlite.UnusableDataException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: copies the stored history into one file. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Copy the stored history into one file, to keep it elsewhere.",
      "It is the history of one moment. A server may be running meanwhile, and does not wait. The copy is checked as"
          + " verify does, and has its name only once it is whole. Nothing is overwritten.",
      "Exit status: 0 the backup is there, 1 it could not be made, 2 there is nothing to copy or FILE cannot be used."
    })
final class BackupCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "The file to write. There must be none of that name.")
  private Path file = Path.of("");

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--no-verify",
      description = "Do not check the copy: it is faster, and copies damaged data as it is.")
  private boolean unchecked;

  @Spec private CommandSpec spec;

  BackupCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    Surroundings around = Surroundings.real();
    long began = around.monotonicMillis().getAsLong();
    try {
      Backup backup =
          Backup.make(data.folder(), file, Timestamp.of(around.clock().instant()), !unchecked);
      spec.commandLine()
          .getOut()
          .println(
              "Wrote %s: %s, %s, in %.1f s. %s"
                  .formatted(
                      backup.file(),
                      backup.contents(),
                      ByteCount.inWords(backup.bytes()),
                      (around.monotonicMillis().getAsLong() - began) / 1_000.0,
                      unchecked ? "It was not checked." : "It was checked and is whole."));
      return CommandLineInterface.DONE;
    } catch (UnusableDataException | UnusableFileException e) {
      return CommandLineInterface.ended(spec, e, CommandLineInterface.NOT_BEGUN);
    } catch (WriteFailedException e) {
      return CommandLineInterface.ended(spec, e, CommandLineInterface.FAULT);
    }
  }
}
