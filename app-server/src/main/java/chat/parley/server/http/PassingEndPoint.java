package chat.parley.server.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The end of a connection that came when there were as many as there may be. It is heard for a
 * moment, so that whoever watches the server gets an answer, and everybody else a refusal that says
 * when to come back ({@link Admission}).
 */
final class PassingEndPoint extends SocketChannelEndPoint {
  private static final Duration SILENCE_MAX = Duration.ofSeconds(1);

  PassingEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
    setIdleTimeout(SILENCE_MAX.toMillis());
  }
}
