package chat.parley.desktop.sync;

import chat.parley.desktop.replica.ServerReplica;
import chat.parley.desktop.replica.Token;
import chat.parley.model.ErrorCode;
import chat.parley.model.tls.Pin;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who one is at a server: coming in, proving a name, and going. What the server grants is on this
 * computer's disk before anything is done with it. Calls return at once; their futures fail with an
 * {@link AccessException}, or with a {@link chat.parley.desktop.replica.ReplicaException}.
 */
public final class Account implements AutoCloseable {
  private final ServerApi api;
  private final ServerReplica replica;

  Account(ServerApi api, ServerReplica replica) {
    this.api = api;
    this.replica = replica;
  }

  /**
   * At a server that is not talked to yet.
   *
   * @param secret sent along with each request; null for nothing. It is not the one that is kept,
   *     which the server may know no longer.
   */
  public static Account at(
      URI base,
      @Nullable Pin pin,
      LongSupplier nanos,
      ServerReplica replica,
      @Nullable String secret) {
    return new Account(new ServerApi(base, pin, nanos, () -> true, () -> secret), replica);
  }

  /** Whom a server lets in. */
  public enum Access {
    /** Everyone who reaches it. */
    OPEN,
    /** Who was invited, or is known. */
    INVITE,
    /** Who has a name and a password there. */
    ACCOUNTS
  }

  /**
   * How one comes in.
   *
   * @param signUp whether one can register without an invitation
   */
  public record Door(Access access, boolean signUp) {}

  /** Asks how one comes in. A server that has never heard of such a question is open. */
  public CompletableFuture<Door> door() {
    return api.ask("GET", "api/access", null, Wire.Access.class)
        .thenApply(Account::door)
        .exceptionallyCompose(failure ->
            CallFailure.in(failure) instanceof PollOutcome.Refused refused
                    && refused.code().equals(ErrorCode.NOT_FOUND.wire())
                ? CompletableFuture.completedFuture(new Door(Access.OPEN, false))
                : CompletableFuture.failedFuture(AccessException.of(failure, false)));
  }

  private static Door door(Wire.Access said) {
    Access access =
        switch (said.access()) {
          case "open" -> Access.OPEN;
          case "accounts" -> Access.ACCOUNTS;
          default -> Access.INVITE;
        };
    return new Door(access, Boolean.TRUE.equals(said.signUp()));
  }

  /** Claims a name that nobody owns. */
  public CompletableFuture<Token> join(String name, @Nullable String invite) {
    return granted("api/join", new Wire.Claim(name, null, invite), false);
  }

  /** Claims a name, with a password for the next time. */
  public CompletableFuture<Token> register(String name, String password, @Nullable String invite) {
    return granted("api/register", new Wire.Claim(name, password, invite), true);
  }

  /** Comes back under a name by its password. */
  public CompletableFuture<Token> login(String name, String password) {
    return granted("api/login", new Wire.Claim(name, password, null), true);
  }

  private CompletableFuture<Token> granted(String path, Wire.Claim claim, boolean withPassword) {
    return api.ask("POST", path, claim, Wire.Granted.class)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(AccessException.of(failure, withPassword)))
        .thenCompose(granted -> {
          Token token = new Token(granted.name(), granted.token(), granted.administrator());
          return replica.keep(token).thenApply(kept -> token);
        });
  }

  /** Sets the password that lets one come back under one's name. */
  public CompletableFuture<Void> setPassword(String password, @Nullable String old) {
    return api.ask("PUT", "api/me/password", new Wire.NewPassword(password, old), Wire.Done.class)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(AccessException.of(failure, true)))
        .thenAccept(done -> {});
  }

  /** The name that is this person's at the server. */
  public Optional<String> ownedName() {
    return Optional.ofNullable(replica.token()).map(Token::name);
  }

  /**
   * Signs out: the server is told, if it can be, and what is here of private rooms is forgotten
   * with the token. What was written and not sent stays.
   */
  public CompletableFuture<Void> signOut() {
    return api.ask("POST", "api/logout", null, Wire.Done.class)
        .handle((done, failure) -> failure == null)
        .thenCompose(told -> replica.forgetToken())
        .thenCompose(done -> replica.forgetPrivateRooms());
  }

  @Override
  public void close() {
    api.close();
  }
}
