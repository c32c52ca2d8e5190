package chat.parley.server.cli;

import chat.parley.server.build.BuildInfo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The commands, and how each ends: 0 done, 1 it found or met a fault, 2 it was asked wrongly or
 * could not begin.
 */
@Command(
    name = "parley-server",
    description = "Group chat for the network you are standing in.",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineInterface.Version.class,
    subcommands = {ServeCommand.class, VerifyCommand.class})
public final class CommandLineInterface {
  static final int DONE = 0;
  static final int FAULT = 1;
  static final int NOT_BEGUN = 2;

  private CommandLineInterface() {}

  /**
   * Runs a command to its end.
   *
   * @return the exit status
   */
  public static int run(String... args) {
    CommandLine commandLine = new CommandLine(new CommandLineInterface());
    if (args.length == 0) {
      commandLine.usage(System.out);
      return NOT_BEGUN;
    }
    return commandLine.execute(args);
  }

  /** The version of this build. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Parley " + BuildInfo.load().version()};
    }
  }
}
