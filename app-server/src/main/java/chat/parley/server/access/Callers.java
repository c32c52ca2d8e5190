package chat.parley.server.access;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.model.SenderName;
import chat.parley.server.fact.Fact;
import chat.parley.server.fact.Facts;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls. A token is looked up by its hash, which tells who compares it nothing of the
 * token. Safe for use by any thread.
 */
public final class Callers {
  private static final String SCHEME = "bearer ";

  private final Access access;
  private final Facts facts;
  private final Bytes32 ownerToken;
  private final InstantSource clock;

  /**
   * @param ownerToken the hash of the server owner's token
   */
  public Callers(Access access, Facts facts, Bytes32 ownerToken, InstantSource clock) {
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

  private Caller named(String hash) {
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

  /** Why a caller of before is not let in any more; null while it is. */
  public @Nullable Refusal noLonger(Caller caller, String address) {
    try {
      requireNotBanned(address);
      if (caller instanceof Caller.Named named) {
        var _ = named(named.token());
      }
      return null;
    } catch (Refusal refusal) {
      return refusal;
    }
  }
}
