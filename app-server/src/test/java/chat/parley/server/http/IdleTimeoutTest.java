package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Limits;
import chat.parley.server.metrics.Metrics;
import java.time.Duration;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a connection may be quiet: longer than any poll is held, and not for ever. */
class IdleTimeoutTest {
  private static final Duration LONGEST_POLL = Duration.ofSeconds(Limits.POLL_TIMEOUT_MAX_SECONDS);
  private static final Duration WAY_AND_TICK = Duration.ofSeconds(5);

  private final Server jetty = new Server();

  private ServerConnector connector(boolean http2) {
    return Connectors.connector(
        jetty,
        new OpenConnections(10, new Metrics()),
        new HttpConnectionFactory(),
        new HttpTransport.Binding("127.0.0.1", 0, http2, null));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isAboveTheLongestPollAndBounded(boolean http2) {
    Duration idle = Duration.ofMillis(connector(http2).getIdleTimeout());

    assertTrue(idle.compareTo(LONGEST_POLL.plus(WAY_AND_TICK)) > 0, idle.toString());
    assertTrue(idle.compareTo(LONGEST_POLL.multipliedBy(2)) < 0, idle.toString());
  }

  /** Where these are not set, the time of the connection counts for a request and a stream too. */
  @Test
  void isNotCutShortByATimeOfTheRequestOrTheStream() {
    ServerConnector connector = connector(true);
    var http2 = connector.getConnectionFactory(AbstractHTTP2ServerConnectionFactory.class);

    assertTrue(http2.getStreamIdleTimeout() <= 0);
    assertTrue(http2.getHttpConfiguration().getIdleTimeout() <= 0);
  }
}
