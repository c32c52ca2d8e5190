package chat.parley.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** How the program logs while it serves: to the standard error output, in one of two forms. */
public final class LogSetup {
  private static final String OURS = "chat.parley";
  private static final int LOOK_EVERY_SECONDS = 10;
  // The id of the request, where a line is about one.
  private static final String PATTERN =
      "%d{yyyy-MM-dd HH:mm:ss} %-5level %replace([%X{request}] ){'^\\[\\] $', ''}%msg%n%ex";

  private LogSetup() {}

  /** What a line looks like. */
  public enum Form {
    /** For people. */
    TEXT,
    /** For programs: one JSON object a line. */
    JSON
  }

  /**
   * What everything is logged by. Whoever asks while another thread sets it up gets something else
   * that only takes notes, and sets up under this lock: so here that is waited for.
   */
  @SuppressWarnings("LockOnNonEnclosingClassLiteral") // it is SLF4J's own
  private static LoggerContext context() {
    synchronized (LoggerFactory.class) {
      return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
  }

  /**
   * Logs like this from now on.
   *
   * @param level the least that is logged of what this program itself says
   * @param clock what ends the time in which a repeated line is withheld
   */
  public static void apply(Form form, org.slf4j.event.Level level, InstantSource clock) {
    LoggerContext context = context();
    rehearse(context.getLogger(OURS), form);
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget("System.err");
    RepeatLimit limited = limited(context, console, form);
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(limited);
    context.getLogger(OURS).setLevel(Level.convertAnSLF4JLevel(level));
    var _ =
        context
            .getScheduledExecutorService()
            .scheduleWithFixedDelay(
                () -> limited.tellBy(clock.millis()),
                LOOK_EVERY_SECONDS,
                LOOK_EVERY_SECONDS,
                TimeUnit.SECONDS);
  }

  /**
   * Has every class loaded that tells of a trouble. In a process that has no file descriptor left
   * none could be, and the thread that wants to say so would end by it.
   */
  private static void rehearse(Logger logger, Form form) {
    RepeatLimit limited = to(OutputStream.nullOutputStream(), form);
    Throwable thrown = Words.without(new IllegalStateException(new IllegalStateException()));
    for (int i = 0; i <= RepeatLimit.TOLD_IN_A_SPAN; i++) {
      limited.doAppend(
          new LoggingEvent(Logger.FQCN, logger, Level.ERROR, "A rehearsal", thrown, null));
    }
    limited.stop();
  }

  /** An appender of the form that writes there. */
  static RepeatLimit to(OutputStream out, Form form) {
    LoggerContext context = context();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setOutputStream(out);
    return limited(context, appender, form);
  }

  private static RepeatLimit limited(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, Form form) {
    Encoder<ILoggingEvent> encoder = encoder(context, form);
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    RepeatLimit limited = new RepeatLimit(appender);
    limited.setContext(context);
    limited.start();
    return limited;
  }

  static Encoder<ILoggingEvent> encoder(LoggerContext context, Form form) {
    Encoder<ILoggingEvent> encoder =
        switch (form) {
          case TEXT -> {
            PatternLayoutEncoder text = new PatternLayoutEncoder();
            text.setPattern(PATTERN);
            yield text;
          }
          case JSON -> {
            JsonEncoder json = new JsonEncoder();
            json.setWithSequenceNumber(false);
            json.setWithNanoseconds(false);
            json.setWithContext(false);
            json.setWithMarkers(false);
            json.setWithMessage(false); // the template; what it became is told
            json.setWithArguments(false);
            json.setWithFormattedMessage(true);
            json.setWithKVPList(false);
            yield json;
          }
        };
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }
}
