package chat.parley.desktop.sync;

import chat.parley.desktop.replica.ServerReplica;
import chat.parley.model.ErrorCode;
import java.util.concurrent.CompletableFuture;

/**
 * Whether the server that answers is the one that is known. An address of a local network can
 * belong to another one tomorrow, which must not be sent what was written for the first.
 */
final class Identity {
  private final ServerApi api;
  private final ServerReplica replica;

  Identity(ServerApi api, ServerReplica replica) {
    this.api = api;
    this.replica = replica;
  }

  /** What the server's log has to say about the newest message that is known here. */
  enum Answer {
    /** It has it. */
    SAME,
    /** It does not: it is another log, or was set back to before it. */
    ANOTHER,
    /** No message is known here. */
    NOTHING_TO_ASK_BY
  }

  CompletableFuture<Answer> ask() {
    return replica
        .newestKnown()
        .thenCompose(newest ->
            newest == null
                ? CompletableFuture.completedFuture(Answer.NOTHING_TO_ASK_BY)
                : api.after(newest.room(), newest.id(), 1)
                    .thenApply(_ -> Answer.SAME)
                    .exceptionallyCompose(Identity::another));
  }

  private static CompletableFuture<Answer> another(Throwable failure) {
    return CallFailure.in(failure) instanceof PollOutcome.Refused refused
            && refused.code().equals(ErrorCode.MESSAGE_UNKNOWN.wire())
        ? CompletableFuture.completedFuture(Answer.ANOTHER)
        : CompletableFuture.failedFuture(failure);
  }
}
