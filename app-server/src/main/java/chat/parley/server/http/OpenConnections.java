package chat.parley.server.http;

import chat.parley.server.machine.Descriptors;
import chat.parley.server.metrics.Counter;
import chat.parley.server.metrics.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of all ports. Each takes a file descriptor, of which the process has so many, and
 * without one neither a connection nor a file can be opened. Safe for use by any thread.
 */
final class OpenConnections {
  /** So many more are heard for a moment; beyond that, they are closed unheard. */
  static final int IN_PASSING_MAX = 64;

  private final int max;
  private final AtomicInteger open = new AtomicInteger();
  private final Counter refused;

  /**
   * None yet.
   *
   * @param max beyond so many, none is taken in for good
   */
  OpenConnections(int max, Metrics metrics) {
    this.max = max;
    metrics.gauge("connections_open", "Connections that are open.", open::get);
    refused =
        metrics.counter(
            "connections_refused",
            "Connections that came when there were as many as the files that may be open allow.");
  }

  /** As many as this process may have. */
  static OpenConnections ofThisProcess(Metrics metrics) {
    return new OpenConnections(Descriptors.forConnections(), metrics);
  }

  /** One is there. */
  void opened() {
    open.incrementAndGet();
  }

  /** One has ended. */
  void closed() {
    open.decrementAndGet();
  }

  /** Whether one more would be one too many; if so it is counted as refused. */
  boolean isOneTooMany() {
    boolean tooMany = open.get() >= max;
    if (tooMany) {
      refused.increment();
    }
    return tooMany;
  }

  /** Whether there is no descriptor to spare even for a moment. */
  boolean isFull() {
    return open.get() - max >= IN_PASSING_MAX;
  }
}
