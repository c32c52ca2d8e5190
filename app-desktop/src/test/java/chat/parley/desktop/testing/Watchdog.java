package chat.parley.desktop.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/**
 * Watches the toolkit's thread: whenever it has not come round for 50 ms, it looks at what it is
 * doing. A thread that waits, for a lock, a disk, a network or another thread, with our code on its
 * stack, is named. One that only computes is not: on a busy machine that says nothing. What is
 * thrown on that thread and caught by nobody is named, too.
 */
public final class Watchdog {
  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  /** Where a thread counts as running while it waits for a disk or a network. */
  private static final List<String> WAITS_IN =
      List.of(
          "org.sqlite.core.NativeDB",
          "sun.nio.ch.Net",
          "sun.nio.ch.FileDispatcher",
          "sun.nio.ch.UnixFileDispatcher",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.RandomAccessFile");

  /** The program itself being read, its classes, screens and fonts, is no one's fault. */
  private static final List<String> READS_THE_PROGRAM =
      List.of(
          "jdk.internal.loader.",
          "java.lang.ClassLoader",
          "java.util.zip.ZipFile",
          "java.lang.invoke.",
          "javafx.fxml.FXMLLoader",
          "com.sun.javafx.font.",
          "com.sun.javafx.css.",
          "com.sun.javafx.iio.");

  /** The toolkit waits for its own threads and locks now and then. */
  private static final List<String> TOOLKIT =
      List.of(
          "javafx.", "com.sun.javafx.", "com.sun.glass.", "com.sun.prism.", "com.sun.scenario.");

  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.");

  private static final String CLOSING = "chat.parley.desktop.Desktop.close";
  private static final String OURS = "chat.parley.";
  private static final String OURS_IN_TESTS = "chat.parley.desktop.testing.";

  private final Thread toolkit;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("watchdog").factory());
  private final List<String> offenders = new ArrayList<>();
  private volatile long lastRound = System.nanoTime();
  private volatile boolean asked;

  private Watchdog(Thread toolkit) {
    this.toolkit = toolkit;
    var _ =
        timer.scheduleAtFixedRate(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Begins to watch; the toolkit has to be running. */
  public static Watchdog start() {
    Watchdog watchdog = new Watchdog(Fx.get(Thread::currentThread));
    watchdog.toolkit.setUncaughtExceptionHandler(
        (thread, thrown) -> watchdog.add(thrown + " " + Arrays.toString(thrown.getStackTrace())));
    return watchdog;
  }

  private synchronized void add(String offender) {
    offenders.add(offender);
  }

  private void look() {
    if (!asked) {
      asked = true;
      lastRound = System.nanoTime();
      Platform.runLater(() -> asked = false);
    } else if (System.nanoTime() - lastRound > PATIENCE.toNanos()) {
      name(toolkit.getState(), toolkit.getStackTrace());
    }
  }

  private synchronized void name(Thread.State state, StackTraceElement[] stack) {
    if (stack.length == 0 || any(stack, READS_THE_PROGRAM) || isToolkits(stack)) {
      return;
    }
    boolean ours =
        Arrays.stream(stack)
            .map(StackTraceElement::getClassName)
            .anyMatch(name -> name.startsWith(OURS) && !name.startsWith(OURS_IN_TESTS));
    boolean ends =
        Arrays.stream(stack)
            .anyMatch(frame -> CLOSING.equals(frame.getClassName() + "." + frame.getMethodName()));
    boolean waits =
        state != Thread.State.RUNNABLE
            || WAITS_IN.stream().anyMatch(stack[0].getClassName()::startsWith);
    if (ours && waits && !ends) {
      add(state + " " + Arrays.toString(stack));
    }
  }

  /** Whether what waits was called by the toolkit itself. */
  private static boolean isToolkits(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .map(StackTraceElement::getClassName)
        .filter(name -> JDK.stream().noneMatch(name::startsWith))
        .findFirst()
        .filter(name -> TOOLKIT.stream().anyMatch(name::startsWith))
        .isPresent();
  }

  private static boolean any(StackTraceElement[] stack, List<String> classes) {
    return Arrays.stream(stack)
        .map(StackTraceElement::getClassName)
        .anyMatch(name -> classes.stream().anyMatch(name::startsWith));
  }

  /** Who has blocked so far. */
  public synchronized List<String> named() {
    return List.copyOf(offenders);
  }

  /** Ends the watch and names who blocked. */
  public List<String> stop() {
    timer.shutdownNow();
    toolkit.setUncaughtExceptionHandler(null);
    return named();
  }
}
