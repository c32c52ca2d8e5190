package chat.parley.server.cli;

import java.nio.file.Path;
import net.harawata.appdirs.AppDirsFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the data is: the option that several commands have. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "${env:PARLEY_DATA}",
      description =
          "The folder the messages are in. Default: your system's data folder. [PARLEY_DATA]")
  private @Nullable Path folder;

  Path folder() {
    Path given = folder;
    return given == null || given.toString().isEmpty()
        ? Path.of(AppDirsFactory.getInstance().getUserDataDir("parley", null, null))
        : given;
  }
}
