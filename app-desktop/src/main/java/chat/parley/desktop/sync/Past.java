package chat.parley.desktop.sync;

import chat.parley.desktop.replica.Page;
import chat.parley.desktop.replica.ServerReplica;
import chat.parley.model.Limits;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** What was said in a room: as far as it is known here, and from there on the server's. */
final class Past {
  private static final Page NOTHING_KNOWN = new Page(List.of(), true, null);

  private final ServerApi api;
  private final ServerReplica replica;
  private final BooleanSupplier online;
  private final Executor session;

  /**
   * @param online whether the server answers just now
   * @param session where futures complete
   */
  Past(ServerApi api, ServerReplica replica, BooleanSupplier online, Executor session) {
    this.api = api;
    this.replica = replica;
    this.online = online;
    this.session = session;
  }

  CompletableFuture<Page> newest(String room, int limit) {
    return replica
        .newest(room, limit)
        .thenCompose(page -> {
          if (page.isPresent()) {
            return CompletableFuture.completedFuture(page.get());
          }
          if (!online.getAsBoolean()) {
            return CompletableFuture.completedFuture(NOTHING_KNOWN);
          }
          return onSession(api.newest(room, Math.min(limit, Limits.HISTORY_ENTRIES_MAX)))
              .thenCompose(replica::storeNewest)
              .exceptionally(_ -> NOTHING_KNOWN);
        });
  }

  CompletableFuture<Page> before(String room, UUID messageId, int limit) {
    return replica
        .before(room, messageId, limit)
        .thenCompose(page -> {
          if (page.isPresent()) {
            return CompletableFuture.completedFuture(page.get());
          }
          if (!online.getAsBoolean()) {
            return CompletableFuture.failedFuture(offline());
          }
          return onSession(api.before(room, messageId, Math.min(limit, Limits.HISTORY_ENTRIES_MAX)))
              .exceptionallyCompose(failure -> CompletableFuture.failedFuture(explained(failure)))
              .thenCompose(history -> replica.storeOlder(messageId, history));
        });
  }

  private <T> CompletableFuture<T> onSession(CompletableFuture<T> call) {
    return call.whenCompleteAsync((_, _) -> {}, session);
  }

  private static SessionException offline() {
    return new SessionException(
        SessionException.Kind.OFFLINE,
        "What came before is on the server, and it does not answer.");
  }

  private static SessionException explained(Throwable failure) {
    return CallFailure.in(failure) instanceof PollOutcome.Refused refused && !refused.isPassing()
        ? new SessionException(SessionException.Kind.UNKNOWN, refused.detail())
        : offline();
  }
}
