package chat.parley.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All connections of a run, on one thread, so that what the clients know needs no locks and the
 * load costs little beside the server that is measured. Connections come from several loopback
 * addresses, so that there are ports enough.
 */
public final class LoadLoop implements AutoCloseable {
  private static final int READ_BYTES = 512 * 1024;
  private static final int ADDRESSES = 64; // a port that was just closed is not free for a minute
  private static final int IDLE_MILLIS = 100;

  private record Timer(long nanos, Runnable work) {}

  private final Selector selector;
  private final byte[] shared = new byte[READ_BYTES];
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>((one, other) -> Long.compare(one.nanos - other.nanos, 0));
  private final Thread thread;
  private int opened;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  public LoadLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = Thread.ofPlatform().name("load").daemon().start(this::run);
  }

  /** Opens a connection; on the loop's thread only. */
  public void connect(InetSocketAddress server, Connection.Client client) {
    try {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      if (server.getAddress().isLoopbackAddress()) {
        channel.bind(new InetSocketAddress("127.0.0." + (1 + opened++ % ADDRESSES), 0));
      }
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      key.attach(new Connection(channel, key, client));
      channel.connect(server);
    } catch (IOException e) {
      throw new UncheckedIOException("No connection to " + server, e);
    }
  }

  /** Runs something on the loop's thread and waits for what it returns. */
  public <T> T call(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    run(() -> result.complete(work.get()));
    return await(result, 60);
  }

  /** Runs something on the loop's thread. */
  public void run(Runnable work) {
    tasks.add(work);
    selector.wakeup();
  }

  /** Runs something at a time of {@link System#nanoTime}; on the loop's thread only. */
  public void at(long nanos, Runnable work) {
    timers.add(new Timer(nanos, work));
  }

  /**
   * Waits for something that the loop completes.
   *
   * @throws IllegalStateException if the loop failed, or it takes longer
   */
  public <T> T await(CompletableFuture<T> result, int seconds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      Throwable failed = failure;
      if (failed != null) {
        throw new IllegalStateException("The load failed: " + failed.getMessage(), failed);
      }
      try {
        return result.get(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (java.util.concurrent.TimeoutException e) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("It did not happen in " + seconds + " s", e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private void run() {
    try {
      while (!closed) {
        select();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        long now = System.nanoTime();
        for (Timer timer = timers.peek();
            timer != null && timer.nanos - now <= 0;
            timer = timers.peek()) {
          timers.poll();
          timer.work.run();
        }
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  private void select() throws IOException {
    Timer timer = timers.peek();
    long wait =
        timer == null
            ? IDLE_MILLIS
            : TimeUnit.NANOSECONDS.toMillis(timer.nanos - System.nanoTime());
    if (wait > 0) {
      selector.select(this::ready, Math.min(wait, IDLE_MILLIS));
    } else {
      selector.selectNow(this::ready);
    }
  }

  private void ready(SelectionKey key) {
    ((Connection) key.attachment()).ready(shared);
  }

  /** Ends all connections. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
