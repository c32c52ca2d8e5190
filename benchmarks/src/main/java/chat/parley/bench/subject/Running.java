package chat.parley.bench.subject;

import chat.parley.bench.load.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that runs, and what its processes take, as Linux tells it in /proc. */
public final class Running implements AutoCloseable {
  private static final Pattern WORDS = Pattern.compile("\\s+");
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 20;
  private static final long LOOK_EVERY_NANOS = 5_000_000;
  private static final double TICKS_PER_SECOND = 100; // USER_HZ, on all of Linux's machines
  private static final int USER_TICKS = 11; // fields of /proc/PID/stat behind the name
  private static final int SYSTEM_TICKS = 12;
  private static final long KIB = 1024;

  private final Process process;
  private final Path output;
  private final InetSocketAddress address;
  private final Dialect dialect;
  private final Optional<Archive> archive;
  private final Text text;

  private Running(
      Process process,
      Path output,
      InetSocketAddress address,
      Dialect dialect,
      Optional<Archive> archive,
      Text text) {
    this.process = process;
    this.output = output;
    this.address = address;
    this.dialect = dialect;
    this.archive = archive;
    this.text = text;
  }

  /**
   * Starts a program whose output goes to a file of the folder, and waits for its port.
   *
   * @throws IllegalStateException if it ends, or is not there in a minute
   */
  static Running start(
      List<String> command, Path folder, int port, Dialect dialect, Optional<Archive> archive)
      throws IOException {
    return start(command, Map.of(), folder, port, dialect, archive);
  }

  /** The same with variables of its environment, behind what is in them. */
  static Running start(
      List<String> command,
      Map<String, String> environment,
      Path folder,
      int port,
      Dialect dialect,
      Optional<Archive> archive)
      throws IOException {
    Path output = folder.resolve("output.log");
    ProcessBuilder program =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    environment.forEach((name, value) -> program.environment().merge(name, value, Running::and));
    Process process = program.start();
    Running running =
        new Running(
            process,
            output,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            dialect,
            archive,
            Text.USUAL);
    // However the benchmark ends, and wherever it fails before somebody looks after the server.
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "end-server"));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!running.listens()) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        running.close();
        throw new IllegalStateException(
            "It did not start: " + command + "\n" + Files.readString(output));
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    return running;
  }

  private static String and(String there, String more) {
    return there + " " + more;
  }

  /**
   * A program of this build.
   *
   * @param options of Java
   */
  static List<String> java(List<String> options, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ofJava("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    return command;
  }

  /** A program of the Java that runs this one. */
  private static String ofJava(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(address);
      return true;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  public InetSocketAddress address() {
    return address;
  }

  public Dialect dialect() {
    return dialect;
  }

  /** The same server, in which the messages are as long as that. */
  public Running saying(Text other) {
    return new Running(process, output, address, dialect, archive, other);
  }

  /** What its messages say. */
  public Text text() {
    return text;
  }

  /** What it has written to its terminal. */
  public String said() throws IOException {
    return Files.readString(output);
  }

  /** What it has stored; empty where that cannot be read. */
  public Optional<Archive> archive() {
    return archive;
  }

  /** What its processes have used of the processors so far, user and system, in seconds. */
  public double cpuSeconds() {
    return pids().mapToLong(Running::ticks).sum() / TICKS_PER_SECOND;
  }

  private static long ticks(long pid) {
    String stat = proc(pid, "stat");
    List<String> fields = WORDS.splitAsStream(stat.substring(stat.lastIndexOf(')') + 2)).toList();
    return Long.parseLong(fields.get(USER_TICKS)) + Long.parseLong(fields.get(SYSTEM_TICKS));
  }

  /** What its processes have in memory. */
  public long residentBytes() {
    return pids().mapToLong(Running::resident).sum();
  }

  private static long resident(long pid) {
    return proc(pid, "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
        .sum();
  }

  /** The objects that are alive after a collection; empty where it is no JVM. */
  public OptionalLong liveHeapBytes() {
    if (!proc(process.pid(), "maps").contains("libjvm.so")) {
      return OptionalLong.empty();
    }
    try {
      Process asked =
          new ProcessBuilder(ofJava("jcmd"), Long.toString(process.pid()), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer
          .lines()
          .filter(line -> line.startsWith("Total"))
          .mapToLong(line -> Long.parseLong(WORDS.split(line.strip(), -1)[2]))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<Long> pids() {
    return Stream.concat(Stream.of(process.pid()), process.descendants().map(ProcessHandle::pid));
  }

  private static String proc(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as a crash would: at once, with nothing told to anyone. */
  public void kill() {
    process.destroyForcibly();
    if (!ended(STOP_SECONDS)) {
      throw new IllegalStateException("It does not end: " + process.info());
    }
  }

  @Override
  public void close() {
    end(STOP_SECONDS);
  }

  /** Asks it to end, and kills it when that takes longer. */
  public void end(int seconds) {
    process.destroy();
    if (!ended(seconds)) {
      kill();
    }
  }

  private boolean ended(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
