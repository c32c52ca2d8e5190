package chat.parley.server.fault;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The real server as a child process that is started, killed and stopped over one data folder.
 *
 * <p>One thread uses it. The child never outlives this object or this process.
 */
final class ServerProcess implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(30);
  private static final Duration END_LIMIT = Duration.ofSeconds(30);
  private static final Duration VERIFY_LIMIT = Duration.ofSeconds(60);
  private static final int LOOK_EVERY_MILLIS = 10;
  private static final int LOG_LINES_SHOWN = 60;

  /** Ports that systems do not give to outgoing connections: no client ever holds ours. */
  private static final int LOWEST_PORT = 20_000;

  private static final int PORTS = 10_000;
  private static final int PORTS_TRIED = 100;

  private final int port;
  private final ChatClient client;
  private final Program program;
  private final List<String> flags;
  private final Path data;
  private final Path log;
  private final Path verifyLog;
  private final Thread endWithUs = new Thread(this::destroyChild, "end-the-server");
  private volatile Optional<Process> child = Optional.empty();

  /** Keeps data and logs in the folder. */
  ServerProcess(Path folder, int port, ChatClient client) {
    this(folder, port, client, Program.PLAIN, List.of());
  }

  /** The same, with the program set up in some way, or with more flags. */
  ServerProcess(Path folder, int port, ChatClient client, Program program, List<String> flags) {
    this.port = port;
    this.client = client;
    this.program = program;
    this.flags = List.copyOf(flags);
    this.data = folder.resolve("data");
    this.log = folder.resolve("server.log");
    this.verifyLog = folder.resolve("verify.log");
    Runtime.getRuntime().addShutdownHook(endWithUs);
  }

  /** A port that nobody uses, and that stays ours while the server is down. */
  static int freePort(Random random) throws IOException {
    for (int tried = 0; tried < PORTS_TRIED; tried++) {
      int port = LOWEST_PORT + random.nextInt(PORTS);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException("no free port from " + LOWEST_PORT);
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (BindException e) {
      return false;
    }
  }

  /** Starts the server without waiting for it. */
  void launch() throws IOException {
    if (child.isPresent()) {
      throw new IllegalStateException("the server runs already");
    }
    List<String> serve =
        new ArrayList<>(List.of("serve", "--host", "127.0.0.1", "--port", Integer.toString(port)));
    serve.addAll(flags);
    child = Optional.of(spawn(program, serve, log));
  }

  /** Waits until the launched server says that it is ready. */
  void awaitReady() throws IOException, InterruptedException {
    Process process = child.orElseThrow();
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!client.ready()) {
      if (!process.isAlive()) {
        throw failure("the server ended with %d as it started".formatted(process.exitValue()));
      }
      if (System.nanoTime() - deadline > 0) {
        throw failure("the server was not ready in %d s".formatted(READY_LIMIT.toSeconds()));
      }
      Await.pauseMillis(LOOK_EVERY_MILLIS);
    }
  }

  /** Ends the server as a power cut would: at once, without a word to it. */
  void kill() throws IOException, InterruptedException {
    Process process = child.orElseThrow();
    if (!process.isAlive()) {
      throw failure("the server ended with %d by itself".formatted(process.exitValue()));
    }
    destroyChild();
    if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure("the killed server is still there");
    }
    child = Optional.empty();
  }

  /** Asks the server to stop, as Ctrl-C does; it must be gone within the limit. */
  void stop(Duration limit) throws IOException, InterruptedException {
    Process process = child.orElseThrow();
    if (!process.isAlive()) {
      throw failure("the server ended with %d by itself".formatted(process.exitValue()));
    }
    process.destroy();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure("asked to stop, the server is there after %d s".formatted(limit.toSeconds()));
    }
    child = Optional.empty();
  }

  /**
   * Sends a signal that asks the server to stop; it must be gone within the limit.
   *
   * @return its exit status
   */
  int end(String signal, Duration limit) throws IOException, InterruptedException {
    signal(signal);
    Process process = child.orElseThrow();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure(signal + " did not end the server in " + limit.toMillis() + " ms");
    }
    child = Optional.empty();
    return process.exitValue();
  }

  /** Sends a signal and waits for nothing. */
  void signal(String signal) throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
  }

  boolean isAlive() {
    return child.isPresent() && child.get().isAlive();
  }

  long pid() {
    return child.orElseThrow().pid();
  }

  /** All that the server said so far, over all its starts. */
  String said() throws IOException {
    return String.join("\n", lines(log));
  }

  /** Runs the command that recomputes the log's chain and digests; it must find nothing wrong. */
  void verify() throws IOException, InterruptedException {
    Process process = spawn(Program.PLAIN, List.of("verify"), verifyLog);
    try {
      boolean ended = process.waitFor(VERIFY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended || process.exitValue() != 0) {
        String how = ended ? "ended with " + process.exitValue() : "did not end";
        throw new AssertionError("verify " + how + System.lineSeparator() + tail(verifyLog));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /** The lines of the server's log that belong to a stack trace, each with the one before it. */
  List<String> stackTraceLines() throws IOException {
    List<String> lines = lines(log);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("\tat ")) {
        boolean first = i > 0 && !lines.get(i - 1).startsWith("\tat ");
        found.addAll(first ? lines.subList(i - 1, i + 1) : lines.subList(i, i + 1));
      }
    }
    return found;
  }

  private Process spawn(Program how, List<String> command, Path output) throws IOException {
    List<String> arguments = new ArrayList<>(command);
    arguments.add("--data");
    arguments.add(data.toString());
    return how.start(arguments, output, output);
  }

  private AssertionError failure(String what) throws IOException {
    return new AssertionError(what + System.lineSeparator() + tail(log));
  }

  private static String tail(Path file) throws IOException {
    List<String> lines = lines(file);
    return lines.stream()
        .skip(Math.max(0, lines.size() - LOG_LINES_SHOWN))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  private void destroyChild() {
    child.ifPresent(Process::destroyForcibly);
  }

  @Override
  public void close() {
    destroyChild();
    if (Thread.currentThread() != endWithUs) {
      Runtime.getRuntime().removeShutdownHook(endWithUs);
    }
  }
}
