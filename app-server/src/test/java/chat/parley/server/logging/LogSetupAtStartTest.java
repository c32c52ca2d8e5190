package chat.parley.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** At a start one thread may log for the first time just when another sets up how. */
class LogSetupAtStartTest {
  private static final CountDownLatch SETTING_UP = new CountDownLatch(1);
  private static final CountDownLatch GO_ON = new CountDownLatch(1);

  @TempDir Path folder;

  /** Takes as long to set up as is wanted. */
  public static final class Slow extends AppenderBase<ILoggingEvent> {
    @Override
    public void start() {
      SETTING_UP.countDown();
      try {
        GO_ON.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {}
  }

  static final class Program {
    private Program() {}

    static void main() throws InterruptedException {
      Thread first = new Thread(LoggerFactory::getILoggerFactory);
      first.start();
      SETTING_UP.await();
      Thread second =
          new Thread(() -> {
            LogSetup.apply(LogSetup.Form.TEXT, Level.INFO, InstantSource.system());
            System.out.print("set up");
          });
      second.start();
      Set<Thread.State> settled = EnumSet.of(Thread.State.BLOCKED, Thread.State.TERMINATED);
      while (!settled.contains(second.getState())) {
        Thread.onSpinWait();
      }
      GO_ON.countDown();
      first.join();
      second.join();
      System.exit(0);
    }
  }

  @Test
  void waitsForWhoeverIsBeforeIt() throws Exception {
    Path config = folder.resolve("logback.xml");
    Files.writeString(
        config,
        "<configuration><appender name=\"slow\" class=\""
            + Slow.class.getName()
            + "\"/><root level=\"INFO\"><appender-ref ref=\"slow\"/></root></configuration>");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dlogback.configurationFile=" + config,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Program.class.getName()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals("set up", said);
    assertEquals(0, process.waitFor());
  }
}
