package chat.parley.server.http;

import chat.parley.model.Refusal;
import chat.parley.server.access.Caller;
import chat.parley.server.poll.Recent;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What plain requests pass and are counted by on their way past Jetty: the same as all others on
 * theirs.
 */
final class PlainWay {
  private final Gate gate;
  private final Door door;
  private final Peers peers;
  private final Pending pending;
  private final Errors errors;
  private final RequestIds ids;
  private final AccessLog log;
  private final Recent<Peer> recentPeers = new Recent<>();

  /** What lets requests in. */
  record Entrance(Gate gate, Door door, Peers peers) {}

  /** What is told of requests. */
  record Told(Errors errors, RequestIds ids, AccessLog log) {}

  PlainWay(Entrance entrance, Pending pending, Told told) {
    gate = entrance.gate();
    door = entrance.door();
    peers = entrance.peers();
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
   * Lets a request through the gate.
   *
   * @throws Refusal {@code host_unknown} or {@code cross_site}
   */
  void check(PlainLines lines) {
    gate.check(lines.host(), lines.origin(), lines.secFetchSite());
  }

  /**
   * Who calls.
   *
   * @throws Refusal if that one may not
   */
  Caller caller(Peer peer, PlainLines lines) {
    return door.plain(peer, lines.authorization());
  }

  /** From now until {@link #ended} the server waits for a request's reply when it stops. */
  void begun() {
    pending.begun();
  }

  /** A reply was written, or nobody is there to read it. */
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

  /** What to tell of a failure, which is counted. */
  Refusal refusal(Throwable thrown, String requestId) {
    return errors.ofPlain(thrown, requestId);
  }

  /**
   * When a request that comes now began, by {@link System#nanoTime}; anything if nobody is told.
   */
  long beginNanos() {
    return log.isTold() ? System.nanoTime() : 0;
  }

  /** Counts a request whose reply is there, with its status and the length of its body. */
  void told(
      PlainRoute route, Supplier<@Nullable String> requestId, int status, long begun, int length) {
    log.log(route, requestId, status, begun, length);
  }
}
