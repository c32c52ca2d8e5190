package chat.parley.server.cli;

import chat.parley.model.Replies;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit}: who did what to whom. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Show who did what to whom, the newest first: names, invites, bans, roles, deleted messages. What was written is"
          + " not in it, nor what happened in private rooms.",
      AsksAsOwner.HOW,
      AsksAsOwner.STATUS
    })
final class AuditCommand extends AsksAsOwner {
  private static final int LIMIT_MAX = 500;

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "100",
      description = "Show at most so many. Default: 100.")
  private int limit;

  @Option(
      names = "--before",
      paramLabel = "SEQ",
      description = "Go on from there: the number that the last line of a page begins with.")
  private @Nullable Long before;

  @Override
  int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw wrong("--limit must be from 1 to " + LIMIT_MAX + ".");
    }
    if (before != null && before < 0) {
      throw wrong("--before must be the number of a line.");
    }
    Replies.Audit page =
        server.get(
            "/api/admin/audit?limit=" + limit + (before == null ? "" : "&before=" + before),
            Replies.Audit.class);
    List<Replies.AuditEntry> entries = page.entries();
    if (entries.isEmpty()) {
      return done("Nothing happened.");
    }
    Lines lines = new Lines("seq", "time", "by", "action", "about", "room", "detail");
    for (Replies.AuditEntry entry : entries) {
      lines.add(
          Long.toString(entry.seq()),
          Lines.time(entry.time()),
          Lines.by(entry.by()),
          entry.action(),
          Lines.orNothing(entry.about()),
          Lines.orNothing(entry.room()),
          Lines.orNothing(entry.detail()));
    }
    return done(
        lines
            + (page.hasMore() ? "\nThere is more: audit --before " + entries.getLast().seq() : ""));
  }
}
