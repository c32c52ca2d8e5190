package chat.parley.server.http;

import chat.parley.model.Refusal;
import chat.parley.server.access.Caller;
import chat.parley.server.poll.OpenPoll;
import chat.parley.server.poll.Owner;
import chat.parley.server.poll.PollRequest;
import chat.parley.server.poll.Poller;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The second way to a poll, for those that Jetty need not read: the same gate, door, limits and
 * counts as the first, and the same poller. What any of them would refuse is left to the first way,
 * which refuses it again and says so.
 */
final class FastPolls {
  private final Gate gate;
  private final Door door;
  private final Peers peers;
  private final PollEntry entry;
  private final Poller poller;
  private final Pending pending;
  private final Errors errors;
  private final RequestIds ids;
  private final AccessLog log;
  private final Recent<Peer> recentPeers = new Recent<>();

  /** What every request passes. */
  record Way(Gate gate, Door door, Peers peers, PollEntry entry) {}

  /** What is told of requests. */
  record Told(Errors errors, RequestIds ids, AccessLog log) {}

  FastPolls(Way way, Poller poller, Pending pending, Told told) {
    gate = way.gate();
    door = way.door();
    peers = way.peers();
    entry = way.entry();
    this.poller = poller;
    this.pending = pending;
    errors = told.errors();
    ids = told.ids();
    log = told.log();
  }

  /** Who is at the other end of a connection. */
  Peer peer(String address) {
    return recentPeers.same(peers.of(address));
  }

  /**
   * Admits a poll.
   *
   * @param received whose position stays
   * @return null if it is not for this way: it is no plain poll, or to be refused, or would wait
   *     for the disk; then nothing was counted
   */
  @Nullable PollRequest admit(ByteBuffer received, PollEndPoint from) {
    LastPoll last = from.last();
    String cursor = last == null ? null : from.queue().nextCursor(last, received);
    try {
      if (last != null && cursor != null) {
        return again(last.at(cursor), from.peer());
      }
      PollHead head = PollHead.read(received, last == null ? null : last.lines());
      return head == null ? null : another(head, last, from);
    } catch (Refusal leftToTheOtherWay) {
      return null;
    }
  }

  /** The same as before from another place on. */
  private @Nullable PollRequest again(PollRequest request, Peer peer) {
    return request.noLonger().get() == null ? admitted(request, peer) : null;
  }

  private @Nullable PollRequest another(PollHead head, @Nullable LastPoll last, PollEndPoint from) {
    PollLines lines = head.lines();
    if (last == null || !lines.equals(last.lines())) { // which have passed the gate
      gate.check(lines.host(), lines.origin(), lines.secFetchSite());
    }
    Peer peer = from.peer();
    Caller caller = door.polling(peer, lines.authorization());
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

  /** Polls. From now until {@link #ended} the server waits for the reply when it stops. */
  OpenPoll poll(PollRequest request, OpenPoll.Answering answering) {
    pending.begun();
    return poller.poll(request, answering);
  }

  /** A poll's reply was written, or nobody is there to read it. */
  void ended() {
    pending.ended();
  }

  /** An id for one more request. */
  String nextId() {
    return ids.next();
  }

  RequestIds ids() {
    return ids;
  }

  Refusal refusal(Throwable thrown, String requestId) {
    return errors.ofPoll(thrown, requestId);
  }

  /**
   * When a request that comes now began, by {@link System#nanoTime}; anything if nobody is told.
   */
  long beginNanos() {
    return log.isTold() ? System.nanoTime() : 0;
  }

  /** Counts a poll whose reply is there, with its status and the length of its body. */
  void told(Supplier<String> requestId, int status, long beginNanos, int length) {
    log.log(requestId, status, beginNanos, length);
  }
}
