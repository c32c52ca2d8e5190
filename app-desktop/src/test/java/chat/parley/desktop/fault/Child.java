package chat.parley.desktop.fault;

import chat.parley.desktop.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A Java program as a process of its own, which never outlives this one. */
final class Child implements AutoCloseable {
  private static final long END_SECONDS = 20;
  private static final int LINES_KEPT = 12;

  private final Process process;
  private final Writer orders;
  private final Thread reader;
  private final Deque<String> said = new ConcurrentLinkedDeque<>();
  private final Thread endWithUs;

  /** Starts it; {@code heard} is told each line it says, until its end. */
  Child(Consumer<String> heard, String mainClass, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Dexit.with.parent=true",
            "-cp",
            System.getProperty("java.class.path"),
            mainClass));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    endWithUs = new Thread(process::destroyForcibly, "end-the-child");
    Runtime.getRuntime().addShutdownHook(endWithUs);
    orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    reader = Thread.ofVirtual().start(() -> read(heard));
  }

  private void read(Consumer<String> heard) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.addLast(line);
        if (said.size() > LINES_KEPT) {
          said.removeFirst();
        }
        heard.accept(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says something to it; what it does not read any more is lost. */
  void tell(String order) {
    try {
      orders.write(order + "\n");
      orders.flush();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Whether it is alive, and the last it said. */
  @Override
  public String toString() {
    return (process.isAlive() ? "alive" : "ended with " + process.exitValue()) + " " + said;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a power cut would; all it said until then has been heard when this returns. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Lets it end by itself: it is told nothing more. */
  void end() throws IOException {
    orders.close();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The child did not end");
      }
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Await.until("the child is gone", () -> !process.isAlive());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Runtime.getRuntime().removeShutdownHook(endWithUs);
  }
}
