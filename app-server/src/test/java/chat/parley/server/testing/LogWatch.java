package chat.parley.server.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Collects what is logged as a warning or worse, and every exception. Safe for any thread. */
public final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<String> entries = new CopyOnWriteArrayList<>();

  private LogWatch() {}

  public static LogWatch begin() {
    LogWatch watch = new LogWatch();
    watch.setContext(watch.root.getLoggerContext());
    watch.start(); // as logback calls it: from now on it takes entries
    watch.root.addAppender(watch);
    return watch;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN) || event.getThrowableProxy() != null) {
      entries.add(
          event
              + (event.getThrowableProxy() == null
                  ? ""
                  : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }
  }

  public List<String> entries() {
    return List.copyOf(entries);
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
