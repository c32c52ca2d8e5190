package chat.parley.server.http;

import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.BufferUtil;

/**
 * One selector's connections whose replies are there to be written. They are written between two
 * looks at the network, by the one thread that looks, some at a time so that others are heard in
 * between. So nobody touches a connection at the same time, and nobody waits for anybody.
 */
final class ReplyQueue implements ManagedSelector.SelectorUpdate {
  private static final int REPLIES_A_TURN = 256;

  /** The most that is read at once; Jetty's connections take at least as much at once. */
  private static final int READ_MAX_BYTES = 4 * 1_024;

  private final ManagedSelector selector;
  private final PollConnectionFactory.Ways ways;
  private final ReplyBuffer replies;
  private final ByteBuffer received = BufferUtil.allocateDirect(READ_MAX_BYTES);
  private final Queue<PollConnection> answered = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean submitted = new AtomicBoolean();
  private final AtomicBoolean turn = new AtomicBoolean();

  ReplyQueue(ManagedSelector selector, PollConnectionFactory.Ways ways) {
    this.selector = selector;
    this.ways = ways;
    replies = new ReplyBuffer(ways.polls().ids());
  }

  PollConnectionFactory.Ways ways() {
    return ways;
  }

  /** Has a connection write its reply; called by any thread. */
  void add(PollConnection connection) {
    answered.add(connection);
    submit();
  }

  private void submit() {
    if (submitted.compareAndSet(false, true)) {
      selector.submit(this);
    }
  }

  @Override
  public void update(Selector ignored) {
    submitted.set(false); // first: what is added from here on asks again
    boolean more = !inTurn(this::writeSome);
    if (more || !answered.isEmpty()) {
      submit();
    }
  }

  private void writeSome() {
    for (int i = 0; i < REPLIES_A_TURN; i++) {
      PollConnection connection = answered.poll();
      if (connection == null) {
        return;
      }
      connection.answer();
    }
  }

  /**
   * Does something that reads or writes, now if this is the thread that looks at the network. It is
   * not where Jetty had meant to run something else that may wait, and the connection came back
   * meanwhile.
   */
  void now(Runnable task) {
    if (Thread.currentThread().isVirtual() || !inTurn(task)) {
      later(task);
    }
  }

  /** Does something on the thread that looks at the network, soon. */
  void later(Runnable task) {
    selector.submit(_ -> {
      if (!inTurn(task)) {
        later(task);
      }
    });
  }

  /**
   * Does something while nobody else does; false if somebody does. Jetty has only one thread at a
   * time look at a selector, but it does not promise that.
   */
  private boolean inTurn(Runnable task) {
    if (!turn.compareAndSet(false, true)) {
      return false;
    }
    try {
      task.run();
    } finally {
      turn.set(false);
    }
    return true;
  }

  /** Where a connection reads to, in its turn; it is empty. */
  ByteBuffer received() {
    BufferUtil.clear(received);
    return received;
  }

  /** Where a connection has its reply made, in its turn. */
  ReplyBuffer replies() {
    return replies;
  }
}
