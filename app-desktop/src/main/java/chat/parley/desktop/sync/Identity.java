package chat.parley.desktop.sync;

import chat.parley.desktop.replica.ServerReplica;
import chat.parley.model.ErrorCode;
import chat.parley.model.Message;
import chat.parley.model.RoomName;
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

  /** What the server has to say about what is known here. */
  enum Answer {
    /** It is the same. */
    SAME,
    /** It is another, or was set back to before the newest message that is known here. */
    ANOTHER,
    /**
     * No message is known here of a room that one is in, and its log is at another place: a poll
     * will tell.
     */
    UNCLEAR
  }

  CompletableFuture<Answer> ask() {
    return replica
        .known()
        .thenCompose(known -> {
          Message newest = known.newest();
          return newest != null
              ? api.after(newest.room(), newest.id(), 1)
                  .thenApply(_ -> Answer.SAME)
                  .exceptionallyCompose(Identity::another)
              : api.newest(RoomName.GENERAL.value(), 1)
                  .thenApply(history ->
                      history.cursor().equals(known.cursor()) ? Answer.SAME : Answer.UNCLEAR);
        });
  }

  private static CompletableFuture<Answer> another(Throwable failure) {
    if (CallFailure.in(failure) instanceof PollOutcome.Refused refused) {
      if (refused.code().equals(ErrorCode.MESSAGE_UNKNOWN.wire())) {
        return CompletableFuture.completedFuture(Answer.ANOTHER);
      }
      // One may have been taken out of that room; the place will tell.
      if (refused.code().equals(ErrorCode.ROOM_UNKNOWN.wire())) {
        return CompletableFuture.completedFuture(Answer.UNCLEAR);
      }
    }
    return CompletableFuture.failedFuture(failure);
  }
}
