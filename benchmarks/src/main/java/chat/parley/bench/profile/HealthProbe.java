package chat.parley.bench.profile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a server for its health all the time, as whatever watches it does: every so often, each time
 * on a new connection, on a thread of its own.
 */
final class HealthProbe implements AutoCloseable {
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int PATIENCE_MILLIS = 10_000;
  private static final byte[] REQUEST =
      "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);
  private static final String WELL = "HTTP/1.1 200";

  private final InetSocketAddress server;
  private final Thread thread;
  private final Samples times = new Samples(); // the probe's thread, then whoever joined it
  private int failures;
  private volatile boolean closed;

  HealthProbe(InetSocketAddress server) {
    this.server = server;
    thread = Thread.ofPlatform().name("health-probe").start(this::run);
  }

  private void run() {
    while (!closed) {
      long began = System.nanoTime();
      failures += isWell() ? 0 : 1;
      times.add(System.nanoTime() - began);
      LockSupport.parkNanos(EVERY_NANOS);
    }
  }

  private boolean isWell() {
    try (Socket socket = new Socket()) {
      socket.connect(server, PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(REQUEST);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
          .startsWith(WELL);
    } catch (IOException e) {
      return false; // no answer in time is what is counted
    }
  }

  /** Ends it; how long each answer took. */
  Samples stop() {
    close();
    return times;
  }

  /** How often the answer was another one, or did not come. */
  int failures() {
    return failures;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
