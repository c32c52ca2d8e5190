package chat.parley.server.http;

import chat.parley.server.access.Caller;
import chat.parley.server.poll.OpenPoll;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.PollRequest;
import chat.parley.server.poll.Poller;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The second way to a poll, for those that Jetty need not read: the same gate, door, limits and
 * counts as the first, and the same poller. What any of them would refuse is left to the first way,
 * which refuses it again and says so.
 */
final class FastPolls {
  private final PlainWay way;
  private final PollEntry entry;
  private final Poller poller;

  FastPolls(PlainWay way, PollEntry entry, Poller poller) {
    this.way = way;
    this.entry = entry;
    this.poller = poller;
  }

  /**
   * Admits a poll.
   *
   * @param received whose position stays
   * @return null if it is not for this way: it is no plain poll, or to be refused, or would wait
   *     for the disk; then nothing was counted
   */
  @Nullable PollRequest admit(ByteBuffer received, PlainEndPoint from) {
    LastPoll last = from.last();
    String cursor = last == null ? null : from.queue().nextCursor(last, received);
    try {
      if (last != null && cursor != null) {
        return again(last.at(cursor), from.peer());
      }
      PollHead head = PollHead.read(received, last == null ? null : last.lines());
      return head == null ? null : another(head, last, from);
    } catch (RuntimeException leftToTheOtherWay) { // where it is thrown again, and told
      return null;
    }
  }

  /** The same as before from another place on. */
  private @Nullable PollRequest again(PollRequest request, Peer peer) {
    return request.noLonger().get() == null ? admitted(request, peer) : null;
  }

  private @Nullable PollRequest another(
      PollHead head, @Nullable LastPoll last, PlainEndPoint from) {
    PlainLines lines = head.lines();
    if (last == null || !lines.equals(last.lines())) { // which have passed the gate
      way.check(lines);
    }
    Peer peer = from.peer();
    Caller caller = way.caller(peer, lines);
    Owner before = last == null ? null : last.request().owner();
    PollRequest request = entry.request(head.query(), caller, peer, before);
    if (admitted(request, peer) == null) {
      return null;
    }
    from.admitted(head, request);
    return request;
  }

  private @Nullable PollRequest admitted(PollRequest request, Peer peer) {
    if (!poller.isAtHand(request)) {
      return null;
    }
    entry.admit(request, peer);
    return request;
  }

  /** Begins a poll that was admitted from there just now. */
  OpenPoll poll(PollRequest request, OpenPoll.Answering answering, PlainEndPoint from) {
    LastPoll last = Objects.requireNonNull(from.last(), "it was admitted");
    OpenPoll poll = poller.poll(request, answering, last.client());
    last.client(poll.client());
    return poll;
  }
}
