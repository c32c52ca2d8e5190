package chat.parley.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.fault.ManyPolls.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The server as a process: how it ends, who it shares with, and what it does when short of files.
 */
@Tag("fault")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProcessTest {
  private static final int POLLS = 300;
  private static final int DESCRIPTORS = 512;
  private static final int CONNECTIONS = 600;
  private static final int OK = 200;
  private static final int OVERLOADED = 503;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  /** A Java machine looks after a process that is not its child every few hundred milliseconds. */
  private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsItInTimeAndEveryPollIsAnswered(String signal, int status) throws Exception {
    int port = ServerProcess.freePort(new Random());
    try (ChatClient client = new ChatClient(port);
        ServerProcess server =
            new ServerProcess(folder, port, client, signalled(Program.PLAIN), List.of());
        ManyPolls crowd = new ManyPolls(port, POLLS, List.of(InetAddress.getLoopbackAddress()))) {
      start(server);
      crowd.ask(i -> "/api/poll?client_id=person-" + i + "&room=kitchen&timeout=60");
      Await.until("all are parked", ANSWER_LIMIT, () -> waiting(client) == POLLS);

      long began = System.nanoTime();
      assertEquals(status, server.end(signal, STOP_LIMIT));
      System.out.printf("process: SIG%s ended it in %,d ms%n", signal, millisSince(began));

      Await.until("all are answered", ANSWER_LIMIT, () -> crowd.answered() == POLLS);
      for (Reply reply : crowd.replies()) {
        assertEquals(200, reply.status(), reply.body());
        assertTrue(reply.body().contains("\"retry_after_ms\":"), reply.body());
      }
      assertEquals(List.of(), crowd.problems());
      assertEquals(List.of(), server.stackTraceLines());
    }
  }

  @Test
  void aSecondServerOnTheSameFolderIsRefusedAndTheFirstGoesOn() throws Exception {
    int port = ServerProcess.freePort(new Random());
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder, port, client)) {
      start(server);
      Program.Ended second =
          Program.PLAIN.run(folder, "serve", "--port", "0", "--data", folder + "/data");
      assertEquals(2, second.status(), second.err());
      assertTrue(second.err().contains("Another Parley server uses the data folder"), second.err());
      send(client);
      assertEquals(List.of(), server.stackTraceLines());
    }
  }

  @Test
  void aTakenPortIsSaidInASentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Program.Ended ended =
          Program.PLAIN.run(folder, "serve", "--port", port, "--data", folder + "/data");
      assertEquals(2, ended.status(), ended.err());
      assertTrue(ended.err().contains("Port " + port + " is taken"), ended.err());
      assertTrue(!ended.err().contains("\tat "), ended.err());
    }
  }

  @Test
  void aTakenPortOfTheMetricsIsSaidWithItsOption() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Program.Ended ended =
          Program.PLAIN.run(
              folder, "serve", "--port", "0", "--data", folder + "/data", "--metrics-port", port);
      assertEquals(2, ended.status(), ended.err());
      assertTrue(
          ended
              .err()
              .contains(
                  "Port "
                      + port
                      + " is taken by another program. Choose another with"
                      + " --metrics-port"),
          ended.err());
    }
  }

  @Test
  void itEndsWithTheProcessThatStartedIt() throws Exception {
    int port = ServerProcess.freePort(new Random());
    Program below = Program.PLAIN.below("\"$@\" & echo \"pid $!\"; wait");
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder, port, client, below, List.of())) {
      start(server);
      ProcessHandle java = ProcessHandle.of(pidSaid(server)).orElseThrow();
      try {
        long began = System.nanoTime();
        server.kill(); // the shell
        Await.until("the server has ended too", ORPHAN_LIMIT, () -> !java.isAlive());
        System.out.printf("process: ended %,d ms after its parent%n", millisSince(began));
      } finally {
        java.destroyForcibly();
      }
    }
  }

  @Test
  void aServerWithAsManyConnectionsAsItMayHaveSaysSoAndRecovers() throws Exception {
    int port = ServerProcess.freePort(new Random());
    Program few = Program.PLAIN.below("ulimit -n " + DESCRIPTORS + "; exec \"$@\"");
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder, port, client, few, List.of())) {
      start(server);
      assertTrue(
          server.said().contains("may open " + DESCRIPTORS + " files"), "the warning at the start");
      send(client); // this connection is kept
      List<Socket> idle = new ArrayList<>();
      try {
        for (int i = 0; i < CONNECTIONS; i++) {
          idle.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        Await.until(
            "newcomers are told to come back",
            ANSWER_LIMIT,
            () -> status(port, "/api/rooms") == OVERLOADED);
        Await.until(
            "whoever watches it is answered", ANSWER_LIMIT, () -> status(port, "/health") == OK);
        Path descriptors = Path.of("/proc/" + server.pid() + "/fd");
        if (Files.isDirectory(descriptors)) {
          assertTrue(entries(descriptors) < DESCRIPTORS, "files can be opened still");
        }
        send(client);
      } finally {
        for (Socket socket : idle) {
          socket.close();
        }
      }
      try (ChatClient newcomer = new ChatClient(port)) {
        Await.until("newcomers get in", ANSWER_LIMIT, () -> ready(newcomer));
        send(newcomer);
      }
      server.stop(STOP_LIMIT);
      server.verify();
    }
  }

  /** The status of a reply over a connection of its own; 0 where that was closed unheard. */
  private static int status(int port, String target) {
    try (LeanClient newcomer = new LeanClient(port)) {
      LeanClient.Answer answer = newcomer.get(target);
      return answer.status() == OVERLOADED && answer.retryAfterSeconds() == 0 ? 0 : answer.status();
    } catch (IOException closed) {
      return 0;
    }
  }

  /**
   * A background job of a shell ignores SIGINT and so do its children; where the system can, that
   * is undone.
   */
  private static Program signalled(Program program) throws IOException, InterruptedException {
    Process can = new ProcessBuilder("env", "--default-signal=INT", "true").start();
    return can.waitFor() == 0 ? program.below("exec env --default-signal=INT \"$@\"") : program;
  }

  private static long pidSaid(ServerProcess server) throws IOException {
    Optional<String> line =
        server.said().lines().filter(said -> said.startsWith("pid ")).findFirst();
    return Long.parseLong(line.orElseThrow().substring("pid ".length()));
  }

  private static void start(ServerProcess server) throws IOException, InterruptedException {
    server.launch();
    server.awaitReady();
  }

  private static void send(ChatClient client) throws IOException, InterruptedException {
    client.send(new Draft(UUID.randomUUID().toString(), "alice", "kitchen", "hello")).success();
  }

  private static int waiting(ChatClient client) {
    try {
      return client.waitingPolls();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean ready(ChatClient client) {
    try {
      return client.ready();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static long entries(Path descriptors) {
    try (var entries = Files.list(descriptors)) {
      return entries.count();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long millisSince(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }
}
