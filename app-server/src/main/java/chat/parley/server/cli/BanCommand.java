package chat.parley.server.cli;

import chat.parley.model.Replies;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ban}: who is kept out of the server. */
@Command(
    name = "ban",
    mixinStandardHelpOptions = true,
    subcommands = {BanCommand.Listing.class, BanCommand.Add.class, BanCommand.Remove.class},
    description = "Keep names and addresses out of the server.")
final class BanCommand {
  private static final String BANS = "/api/admin/bans";

  private static String at(String whom) {
    return BANS + "/" + OwnerCalls.part(whom);
  }

  /** {@code ban list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "List the names and addresses that are kept out.",
        AsksAsOwner.HOW,
        AsksAsOwner.STATUS
      })
  static final class Listing extends AsksAsOwner {
    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      Lines lines = new Lines("name or address", "reason");
      for (Replies.Ban ban : server.get(BANS, Replies.Bans.class).bans()) {
        lines.add(
            ban.name() == null ? Lines.orNothing(ban.address()) : ban.name(),
            Lines.orNothing(ban.reason()));
      }
      return done(lines.isEmpty() ? "Nobody is banned." : lines.toString());
    }
  }

  /** {@code ban add}. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Keep a name or an address out. Polls that are open end at once; what was written stays.",
        AsksAsOwner.HOW,
        AsksAsOwner.STATUS
      })
  static final class Add extends AsksAsOwner {
    @Parameters(paramLabel = "NAME-OR-ADDRESS", description = "Whom.")
    private String whom = "";

    @Option(names = "--reason", paramLabel = "WORDS", description = "Why; administrators see it.")
    private @Nullable String reason;

    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      Map<String, String> about = reason == null ? Map.of() : Map.of("reason", reason);
      Replies.Banned banned = server.ask("PUT", at(whom), about, Replies.Banned.class);
      String warning = banned.warning();
      return done(
          Lines.shown(whom) + " is banned." + (warning == null ? "" : "\n" + Lines.shown(warning)));
    }
  }

  /** {@code ban remove}. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {"Let a name or an address in again.", AsksAsOwner.HOW, AsksAsOwner.STATUS})
  static final class Remove extends AsksAsOwner {
    @Parameters(paramLabel = "NAME-OR-ADDRESS", description = "Whom.")
    private String whom = "";

    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      var _ = server.ask("DELETE", at(whom), null, Replies.Done.class);
      return done(Lines.shown(whom) + " is no longer banned.");
    }
  }
}
