package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;

/**
 * What {@link ReplyQueue} finds in Jetty and Jetty does not promise: what is read and what is
 * submitted to a selector is run by one thread at a time, and not by a new one each time. Where
 * that is no longer so replies are still right, and they cost more.
 */
class SelectorContractTest {
  private static final int CLIENTS = 8;
  private static final int BYTES = 300;

  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger updates = new AtomicInteger();
  private final AtomicInteger echoed = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Set<ManagedSelector> selectors = ConcurrentHashMap.newKeySet();

  private void alone(Runnable task) {
    if (!busy.compareAndSet(false, true)) {
      atOnce.incrementAndGet();
    }
    threads.add(Thread.currentThread());
    task.run();
    busy.set(false);
  }

  /** Sends back what comes, without waiting for anything. */
  private final class Echo extends AbstractConnection.NonBlocking {
    Echo(EndPoint endPoint, Connector connector) {
      super(endPoint, connector.getExecutor());
    }

    @Override
    public void onOpen() {
      super.onOpen();
      fillInterested();
    }

    @Override
    public void onFillable() {
      alone(this::echo);
    }

    private void echo() {
      ByteBuffer bytes = BufferUtil.allocate(16);
      try {
        if (getEndPoint().fill(bytes) < 0) {
          getEndPoint().close();
          return;
        }
        getEndPoint().flush(bytes);
        echoed.incrementAndGet();
        fillInterested();
      } catch (IOException e) {
        getEndPoint().close(e);
      }
    }
  }

  private final class Factory extends AbstractConnectionFactory {
    Factory() {
      super("echo");
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      return configure(new Echo(endPoint, connector), connector, endPoint);
    }
  }

  private final class RememberingConnector extends ServerConnector {
    RememberingConnector(Server server) {
      super(server, 1, 1, new Factory());
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key) throws IOException {
      selectors.add(selector);
      return super.newEndPoint(channel, selector, key);
    }
  }

  @Test
  void oneThreadAtATimeReadsAndUpdates() throws Exception {
    QueuedThreadPool pool = new QueuedThreadPool(16, 2);
    pool.setReservedThreads(0);
    Server server = new Server(pool);
    ServerConnector connector = new RememberingConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
    try {
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            CompletableFuture.runAsync(() -> talk(connector.getLocalPort()), Await.THREADS));
      }
      Await.until("there is a selector", () -> !selectors.isEmpty());
      ManagedSelector selector = selectors.iterator().next();
      while (!clients.stream().allMatch(CompletableFuture::isDone)) {
        int before = updates.get();
        selector.submit(_ -> alone(updates::incrementAndGet));
        Await.until("it was updated", () -> updates.get() > before);
      }
      clients.forEach(Await::result);

      assertEquals(1, selectors.size());
      assertEquals(0, atOnce.get(), "two at once");
      assertTrue(echoed.get() >= CLIENTS * BYTES / 16, "read: " + echoed.get());
      assertTrue(updates.get() > 0, "updates came in between");
      assertEquals(1, threads.size(), "the same thread all the time: " + threads);
    } finally {
      server.stop();
    }
  }

  private static void talk(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      for (int i = 0; i < BYTES; i++) {
        socket.getOutputStream().write(i);
        assertEquals(i & 0xff, socket.getInputStream().read());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
