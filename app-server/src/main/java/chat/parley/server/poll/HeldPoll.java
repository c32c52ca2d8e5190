package chat.parley.server.poll;

import java.util.concurrent.CompletableFuture;

/**
 * A poll whose reply is a future.
 *
 * @param reply the body in UTF-8, completed on the executor of the poller or, where there is
 *     something to tell at once, on the thread that polls; fails with a refusal {@code superseded}
 *     or {@code disconnected}. Only the poller completes it.
 */
public record HeldPoll(OpenPoll poll, CompletableFuture<byte[]> reply) {
  /** Says that the client has gone: the reply is never completed. */
  public void abandon() {
    poll.abandon();
  }
}
