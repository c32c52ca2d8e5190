package chat.parley.server.http;

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
 * The end of a connection that knows where its replies to polls wait to be written, and that gives
 * out again what was read of something that is no poll.
 */
final class PollEndPoint extends SocketChannelEndPoint {
  private final ReplyQueue queue;
  private volatile @Nullable ByteBuffer putBack;

  PollEndPoint(
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

  /** The address of the other end; empty if it is gone. */
  String address() {
    return getRemoteSocketAddress() instanceof InetSocketAddress remote
        ? remote.getAddress().getHostAddress()
        : "";
  }

  /**
   * Gives the connection to Jetty, which reads these bytes as if they came just now. They are not
   * handed over by way of the upgrade: a request that Jetty refuses there may lose its reply.
   */
  void giveTo(Connection jettys, ByteBuffer received) {
    putBack = received;
    upgrade(jettys);
    queue.ways().request(getFillInterest()::fillable);
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
