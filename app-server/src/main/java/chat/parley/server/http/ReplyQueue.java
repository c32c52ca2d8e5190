package chat.parley.server.http;

import chat.parley.server.poll.EventLoop;
import chat.parley.server.poll.Recent;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * One selector's connections whose replies are there to be written. They are written between two
 * looks at the network, by the one thread that looks, some at a time so that others are heard in
 * between. So nobody touches a connection at the same time, and nobody waits for anybody.
 */
final class ReplyQueue implements ManagedSelector.SelectorUpdate, EventLoop {
  private static final int PIECES_A_TURN = 256;

  /** The most that is read at once; Jetty's connections take at least as much at once. */
  static final int READ_MAX_BYTES = 4 * 1_024;

  private final ManagedSelector selector;
  private final PlainConnectionFactory.Ways ways;
  private final ReplyBuffer replies;
  private final ByteBuffer received = BufferUtil.allocateDirect(READ_MAX_BYTES);
  private final byte[] request = new byte[READ_MAX_BYTES];
  private final RecentTexts cursors = new RecentTexts();
  private final Recent<PlainLines> lines = new Recent<>();
  private final Queue<PlainConnection> answered = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean submitted = new AtomicBoolean();
  private final Queue<Pieces> pieces = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Thread> turn = new AtomicReference<>();
  private @Nullable HttpField date; // as it was when it was asked for first in a turn

  ReplyQueue(ManagedSelector selector, PlainConnectionFactory.Ways ways) {
    this.selector = selector;
    this.ways = ways;
    replies = new ReplyBuffer(ways.plain().ids());
  }

  PlainConnectionFactory.Ways ways() {
    return ways;
  }

  /** Has a connection write its reply; called by any thread. */
  void add(PlainConnection connection) {
    answered.add(connection);
    submit();
  }

  @Override
  public void run(Pieces several) {
    pieces.add(several);
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
    try {
      var _ = inTurn(this::some);
    } finally {
      if (!answered.isEmpty() || !pieces.isEmpty()) {
        submit();
      }
    }
  }

  private void some() {
    for (int i = 0; i < PIECES_A_TURN; i++) {
      PlainConnection connection = answered.poll();
      if (connection != null) {
        connection.answer();
        continue;
      }
      Pieces next = pieces.peek();
      if (next == null) {
        return;
      }
      if (!next.next()) {
        pieces.remove();
      }
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
  boolean inTurn(Runnable task) {
    if (!turn.compareAndSet(null, Thread.currentThread())) {
      return false;
    }
    date = null;
    try {
      task.run();
    } finally {
      turn.setRelease(null);
    }
    return true;
  }

  /** Whether this is in a turn. */
  @SuppressWarnings("ReferenceEquality") // of threads
  boolean isTurn() {
    return turn.get() == Thread.currentThread();
  }

  /** Where a connection reads to, in its turn; it is empty. */
  ByteBuffer received() {
    BufferUtil.clear(received);
    return received;
  }

  /**
   * The cursor of a poll that is otherwise the same as the last on its connection; null if it is
   * not. In a turn.
   *
   * @param bytes whose position stays
   */
  @Nullable String nextCursor(LastPoll last, ByteBuffer bytes) {
    int length = bytes.remaining();
    if (length > request.length) {
      return null;
    }
    bytes.get(bytes.position(), request, 0, length);
    return last.nextCursor(request, length, cursors);
  }

  /** What polls said lately below their first line. */
  Recent<PlainLines> lines() {
    return lines;
  }

  /** What replies say of the time, in one turn. */
  HttpField date() {
    HttpField known = date;
    if (known == null) {
      known = ways.date();
      date = known;
    }
    return known;
  }

  /** Where a connection has its reply made, in its turn. */
  ReplyBuffer replies() {
    return replies;
  }
}
