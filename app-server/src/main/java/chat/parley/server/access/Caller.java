package chat.parley.server.access;

import chat.parley.model.Actor;
import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import org.jspecify.annotations.Nullable;

/** Who a request comes from, as its token says. */
public sealed interface Caller {
  /** Nobody that is known: a request without a token. */
  record Guest() implements Caller {}

  /**
   * Whoever owns a name.
   *
   * @param token the hash of the token, in hex
   * @param expiresMillis when it ends, since the epoch
   */
  record Named(Actor actor, String token, long expiresMillis, boolean isAdministrator)
      implements Caller {}

  /** Whoever has the token in the server's data folder. */
  record ServerOwner() implements Caller {}

  /** The key of the name it owns; null for none. */
  default @Nullable String nameKey() {
    return this instanceof Named named ? named.actor().key() : null;
  }

  /** Whether it may administer the server. */
  default boolean administers() {
    return switch (this) {
      case Guest _ -> false;
      case Named named -> named.isAdministrator();
      case ServerOwner _ -> true;
    };
  }

  /**
   * Whoever acts where a name of one's own is needed, or the server's owner.
   *
   * @throws Refusal {@code token_missing} for a guest
   */
  default Actor requiredActor() {
    return switch (this) {
      case Named named -> named.actor();
      case ServerOwner _ -> Actor.SERVER_OWNER;
      case Guest _ ->
          throw new Refusal(
              ErrorCode.TOKEN_MISSING, "This needs the token of a name: join or log in first.");
    };
  }

  /**
   * The owner of a name.
   *
   * @throws Refusal {@code token_missing} or, for the server's owner, {@code forbidden}
   */
  default Named requiredName() {
    return switch (this) {
      case Named named -> named;
      case ServerOwner _ ->
          throw new Refusal(
              ErrorCode.FORBIDDEN, "The server owner's token has no name: join under one with it.");
      case Guest _ ->
          throw new Refusal(
              ErrorCode.TOKEN_MISSING, "This needs the token of a name: join or log in first.");
    };
  }
}
