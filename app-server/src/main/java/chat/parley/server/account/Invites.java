package chat.parley.server.account;

import chat.parley.model.Actor;
import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.access.Secrets;
import chat.parley.server.command.Commands;
import chat.parley.server.event.ServerBody;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.FactMemory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Invites: secrets by which so many people may come in until a time. */
public final class Invites {
  public static final int USES_DEFAULT = 25;
  public static final int USES_MAX = 10_000;
  public static final long LIFE_DEFAULT_SECONDS = Duration.ofDays(7).toSeconds();
  public static final long LIFE_MIN_SECONDS = 60;
  public static final long LIFE_MAX_SECONDS = Duration.ofDays(365).toSeconds();
  public static final int NOTE_MAX_CODE_POINTS = 200;
  private static final int KEPT_MAX = 1_000;
  private static final int ID_CHARS = 16;

  private final Commands commands;
  private final FactMemory facts;
  private final InstantSource clock;
  private final SecureRandom random;

  public Invites(Commands commands, FactMemory facts, InstantSource clock, SecureRandom random) {
    this.commands = commands;
    this.facts = facts;
    this.clock = clock;
    this.random = random;
  }

  /**
   * An invite as it is listed.
   *
   * @param id by which it is named; it is no secret
   */
  public record Listed(String id, Fact.Invite invite) {}

  /**
   * A new invite.
   *
   * @param code the secret, shown once
   */
  public record Made(String code, Listed listed) {
    @Override
    public String toString() {
      return "Made[hidden]";
    }
  }

  static Refusal notGood() {
    return new Refusal(
        ErrorCode.FORBIDDEN,
        "This invite does not count, or not any more. Ask for a new one.",
        "invite");
  }

  /** Makes one. */
  public CompletableFuture<Made> make(Actor by, int uses, long lifeSeconds, @Nullable String note) {
    if (all().size() >= KEPT_MAX) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "There are " + KEPT_MAX + " invites already; end some of them.");
    }
    String code = Secrets.invite(random);
    String hash = Secrets.hash(code).toString();
    long expires = clock.millis() + Duration.ofSeconds(lifeSeconds).toMillis();
    return commands
        .decide(by, new ServerBody.InviteMade(hash, uses, expires, note))
        .thenApply(_ -> {
          Fact.Invite made = facts.invite(hash);
          return new Made(
              code,
              listed(
                  made != null
                      ? made
                      : new Fact.Invite(
                          hash, uses, uses, clock.millis(), expires, by.name(), note)));
        });
  }

  /** Those that count, the newest first. */
  public List<Listed> all() {
    long now = clock.millis();
    return facts.all(Fact.Kind.INVITE).stream()
        .map(Fact.Invite.class::cast)
        .filter(invite -> invite.left() > 0 && invite.expires() > now)
        .sorted(Comparator.comparingLong(Fact.Invite::made).reversed())
        .map(Invites::listed)
        .toList();
  }

  /** Ends one before its time; everyone who came in by it stays. */
  public CompletableFuture<?> end(Actor by, String id) {
    return all().stream()
        .filter(listed -> listed.id().equals(id))
        .findFirst()
        .map(listed -> commands.decide(by, new ServerBody.InviteEnded(listed.invite().key())))
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no such invite.", "id"));
  }

  private static Listed listed(Fact.Invite invite) {
    return new Listed(invite.key().substring(0, ID_CHARS), invite);
  }
}
