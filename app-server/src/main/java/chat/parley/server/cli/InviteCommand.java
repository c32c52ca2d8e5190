package chat.parley.server.cli;

import chat.parley.model.Replies;
import chat.parley.model.tls.Pin;
import chat.parley.server.access.Access;
import chat.parley.server.account.Invites;
import chat.parley.server.doctor.Health;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.machine.Addresses;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code invite}: makes an invite, and what there is to do with those that are made. */
@Command(
    name = "invite",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {InviteCommand.Listing.class, InviteCommand.End.class},
    description = {
      "Make an invite to the running server, and print the links that people join by. A link is shown this once;"
          + " whoever has it can join, so give it to those who are meant.",
      AsksAsOwner.HOW,
      AsksAsOwner.STATUS
    })
final class InviteCommand extends AsksAsOwner {
  private static final Duration SHORTEST = Duration.ofSeconds(Invites.LIFE_MIN_SECONDS);
  private static final Duration LONGEST = Duration.ofSeconds(Invites.LIFE_MAX_SECONDS);

  @Option(
      names = "--uses",
      paramLabel = "NUMBER",
      defaultValue = "" + Invites.USES_DEFAULT,
      description = "Let so many people in by it. Default: ${DEFAULT-VALUE}.")
  private int uses;

  /** Until when it counts. */
  static final class Life {
    @Option(
        names = "--days",
        paramLabel = "NUMBER",
        description = "It counts for so many days. Default: 7.")
    private @Nullable Integer days;

    @Option(
        names = "--expires-in",
        paramLabel = "TIME",
        description = "The same more finely: 30m, 12h or 7d.")
    private @Nullable String time;
  }

  @ArgGroup private @Nullable Life life;

  @Option(
      names = "--note",
      paramLabel = "WORDS",
      description = "What it is for; administrators see it in the list.")
  private @Nullable String note;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      split = ",",
      defaultValue = "${env:PARLEY_PUBLIC_URL}",
      description =
          "Print a link for this address too, under which a proxy offers the server; several with"
              + " commas. [PARLEY_PUBLIC_URL]")
  private @Nullable List<URI> publicUrls;

  @Override
  int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
    if (uses < 1 || uses > Invites.USES_MAX) {
      throw wrong("--uses must be from 1 to " + Invites.USES_MAX + ".");
    }
    TreeMap<String, Object> wanted = new TreeMap<>();
    wanted.put("uses", uses);
    wanted.put("expires_in", life().toSeconds());
    if (note != null) {
      wanted.put("note", note);
    }
    Pin pin;
    List<String> urls;
    try {
      pin = linkPin();
      urls = urls();
    } catch (UnusableFileException e) {
      throw new OwnerCalls.NotDoneException(
          String.valueOf(e.getMessage()), CommandLineInterface.NOT_BEGUN);
    }
    Replies.Access access = server.get("/api/access", Replies.Access.class);
    Replies.Invite made = server.ask("POST", "/api/admin/invites", wanted, Replies.Invite.class);
    List<String> lines = new ArrayList<>();
    lines.add(
        "By this link "
            + (made.uses() == 1 ? "one person may join" : made.uses() + " people may join")
            + " until "
            + Lines.time(made.expires())
            + ":");
    lines.add("");
    publicUrls().forEach(url -> lines.add("  " + link(url.toString(), made, null)));
    urls.forEach(url -> lines.add("  " + link(url, made, pin)));
    lines.add("");
    lines.add("Its id is " + made.id() + "; 'invite end " + made.id() + "' ends it.");
    if (Access.OPEN.wire().equals(access.access())) {
      lines.add("This server is open: people can use it without an invite too.");
    }
    if (publicUrls().isEmpty() && urls.stream().allMatch(InviteCommand::isLocal)) {
      lines.add("Only this machine reaches the server: serve --host 0.0.0.0 opens it to others.");
    }
    return done(String.join("\n", lines));
  }

  private static boolean isLocal(String url) {
    return Addresses.isLoopback(URI.create(url).getHost());
  }

  private static String link(String url, Replies.Invite made, @Nullable Pin pin) {
    return url.replaceFirst("/+$", "")
        + "/#join="
        + made.code()
        + (pin == null ? "" : "&pin=" + pin);
  }

  private List<URI> publicUrls() {
    return publicUrls == null
        ? List.of()
        : publicUrls.stream().filter(url -> !url.toString().isEmpty()).toList();
  }

  private @Nullable Pin linkPin() throws UnusableFileException {
    URI url = url("/");
    Pin given = givenPin(url);
    return given != null || expected(url) == null ? given : tls().linkPin(data().folder());
  }

  /** Under which of this machine's addresses the server answers; those for others come first. */
  private List<String> urls() throws UnusableFileException, InterruptedException {
    URI asked = url("/");
    Pin pin = expected(asked);
    List<String> candidates = new ArrayList<>();
    String host = asked.getHost();
    if (!Addresses.isThisMachine(host)) {
      return List.of(asked.toString());
    }
    int port = asked.getPort() < 0 ? defaultPort(asked) : asked.getPort();
    candidates.addAll(Addresses.urls(asked.getScheme(), "0.0.0.0", port));
    candidates.add(candidates.removeFirst()); // localhost, which leads nobody else here
    List<String> urls = new ArrayList<>();
    if (!Addresses.isLiteral(host.replaceAll("[\\[\\]]", "")) && !host.equals("localhost")) {
      urls.add(asked.getScheme() + "://" + host + ":" + port);
    }
    for (String candidate : candidates) {
      Health health = Health.ask(URI.create(candidate + "/health"), pin);
      if (health instanceof Health.Well || health instanceof Health.Unwell) {
        urls.add(candidate);
      }
    }
    return urls.isEmpty() ? List.of(asked.toString()) : urls;
  }

  private static int defaultPort(URI url) {
    return Addresses.HTTPS.equals(url.getScheme()) ? 443 : 80;
  }

  private Duration life() {
    if (life == null) {
      return Duration.ofSeconds(Invites.LIFE_DEFAULT_SECONDS);
    }
    Integer days = life.days;
    Duration wanted = days != null ? Duration.ofDays(days) : read(String.valueOf(life.time));
    if (wanted.compareTo(SHORTEST) < 0 || wanted.compareTo(LONGEST) > 0) {
      throw wrong("An invite counts for 1 minute at least and 365 days at most.");
    }
    return wanted;
  }

  private Duration read(String time) {
    if (!time.matches("\\d{1,6}[mhd]")) {
      throw wrong("--expires-in must be like 30m, 12h or 7d, not '" + Lines.shown(time) + "'.");
    }
    int number = Integer.parseInt(time.substring(0, time.length() - 1));
    return switch (time.charAt(time.length() - 1)) {
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** {@code invite list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "List the invites that count; of none is the link shown again.",
        AsksAsOwner.HOW,
        AsksAsOwner.STATUS
      })
  static final class Listing extends AsksAsOwner {
    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      Lines lines = new Lines("id", "left", "until", "by", "note");
      for (Replies.Invite invite :
          server.get("/api/admin/invites", Replies.Invites.class).invites()) {
        lines.add(
            invite.id(),
            invite.left() + " of " + invite.uses(),
            Lines.time(invite.expires()),
            Lines.by(invite.by()),
            Lines.orNothing(invite.note()));
      }
      return done(lines.isEmpty() ? "There are no invites." : lines.toString());
    }
  }

  /** {@code invite end}. */
  @Command(
      name = "end",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "End an invite before its time. Those who joined by it stay.",
        AsksAsOwner.HOW,
        AsksAsOwner.STATUS
      })
  static final class End extends AsksAsOwner {
    @Parameters(paramLabel = "ID", description = "Its id, as the list has it.")
    private String id = "";

    @Override
    int ask(OwnerCalls server) throws OwnerCalls.NotDoneException, InterruptedException {
      var _ =
          server.ask(
              "DELETE", "/api/admin/invites/" + OwnerCalls.part(id), null, Replies.Done.class);
      return done("The invite " + Lines.shown(id) + " has ended.");
    }
  }
}
