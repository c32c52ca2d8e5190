package chat.parley.server.cli;

import chat.parley.model.Refusal;
import chat.parley.model.RoomName;
import chat.parley.server.export.Export;
import chat.parley.server.file.FileFailure;
import chat.parley.server.file.PartialFile;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.file.WriteFailedException;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.ReadOnlyDatabase;
import chat.parley.server.sqlite.UnusableDataException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code export}: writes the messages as text for other programs. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write the messages as JSON Lines: one line a message, in the order they were sent.",
      "They are those of one moment; a server may be running meanwhile. docs/export.md says what each line has.",
      "Exit status: 0 all was written, 1 it could not be, 2 there is nothing to export or FILE cannot be used."
    })
final class ExportCommand implements Callable<Integer> {
  private static final int BUFFER_BYTES = 64 * 1024;

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--room",
      paramLabel = "ROOM",
      description = "Only the messages of this room; may be given several times.")
  private @Nullable List<String> rooms;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Write to this file, which must not exist; it has its name only once it is whole."
              + " Default: standard output.")
  private @Nullable Path output;

  @Spec private CommandSpec spec;

  ExportCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    List<RoomName> chosen = chosen();
    try (ReadOnlyDatabase database = ReadOnlyDatabase.open(DataFolder.database(data.folder()))) {
      if (output == null) {
        return toStandardOutput(database, chosen);
      }
      toFile(database, chosen, output);
      return CommandLineInterface.DONE;
    } catch (UnusableDataException | UnusableFileException e) {
      return CommandLineInterface.ended(spec, e, CommandLineInterface.NOT_BEGUN);
    } catch (WriteFailedException e) {
      return CommandLineInterface.ended(spec, e, CommandLineInterface.FAULT);
    }
  }

  private List<RoomName> chosen() {
    List<RoomName> chosen = new ArrayList<>();
    for (String room : rooms == null ? List.<String>of() : rooms) {
      try {
        chosen.add(RoomName.of(room));
      } catch (Refusal e) {
        throw new ParameterException(spec.commandLine(), "--room: " + e.getMessage(), e);
      }
    }
    return chosen;
  }

  private static int toStandardOutput(ReadOnlyDatabase database, List<RoomName> chosen)
      throws UnusableDataException, WriteFailedException {
    try (OutputStream out = buffered(new FileOutputStream(FileDescriptor.out))) {
      long _ = Export.write(database, chosen, out);
      return CommandLineInterface.DONE;
    } catch (IOException e) {
      if (FileFailure.isBrokenPipe(e)) {
        return CommandLineInterface.FAULT; // whoever read it has enough, and not all
      }
      throw new WriteFailedException(
          "The export could not be written: " + FileFailure.reason(e) + ".", e);
    }
  }

  private void toFile(ReadOnlyDatabase database, List<RoomName> chosen, Path file)
      throws UnusableDataException, UnusableFileException, WriteFailedException {
    try (PartialFile partial = DataFolder.fileFor(data.folder(), file)) {
      long messages;
      try (OutputStream out = buffered(partial.write())) {
        messages = Export.write(database, chosen, out);
      } catch (IOException e) {
        throw new WriteFailedException(
            "The file "
                + partial.target()
                + " could not be written: "
                + FileFailure.reason(e)
                + ".",
            e);
      }
      partial.keep();
      spec.commandLine()
          .getOut()
          .println("Wrote %s: %,d messages.".formatted(partial.target(), messages));
    }
  }

  private static OutputStream buffered(OutputStream out) {
    return new BufferedOutputStream(out, BUFFER_BYTES);
  }
}
