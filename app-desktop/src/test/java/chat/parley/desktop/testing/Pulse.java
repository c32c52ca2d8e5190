package chat.parley.desktop.testing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * How the toolkit is doing while something goes on: how long its thread lets one wait, how many
 * frames it shows, and what that costs. Asked every few milliseconds, whether or not it has
 * answered, so that one long wait counts as often as it should.
 */
public final class Pulse implements AutoCloseable {
  private static final long BEAT_MILLIS = 5;
  private static final List<String> WATCHED =
      List.of("JavaFX Application", "QuantumRenderer", "replica", "session");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Figures waits = new Figures("  a task waits for the window's thread");
  private final AtomicInteger frames = new AtomicInteger();
  private final Map<String, Long> before = cpu();
  private final long begun = System.nanoTime();
  private final ScheduledExecutorService beat =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("beat").factory());
  private final AnimationTimer counter =
      new AnimationTimer() {
        @Override
        public void handle(long nanos) {
          frames.incrementAndGet();
        }
      };

  /** Takes the pulse from now on. */
  public Pulse() {
    Platform.runLater(counter::start);
    var _ = beat.scheduleAtFixedRate(this::beat, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    long asked = System.nanoTime();
    Platform.runLater(() -> waits.add(System.nanoTime() - asked));
  }

  /** The processor time, in nanoseconds, of the threads that show and store, and of all. */
  private static Map<String, Long> cpu() {
    Map<String, Long> spent = new TreeMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      for (String name : WATCHED) {
        if (thread != null && thread.getThreadName().startsWith(name)) {
          spent.merge(name, THREADS.getThreadCpuTime(thread.getThreadId()), Long::sum);
        }
      }
    }
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      spent.put("all of the process", system.getProcessCpuTime());
    }
    return spent;
  }

  /** What was found since the beginning; the processor's part is of one core. */
  public String report() {
    long nanos = System.nanoTime() - begun;
    StringBuilder report = new StringBuilder(waits.toString());
    report.append(
        String.format(
            Locale.ROOT,
            "%n  %d frames a second; processor:",
            Math.round(frames.get() * 1e9 / nanos)));
    cpu()
        .forEach((name, spent) ->
            report.append(
                String.format(
                    Locale.ROOT,
                    " %s %d %%,",
                    name,
                    (spent - before.getOrDefault(name, spent)) * 100 / nanos)));
    return report.substring(0, report.length() - 1);
  }

  @Override
  public void close() {
    beat.shutdownNow();
    Platform.runLater(counter::stop);
  }
}
