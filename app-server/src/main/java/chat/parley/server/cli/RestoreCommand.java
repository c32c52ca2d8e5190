package chat.parley.server.cli;

import chat.parley.server.Surroundings;
import chat.parley.server.backup.Restore;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.file.WriteFailedException;
import chat.parley.server.sqlite.UnusableDataException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore}: puts a backup into a data folder. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Put a backup into a data folder that is empty or not there yet.",
      "The backup is checked as verify does first; the folder has data only once all of it is there. Clients that knew"
          + " the server are told to start over with the newest messages.",
      "Exit status: 0 the data is there, 1 the backup is damaged or the data could not be written, 2 FILE is no backup"
          + " or the folder cannot be used."
    })
final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file = Path.of("");

  @Mixin private DataOption data = new DataOption();

  @Spec private CommandSpec spec;

  RestoreCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    try {
      Path folder = data.folder().toAbsolutePath().normalize();
      Restore restored = Restore.of(file, folder, Surroundings.real().random());
      spec.commandLine()
          .getOut()
          .println(
              "Restored %s to %s, as they were at %s. The next start serves them; clients start over."
                  .formatted(
                      restored.contents(),
                      folder,
                      Instant.ofEpochMilli(restored.mark().made().millis())
                          .truncatedTo(ChronoUnit.SECONDS)));
      return CommandLineInterface.DONE;
    } catch (UnusableDataException | UnusableFileException e) {
      return CommandLineInterface.ended(spec, e, CommandLineInterface.NOT_BEGUN);
    } catch (WriteFailedException e) {
      return CommandLineInterface.ended(spec, e, CommandLineInterface.FAULT);
    }
  }
}
