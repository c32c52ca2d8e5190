package chat.parley.server.simulation;

import chat.parley.server.poll.EventLoop;
import chat.parley.server.poll.HeldPoll;
import chat.parley.server.poll.OpenPoll;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.PollClient;
import chat.parley.server.poll.PollRequest;
import chat.parley.server.poll.Poller;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Polls that are looked after by a loop, each piece of which is a step of its own. */
final class SteppedLoop implements OpenPoll.Answering, EventLoop {
  private final Executor steps;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();

  private SteppedLoop(Executor steps) {
    this.steps = steps;
  }

  /**
   * Begins a poll.
   *
   * @param known the clients that have polled so before, of whom one more is known then
   */
  static HeldPoll poll(
      Poller poller, PollRequest request, Executor steps, Map<Owner, PollClient> known) {
    SteppedLoop loop = new SteppedLoop(steps);
    OpenPoll poll = poller.poll(request, loop, known.get(request.owner()));
    known.put(request.owner(), poll.client());
    return new HeldPoll(poll, loop.body);
  }

  @Override
  public EventLoop loop() {
    return this;
  }

  @Override
  public void run(Pieces pieces) {
    steps.execute(() -> {
      if (pieces.next()) {
        run(pieces);
      }
    });
  }

  @Override
  public void answered(byte[] reply) {
    body.complete(reply);
  }

  @Override
  public void refused(Throwable why) {
    body.completeExceptionally(why);
  }
}
