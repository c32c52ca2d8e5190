package chat.parley.server.http;

import chat.parley.server.access.Caller;
import chat.parley.server.poll.HeldPoll;
import chat.parley.server.poll.PollRequest;
import chat.parley.server.poll.Poller;
import io.javalin.http.Context;

/** {@code GET /api/poll}, where it is not {@link PlainConnection} that answers it. */
final class PollResource {
  private final Poller poller;
  private final PollEntry entry;
  private final Pending pending;
  private final Peers peers;

  PollResource(Poller poller, PollEntry entry, Pending pending, Peers peers) {
    this.poller = poller;
    this.entry = entry;
    this.pending = pending;
    this.peers = peers;
  }

  void poll(Context ctx, Caller caller) {
    Peer peer = peers.of(ctx);
    PollRequest request = entry.request(ctx.queryString(), caller, peer, null);
    entry.admit(request, peer);
    pending.answerLater(
        ctx,
        () -> {
          HeldPoll poll = poller.poll(request);
          return new Pending.Reply(poll.reply(), poll::abandon);
        });
  }
}
