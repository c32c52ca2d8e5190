package chat.parley.server.http;

import java.util.EventListener;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** What Jetty asks of each connection and nobody asks of those of this server. */
abstract class QuietConnection implements Connection {
  @Override
  public abstract EndPoint getEndPoint();

  @Override
  public final void close() {
    getEndPoint().close();
  }

  @Override
  public final long getCreatedTimeStamp() {
    return getEndPoint().getCreatedTimeStamp();
  }

  @Override
  public final void addEventListener(EventListener listener) {
    // Nobody listens.
  }

  @Override
  public final void removeEventListener(EventListener listener) {
    // Nobody listens.
  }

  @Override
  public final long getMessagesIn() {
    return -1;
  }

  @Override
  public final long getMessagesOut() {
    return -1;
  }

  @Override
  public final long getBytesIn() {
    return -1;
  }

  @Override
  public final long getBytesOut() {
    return -1;
  }
}
