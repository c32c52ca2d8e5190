package chat.parley.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged from now on, at every level of ours, as it is written in one form. */
final class Captured implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("chat.parley");
  private final Level before = ours.getLevel();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final RepeatLimit appender;

  Captured(LogSetup.Form form) {
    appender = LogSetup.to(out, form);
    root.addAppender(appender);
    ours.setLevel(Level.TRACE);
  }

  List<String> lines() {
    // The encoder escapes each slash, which JSON permits.
    return out.toString(StandardCharsets.UTF_8).replace("\\/", "/").lines().toList();
  }

  @Override
  public void close() {
    ours.setLevel(before);
    root.detachAppender(appender);
    appender.stop();
  }
}
