package chat.parley.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;

/** What a reader does not take at once. It is written as it is taken, and nobody waits for that. */
final class SlowReply implements Callback {
  private static final int PIECE_MAX_BYTES = 64 * 1_024;

  private final PlainEndPoint endPoint;
  private final Runnable ended;
  private final Runnable written;
  private final ByteBuffer after;
  private ByteBuffer next;

  /**
   * @param next the first bytes, this reply's own
   * @param after those that follow, which may be others' too
   * @param ended called once, when it is written or will not be
   * @param written called after that if it is, in a turn of the connection's queue
   */
  SlowReply(
      PlainEndPoint endPoint, ByteBuffer next, ByteBuffer after, Runnable ended, Runnable written) {
    this.endPoint = endPoint;
    this.next = next;
    this.after = after;
    this.ended = ended;
    this.written = written;
  }

  /** Writes on; called in a turn. */
  void write() {
    if (!next.hasRemaining()) {
      int length = Math.min(after.remaining(), PIECE_MAX_BYTES);
      next = after.slice(after.position(), length);
      after.position(after.position() + length);
    }
    if (next.hasRemaining()) {
      endPoint.write(this, next);
    } else {
      ended.run();
      written.run();
    }
  }

  @Override
  public void succeeded() {
    endPoint.queue().later(this::write);
  }

  @Override
  public void failed(Throwable cause) {
    ended.run();
    endPoint.close(cause);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
