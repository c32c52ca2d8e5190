package chat.parley.server.cli;

import chat.parley.server.Ahead;
import chat.parley.server.build.BuildInfo;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands, and how each ends: 0 done, 1 it found or met a fault, 2 it was asked wrongly or
 * could not begin.
 */
@Command(
    name = "parley-server",
    description = "Group chat for the network you are standing in.",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineInterface.Version.class)
public final class CommandLineInterface {
  static final int DONE = 0;
  static final int FAULT = 1;
  static final int NOT_BEGUN = 2;

  /** By name, in the order in which they are told. */
  private static final SequencedMap<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("serve", ServeCommand.class);
    COMMANDS.put("verify", VerifyCommand.class);
    COMMANDS.put("backup", BackupCommand.class);
    COMMANDS.put("restore", RestoreCommand.class);
    COMMANDS.put("export", ExportCommand.class);
    COMMANDS.put("doctor", DoctorCommand.class);
    COMMANDS.put("healthcheck", HealthcheckCommand.class);
    COMMANDS.put("invite", InviteCommand.class);
    COMMANDS.put("user", UserCommand.class);
    COMMANDS.put("room", RoomCommand.class);
    COMMANDS.put("ban", BanCommand.class);
    COMMANDS.put("audit", AuditCommand.class);
  }

  private final SecretInput secrets;

  private CommandLineInterface(SecretInput secrets) {
    this.secrets = secrets;
  }

  /**
   * Runs a command to its end.
   *
   * @return the exit status
   */
  public static int run(String... args) {
    return run(SecretInput.ofThisProcess(), writer(System.out), writer(System.err), args);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /**
   * The same, asking and saying what it says elsewhere; an export to standard output still goes
   * there.
   */
  static int run(SecretInput secrets, PrintWriter out, PrintWriter err, String... args) {
    String wanted = args.length == 0 ? "" : args[0];
    if (wanted.equals("serve")) {
      Ahead.begin(); // reading the rest of the line takes as long
    }
    CommandLine commandLine = new CommandLine(new CommandLineInterface(secrets));
    if (COMMANDS.containsKey(wanted)) {
      // The others are not looked at: reading what all of them take is a part of each start.
      commandLine.addSubcommand(wanted, COMMANDS.get(wanted));
    } else {
      COMMANDS.forEach(commandLine::addSubcommand);
    }
    // After that: what is set holds for the commands that are there.
    commandLine.setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
    if (args.length == 0) {
      commandLine.usage(out);
      return NOT_BEGUN;
    }
    return commandLine.execute(args);
  }

  /** Where the command that was given asks for what must not stand in its arguments. */
  static SecretInput secrets(CommandSpec spec) {
    return ((CommandLineInterface) spec.root().userObject()).secrets;
  }

  /** Says why a command ended as it did, in the words of the failure. */
  static int ended(CommandSpec spec, Exception failure, int status) {
    spec.commandLine().getErr().println(failure.getMessage());
    return status;
  }

  /** The version of this build. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Parley " + BuildInfo.load().version()};
    }
  }
}
