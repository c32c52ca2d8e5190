package chat.parley.server.poll;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A loop that looks after polls when a test says so, on the thread that says it. */
final class QueuedLoop implements EventLoop {
  private final Queue<Pieces> given = new ConcurrentLinkedQueue<>();

  @Override
  public void run(Pieces pieces) {
    given.add(pieces);
  }

  /** Does all that it was given. */
  void runAll() {
    for (Pieces pieces = given.poll(); pieces != null; pieces = given.poll()) {
      boolean more = true;
      while (more) {
        more = pieces.next();
      }
    }
  }

  /** Begins a poll that it looks after; gives its reply. */
  CompletableFuture<byte[]> poll(Poller poller, PollRequest request) {
    CompletableFuture<byte[]> reply = new CompletableFuture<>();
    var _ =
        poller.poll(
            request,
            new OpenPoll.Answering() {
              @Override
              public EventLoop loop() {
                return QueuedLoop.this;
              }

              @Override
              public void answered(byte[] body) {
                reply.complete(body);
              }

              @Override
              public void refused(Throwable why) {
                reply.completeExceptionally(why);
              }
            },
            null);
    return reply;
  }
}
