package chat.parley.server.access;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.model.SenderName;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.FactMemory;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. A token is looked up by its hash, which tells who compares it nothing of the
 * token. Safe for use by any thread.
 */
public final class Callers {
  private static final String SCHEME = "bearer ";

  private final Access access;
  private final FactMemory facts;
  private final Bytes32 ownerToken;
  private final InstantSource clock;
  private volatile @Nullable LetIn newestLetIn; // nearly all guests have the same

  /**
   * @param ownerToken the hash of the server owner's token
   */
  public Callers(Access access, FactMemory facts, Bytes32 ownerToken, InstantSource clock) {
    this.access = access;
    this.facts = facts;
    this.ownerToken = ownerToken;
    this.clock = clock;
  }

  public Access access() {
    return access;
  }

  /**
   * Whoever a request comes from.
   *
   * @param authorization its Authorization header
   * @throws Refusal {@code token_invalid} or {@code banned}
   */
  public Caller of(@Nullable String authorization) {
    if (authorization == null) {
      return new Caller.Guest();
    }
    String token = authorization.strip();
    if (!token.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw invalid();
    }
    token = token.substring(SCHEME.length()).strip();
    if (!Secrets.looksLikeToken(token)) {
      throw invalid();
    }
    Bytes32 hash = Secrets.hash(token);
    if (MessageDigest.isEqual(hash.toArray(), ownerToken.toArray())) {
      return new Caller.ServerOwner();
    }
    return named(hash.toString());
  }

  private Caller.Named named(String hash) {
    Fact.Token token = facts.token(hash);
    Fact.Name name = token == null ? null : facts.name(token.nameKey());
    if (token == null || name == null || !name.owned() || clock.millis() >= token.expires()) {
      throw invalid();
    }
    if (name.banned()) {
      throw new Refusal(ErrorCode.BANNED, "That name was banned from this server.");
    }
    Actor actor = new Actor(name.name(), name.key(), SenderName.KEY_VERSION, false);
    return new Caller.Named(actor, hash, token.expires(), name.administrator());
  }

  private static Refusal invalid() {
    return new Refusal(
        ErrorCode.TOKEN_INVALID,
        "This token is not one of this server, or it has ended. Join or log in again.");
  }

  /**
   * Requires what every call needs but those by which one comes in.
   *
   * @throws Refusal {@code token_missing} where this server wants a token and there is none
   */
  public void requireLetIn(Caller caller) {
    if (access != Access.OPEN && caller instanceof Caller.Guest) {
      throw new Refusal(
          ErrorCode.TOKEN_MISSING,
          access == Access.INVITE
              ? "This server lets people in by invite: join with one first."
              : "This server is for people with an account: log in first.");
    }
  }

  /**
   * Requires that nobody banned the address.
   *
   * @throws Refusal {@code banned}
   */
  public void requireNotBanned(String address) {
    if (facts.address(address) != null) {
      throw new Refusal(ErrorCode.BANNED, "Your address was banned from this server.");
    }
  }

  /** Tells why a caller of before is not let in any more; null while it is. */
  public Supplier<@Nullable Refusal> noLonger(Caller caller, String address) {
    return new NoLonger(caller, address);
  }

  /** Looks anew only where the facts have changed since, or the token's time has come. */
  private final class NoLonger implements Supplier<@Nullable Refusal> {
    private final Caller caller;
    private final String address;
    private volatile @Nullable LetIn last;

    NoLonger(Caller caller, String address) {
      this.caller = caller;
      this.address = address;
    }

    @Override
    public @Nullable Refusal get() {
      long revision = facts.revision(); // first: what changes from here on is looked at again
      LetIn before = last;
      if (before != null && before.revision() == revision && !before.isOver(clock)) {
        return null;
      }
      try {
        requireNotBanned(address);
        long until =
            caller instanceof Caller.Named named
                ? named(named.token()).expiresMillis()
                : Long.MAX_VALUE;
        last = letIn(revision, until);
        return null;
      } catch (Refusal refusal) {
        return refusal;
      }
    }
  }

  /** Whoever was let in at this revision of the facts still is at the same, until that time. */
  private record LetIn(long revision, long untilMillis) {
    boolean isOver(InstantSource clock) {
      return untilMillis != Long.MAX_VALUE && clock.millis() >= untilMillis;
    }
  }

  private LetIn letIn(long revision, long untilMillis) {
    LetIn newest = newestLetIn;
    if (newest == null || newest.revision() != revision || newest.untilMillis() != untilMillis) {
      newest = new LetIn(revision, untilMillis);
      newestLetIn = newest;
    }
    return newest;
  }
}
