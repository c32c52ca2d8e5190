package chat.parley.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server as a process of its own, which can be killed and started again on its data and its
 * port. It never outlives this process.
 */
final class ServerProcess implements AutoCloseable {
  private static final long END_SECONDS = 20;

  /** Ports that systems do not give to outgoing connections: nobody takes ours while it is down. */
  private static final int LOWEST_PORT = 20_000;

  private static final int PORTS = 10_000;
  private static final int PORTS_TRIED = 100;

  private final int port = freePort(new Random());
  private final Path data;
  private final Path log;
  private final Api api = new Api("http://127.0.0.1:" + port);
  private final Thread endWithUs = new Thread(this::destroy, "end-the-server");
  private volatile @Nullable Process child;

  /** Starts one that keeps its data and what it says in a folder. */
  ServerProcess(Path folder) {
    data = folder.resolve("data");
    log = folder.resolve("server.log");
    Runtime.getRuntime().addShutdownHook(endWithUs);
    start();
  }

  private static int freePort(Random random) {
    for (int tried = 0; tried < PORTS_TRIED; tried++) {
      int port = LOWEST_PORT + random.nextInt(PORTS);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + LOWEST_PORT);
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.ofLiteral("0.0.0.0"))) {
      return probe.isBound();
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  Api api() {
    return api;
  }

  String at(String host) {
    return "http://" + host + ":" + port + "/";
  }

  String atLocalhost() {
    return at("localhost");
  }

  /** Starts it and waits until it takes requests. */
  void start() {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dexit.with.parent=true",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "chat.parley.server.Main",
            "serve",
            "--host",
            "0.0.0.0",
            "--access",
            "open",
            "--port",
            Integer.toString(port),
            "--data",
            data.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    try {
      Process process = builder.start();
      child = process;
      Await.until("the server is ready", () -> api.isReady() || !process.isAlive());
      if (!process.isAlive()) {
        throw new AssertionError("The server ended as it started: " + said());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as a power cut would. */
  void kill() {
    end(true);
  }

  /** Asks it to stop, as Ctrl-C does, and waits until it is gone. */
  void stop() {
    end(false);
  }

  private void end(boolean atOnce) {
    Process process = child;
    if (process == null || !process.isAlive()) {
      throw new AssertionError("The server does not run: " + said());
    }
    if (atOnce) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The server did not end: " + said());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    child = null;
  }

  private String said() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void destroy() {
    Process process = child;
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    destroy();
    api.close();
    Runtime.getRuntime().removeShutdownHook(endWithUs);
  }
}
