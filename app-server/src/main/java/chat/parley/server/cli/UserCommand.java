package chat.parley.server.cli;

import chat.parley.model.Replies;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user}: those who own a name. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    subcommands = {UserCommand.Listing.class, UserCommand.Rights.class, UserCommand.Password.class},
    description = "See who owns a name, make administrators, set passwords.")
final class UserCommand {
  private static final String USERS = "/api/admin/users";

  /** {@code user list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {"List the names that have an owner.", AsksAsOwner.HOW, AsksAsOwner.STATUS})
  static final class Listing extends AsksAsOwner {
    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      Lines lines = new Lines("name", "since", "password", "");
      for (Replies.User user : server.get(USERS, Replies.Users.class).users()) {
        lines.add(
            user.name(),
            Lines.time(user.since()),
            user.password() ? "yes" : "no",
            user.banned() ? "banned" : user.administrator() ? "administrator" : "");
      }
      return done(lines.isEmpty() ? "Nobody owns a name." : lines.toString());
    }
  }

  /** {@code user admin}. */
  @Command(
      name = "admin",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Make the owner of a name an administrator, or no longer one.",
        AsksAsOwner.HOW,
        AsksAsOwner.STATUS
      })
  static final class Rights extends AsksAsOwner {
    @Parameters(paramLabel = "NAME", description = "The name.")
    private String name = "";

    @Option(names = "--off", description = "No longer one.")
    private boolean off;

    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      var _ =
          server.ask(
              "PUT",
              USERS + "/" + OwnerCalls.part(name),
              Map.of("administrator", !off),
              Replies.Done.class);
      return done(
          Lines.shown(name) + (off ? " is no administrator any more." : " is an administrator."));
    }
  }

  /** {@code user password}. */
  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Set the password of a name; whoever is logged in under it has to log in again.",
        "It is asked for in the terminal, or read as one line from the standard input; it is no argument, which"
            + " every program on this machine could read.",
        AsksAsOwner.HOW,
        AsksAsOwner.STATUS
      })
  static final class Password extends AsksAsOwner {
    @Parameters(paramLabel = "NAME", description = "The name.")
    private String name = "";

    @Override
    int ask(OwnerCalls server)
        throws OwnerCalls.NotDoneException, SecretInput.NoSecretException, InterruptedException {
      String password =
          CommandLineInterface.secrets(spec()).ask("The new password of " + Lines.shown(name));
      var _ =
          server.ask(
              "PUT",
              USERS + "/" + OwnerCalls.part(name),
              Map.of("password", password),
              Replies.Done.class);
      return done(
          Lines.shown(name)
              + " has a new password. Whoever was logged in under that name has to log in again.");
    }
  }
}
