package chat.parley.bench.profile;

import chat.parley.bench.load.Text;
import chat.parley.bench.subject.Running;
import chat.parley.bench.subject.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a run is given.
 *
 * @param subjects the servers, this one first
 * @param folder where servers write; empty
 * @param rounds how often each is measured, in turn
 * @param roundSeconds how long a round of a server lasts
 * @param warmUpSeconds how long a server works before it is measured: a cold JVM is several times
 *     slower
 * @param text what messages say
 * @param progress told what is being done, in a line
 */
public record Bench(
    List<Subject> subjects,
    Path folder,
    int rounds,
    int roundSeconds,
    int warmUpSeconds,
    Text text,
    Consumer<String> progress) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** The same run of these servers. */
  public Bench of(List<Subject> others) {
    return new Bench(others, folder, rounds, roundSeconds, warmUpSeconds, text, progress);
  }

  /** Tells what is done on a stream. */
  public static Consumer<String> to(PrintWriter out) {
    return line -> {
      out.println(line);
      out.flush();
    };
  }

  /** Starts a server in a folder of its own, on a free port. */
  Running start(Subject subject, boolean browser) throws IOException {
    return start(subject, newFolder(), browser);
  }

  Running start(Subject subject, Path in, boolean browser) throws IOException {
    return subject.start(in, freePort(), browser).saying(text);
  }

  Path newFolder() throws IOException {
    return Files.createTempDirectory(folder, "server");
  }

  /** How long ago a time of {@link System#nanoTime} is, in seconds. */
  static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / NANOS_PER_SECOND;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
