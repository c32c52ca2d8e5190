package chat.parley.desktop;

import chat.parley.desktop.replica.ServerReplica;
import chat.parley.desktop.replica.Token;
import chat.parley.desktop.sync.Account;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The name of whoever hosts, in their own chat: it becomes theirs, and an administrator's, by the
 * token of the server's owner, which only this process and the server's folder have. Once it is
 * theirs that is kept, as for any other server.
 */
final class OwnName {
  private final ServerReplica replica;
  private final LongSupplier nanos;

  /**
   * @param replica what is remembered of the server on this computer
   * @param nanos a clock that never runs backwards
   */
  OwnName(ServerReplica replica, LongSupplier nanos) {
    this.replica = replica;
    this.nanos = nanos;
  }

  /**
   * Makes a name one's own, unless it is.
   *
   * @param owner the token of the server's owner
   * @return it fails with an {@link chat.parley.desktop.sync.AccessException} if the name is
   *     somebody's
   */
  CompletableFuture<Void> claim(String name, int port, String owner) {
    Token kept = replica.token();
    if (kept != null && kept.administrator() && WaysIn.isSame(kept.name(), name)) {
      return CompletableFuture.completedFuture(null);
    }
    Account account = Account.at(ChatPlace.own(port).base(), null, nanos, replica, owner);
    return account
        .join(name, null)
        .whenComplete((token, failure) -> account.close())
        .thenAccept(token -> {});
  }
}
