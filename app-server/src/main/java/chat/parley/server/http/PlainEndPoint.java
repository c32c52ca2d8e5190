package chat.parley.server.http;

import chat.parley.server.poll.PollRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection that knows where its replies wait to be written, and that gives out again
 * what was read of something that is no plain request.
 */
final class PlainEndPoint extends SocketChannelEndPoint implements PlainSelector.InPlace {
  private final ReplyQueue queue;
  private volatile @Nullable ByteBuffer putBack;
  private @Nullable Peer peer; // these are touched in the turns of the queue only
  private @Nullable LastPoll last;

  PlainEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      ReplyQueue queue) {
    super(channel, selector, key, scheduler);
    this.queue = queue;
  }

  ReplyQueue queue() {
    return queue;
  }

  /** Who is at the other end. */
  Peer peer() {
    Peer known = peer;
    if (known == null) {
      known = queue.ways().plain().peer(address());
      peer = known;
    }
    return known;
  }

  /** The last that was let in; null before the first. */
  @Nullable LastPoll last() {
    return last;
  }

  /**
   * A poll was let in. Its lines are remembered where others have the same: a browser's are half a
   * thousand bytes. A token is remembered beside them, as long as the connection is there.
   */
  void admitted(PollHead head, PollRequest request) {
    PlainLines before = last == null ? null : last.linesWithoutToken();
    PlainLines said = head.lines().withoutToken();
    PlainLines lines = said.equals(before) ? before : queue.lines().before(said);
    last = LastPoll.of(head.query(), lines, lines == null ? null : head.lines().token(), request);
  }

  /** The address of the other end; empty if it is gone. */
  private String address() {
    return getRemoteSocketAddress() instanceof InetSocketAddress remote
        ? remote.getAddress().getHostAddress()
        : "";
  }

  /**
   * Gives the connection to Jetty, which reads these bytes as if they came just now. They are not
   * handed over by way of the upgrade: a request that Jetty refuses there may lose its reply.
   */
  void giveTo(Connection jettys, ByteBuffer received) {
    putBack = ByteBuffer.allocate(received.remaining()).put(received.duplicate()).flip();
    upgrade(jettys);
    queue.later(getFillInterest()::fillable);
  }

  /**
   * Has what can be read be read here and now by a connection of polls that listens; what Jetty
   * waits for at this end stays as it is. On the thread that looks at the network.
   *
   * @return false if that is not what is to be done; then nothing was
   */
  @Override
  public boolean readInPlace(SelectionKey key) {
    return key.readyOps() == SelectionKey.OP_READ
        && getConnection() instanceof PlainConnection connection
        && connection.readInPlace();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    ByteBuffer first = putBack;
    if (first == null) {
      return super.fill(buffer);
    }
    int position = BufferUtil.flipToFill(buffer);
    int count = Math.min(first.remaining(), buffer.remaining());
    buffer.put(first.slice(first.position(), count));
    BufferUtil.flipToFlush(buffer, position);
    first.position(first.position() + count);
    if (!first.hasRemaining()) {
      putBack = null;
    }
    return count;
  }

  /** Writes as much as the network takes at once; true if that is all. */
  boolean writeNow(ByteBuffer bytes) throws IOException {
    getChannel().write(bytes);
    return !bytes.hasRemaining();
  }
}
