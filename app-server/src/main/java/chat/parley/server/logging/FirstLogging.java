package chat.parley.server.logging;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;

/**
 * How a program logs from its first line on, and whoever does not {@link LogSetup#apply} anything
 * else for good. Logback finds it as a service. It is code because reading the same from a file
 * takes a part of each start.
 */
public final class FirstLogging extends ContextAwareBase implements Configurator {
  private static final Map<String, Level> OTHERS =
      Map.of(
          "org.eclipse.jetty", Level.WARN,
          // This tells the path of a request that failed in it; ContainerErrors tells of the
          // failure.
          "org.eclipse.jetty.ee10.servlet.ServletChannel", Level.OFF,
          // These warn of requests with bad Host headers: anyone could fill the log.
          "org.eclipse.jetty.http", Level.ERROR,
          "org.eclipse.jetty.util.HostPort", Level.ERROR,
          "io.javalin", Level.WARN,
          "Javalin", Level.WARN);

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY; // somebody has a file of their own
    }
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(LogSetup.encoder(context, LogSetup.Form.TEXT));
    console.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(console);
    OTHERS.forEach((name, level) -> context.getLogger(name).setLevel(level));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
