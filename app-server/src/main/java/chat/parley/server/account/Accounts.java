package chat.parley.server.account;

import chat.parley.model.Actor;
import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import chat.parley.server.access.Access;
import chat.parley.server.access.Caller;
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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Coming in: a name gets an owner, who has a token from then on. Futures fail with a {@link
 * Refusal}; who asks twice at once for one name is settled by the log. Safe for use by any thread.
 */
public final class Accounts {
  /** How long a token is good for. */
  static final Duration TOKEN_LIFE = Duration.ofDays(365);

  /** A name may have so many tokens, one for each device; the one that ends first makes room. */
  static final int TOKENS_MAX = 50;

  private final Setting setting;
  private final Commands commands;
  private final FactMemory facts;
  private final Passwords passwords;
  private final InstantSource clock;
  private final SecureRandom random;

  /**
   * How people come in.
   *
   * @param signUp whether anybody may make an account where the access is {@code accounts}
   */
  public record Setting(Access access, boolean signUp) {}

  /**
   * Whoever came in.
   *
   * @param token shown once; only its hash is kept
   */
  public record Entered(String name, String token, Timestamp expires, boolean administrator) {
    @Override
    public String toString() {
      return "Entered[hidden]";
    }
  }

  public Accounts(
      Setting setting,
      Commands commands,
      FactMemory facts,
      Passwords passwords,
      InstantSource clock,
      SecureRandom random) {
    this.setting = setting;
    this.commands = commands;
    this.facts = facts;
    this.passwords = passwords;
    this.clock = clock;
    this.random = random;
  }

  public Setting setting() {
    return setting;
  }

  /** Takes a name that nobody owns. */
  public CompletableFuture<Entered> join(SenderName name, @Nullable String invite, Caller caller) {
    if (setting.access() == Access.ACCOUNTS && !(caller instanceof Caller.ServerOwner)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "This server is for accounts: make one, with a password.");
    }
    return claim(name, null, inviteHash(invite, caller), caller);
  }

  /** Takes a name that nobody owns, with a password to come back by. */
  public CompletableFuture<Entered> register(
      SenderName name, String password, @Nullable String invite, Caller caller) {
    String hash = inviteHash(invite, caller);
    Passwords.checked(password, "password");
    commands.requireAllowed(Actor.owner(name), ServerBody.NO_ROOM, claimed(null, hash, caller));
    return passwords
        .encoded(password, "password")
        .thenCompose(encoded -> claim(name, encoded, hash, caller));
  }

  private @Nullable String inviteHash(@Nullable String invite, Caller caller) {
    boolean free =
        setting.access() == Access.OPEN
            || (setting.access() == Access.ACCOUNTS && setting.signUp())
            || caller instanceof Caller.ServerOwner;
    if (invite == null) {
      if (!free) {
        throw new Refusal(
            ErrorCode.MISSING, "This needs an invite: ask who hosts the chat for one.", "invite");
      }
      return null;
    }
    if (!Secrets.looksLikeInvite(invite.strip())) {
      throw Invites.notGood();
    }
    return Secrets.hash(invite.strip()).toString();
  }

  private CompletableFuture<Entered> claim(
      SenderName name, @Nullable String password, @Nullable String invite, Caller caller) {
    String token = Secrets.token(random);
    ServerBody.NameClaimed claimed = claimed(password, invite, caller, token);
    return commands
        .decide(Actor.owner(name), claimed)
        .thenApply(
            _ -> entered(name.value(), token, claimed.tokenExpires(), claimed.administrator()));
  }

  private ServerBody.NameClaimed claimed(
      @Nullable String password, @Nullable String invite, Caller caller) {
    return claimed(password, invite, caller, "");
  }

  private ServerBody.NameClaimed claimed(
      @Nullable String password, @Nullable String invite, Caller caller, String token) {
    return new ServerBody.NameClaimed(
        caller instanceof Caller.ServerOwner,
        password,
        Secrets.hash(token).toString(),
        clock.millis() + TOKEN_LIFE.toMillis(),
        invite);
  }

  private static Entered entered(String name, String token, long expires, boolean administrator) {
    return new Entered(name, token, new Timestamp(expires), administrator);
  }

  /**
   * Comes back by name and password. A wrong name and a wrong password look the same.
   *
   * @param admitted called once the password was right; refuses what comes too often
   */
  public CompletableFuture<Entered> logIn(SenderName name, String password, Runnable admitted) {
    Fact.Name owned = facts.name(name.key());
    return passwords
        .matches(password, owned == null ? null : owned.password())
        .thenCompose(matches -> {
          if (!matches || owned == null) {
            return CompletableFuture.failedFuture(wrong());
          }
          admitted.run();
          return logIn(owned);
        });
  }

  private CompletableFuture<Entered> logIn(Fact.Name owned) {
    Actor actor = actor(owned);
    String token = Secrets.token(random);
    long expires = clock.millis() + TOKEN_LIFE.toMillis();
    return roomForOne(actor)
        .thenCompose(_ ->
            commands.decide(
                actor, new ServerBody.TokenIssued(Secrets.hash(token).toString(), expires)))
        .thenCompose(_ -> requireSamePassword(actor, token, owned.password()))
        .thenApply(_ -> entered(owned.name(), token, expires, owned.administrator()));
  }

  /** Who was checked by a password of before gets nothing: a new one ends what it gave. */
  private CompletableFuture<?> requireSamePassword(
      Actor actor, String token, @Nullable String checked) {
    return hasPassword(actor.key(), checked)
        ? CompletableFuture.completedFuture(token)
        : end(actor, Secrets.hash(token).toString())
            .thenCompose(_ -> CompletableFuture.failedFuture(wrong()));
  }

  private boolean hasPassword(String nameKey, @Nullable String kept) {
    Fact.Name now = facts.name(nameKey);
    return now != null && Objects.equals(now.password(), kept);
  }

  private static Refusal wrong() {
    return new Refusal(ErrorCode.FORBIDDEN, "The name or the password is wrong.");
  }

  private CompletableFuture<?> roomForOne(Actor actor) {
    CompletableFuture<?> done = CompletableFuture.completedFuture(actor);
    List<String> oldest =
        facts.tokens(actor.key()).stream()
            .map(facts::token)
            .filter(Objects::nonNull)
            .sorted(Comparator.comparingLong(Fact.Token::expires).reversed())
            .skip(TOKENS_MAX - 1L)
            .map(Fact.Token::key)
            .toList();
    for (String token : oldest) {
      done = done.thenCompose(_ -> end(actor, token));
    }
    return done;
  }

  /** Ends a token; one that has just ended otherwise is as well. */
  private CompletableFuture<?> end(Actor actor, String token) {
    return CompletableFuture.completedFuture(token)
        .thenCompose(ended -> commands.decide(actor, new ServerBody.TokenRevoked(ended)))
        .<Object>thenApply(applied -> applied)
        .exceptionallyCompose(failure ->
            failure.getCause() instanceof Refusal refusal && refusal.code() == ErrorCode.FORBIDDEN
                ? CompletableFuture.completedFuture(token)
                : CompletableFuture.failedFuture(failure));
  }

  private static Actor actor(Fact.Name owned) {
    return new Actor(owned.name(), owned.key(), SenderName.KEY_VERSION, false);
  }

  /** Ends the token of a caller. */
  public CompletableFuture<?> logOut(Caller.Named caller) {
    return commands.decide(caller.actor(), new ServerBody.TokenRevoked(caller.token()));
  }

  /**
   * Gives a caller another password and ends all other tokens of the name.
   *
   * @param old the one before, where there is one
   */
  public CompletableFuture<?> changePassword(
      Caller.Named caller, String password, @Nullable String old) {
    Passwords.checked(password, "password");
    Fact.Name owned = facts.name(caller.actor().key());
    String kept = owned == null ? null : owned.password();
    if (kept != null && old == null) {
      throw new Refusal(ErrorCode.MISSING, "Give the old password too.", "old");
    }
    CompletableFuture<Boolean> allowed =
        kept == null || old == null
            ? CompletableFuture.completedFuture(true)
            : passwords.matches(old, kept);
    return allowed
        .thenCompose(matches -> {
          if (!matches) {
            throw new Refusal(ErrorCode.FORBIDDEN, "The old password is wrong.", "old");
          }
          return passwords.encoded(password, "password");
        })
        .thenCompose(encoded -> {
          // Both took a while, in which somebody else may have set one, to keep this caller out.
          if (facts.token(caller.token()) == null || !hasPassword(caller.actor().key(), kept)) {
            throw new Refusal(
                ErrorCode.FORBIDDEN, "The password was changed by somebody else just now.", "old");
          }
          return commands.decide(
              caller.actor(),
              new ServerBody.PasswordSet(caller.actor().key(), encoded, caller.token()));
        });
  }

  /** Gives a name another password, and no token. */
  CompletableFuture<?> setPassword(Actor by, String nameKey, String password) {
    return passwords
        .encoded(password, "password")
        .thenCompose(
            encoded -> commands.decide(by, new ServerBody.PasswordSet(nameKey, encoded, null)));
  }
}
