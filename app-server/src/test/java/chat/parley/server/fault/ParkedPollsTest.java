package chat.parley.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.fault.ManyPolls.Reply;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * 15,000 people who wait, in a heap of 1 GiB: the server holds them, stays responsive, answers each
 * once, and stops in time. The figures are printed; the limits asserted are far above them, because
 * client and server share whatever machine this is.
 */
@Tag("fault")
class ParkedPollsTest {
  private static final int POLLS = 15_000;
  private static final int DESCRIPTORS_BESIDE_POLLS = 1_000;
  private static final int SOURCES = 8;
  private static final int PROBES = 20;
  private static final Duration PARK_LIMIT = Duration.ofSeconds(50);
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(1);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

  /**
   * The promise of 3 s, and 3 s more: here the client that has to read the 15,000 replies runs on
   * the same cores, and the end of the Java machine counts.
   */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(6);

  private final int polls = polls();

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void fifteenThousandWaitAndEachIsAnsweredOnce(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    int port = ServerProcess.freePort(new Random());
    Program program = Program.PLAIN.withJvm("-Xmx1g");
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder, port, client, program, List.of());
        ManyPolls crowd = new ManyPolls(port, polls, sources())) {
      server.launch();
      server.awaitReady();
      print("live heap before: " + liveHeap(server.pid()));
      String cursor = cursor(client);
      park(crowd, client, cursor, 0);
      print("live heap with %,d polls parked: %s".formatted(polls, liveHeap(server.pid())));
      staysResponsive(client);
      assertEquals(polls, client.waitingPolls(), "a message to another room wakes nobody");
      oneSendAnswersAll(crowd, client);

      park(crowd, client, cursor(client), 1);
      long began = System.nanoTime();
      int status = server.end("TERM", STOP_LIMIT);
      print("stopped with all parked in %,d ms".formatted(millisSince(began)));
      assertEquals(143, status, "the status of a Java machine that SIGTERM ended");
      Await.until("all replies read", ANSWER_LIMIT, () -> crowd.answered() == polls);
      requireToldToComeBack(crowd.replies());
      assertEquals(List.of(), crowd.problems());
      assertEquals(List.of(), server.stackTraceLines());
    }
  }

  /** As many as the descriptors of one process allow: client and server each hold one per poll. */
  private static int polls() {
    long descriptors =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            ? system.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    int polls = (int) Math.min(POLLS, descriptors - DESCRIPTORS_BESIDE_POLLS);
    if (polls < POLLS) {
      print("only %,d polls: a process may open %,d files".formatted(polls, descriptors));
    }
    return polls;
  }

  private static List<InetAddress> sources() throws IOException {
    List<InetAddress> sources = new ArrayList<>();
    for (int i = 1; i <= SOURCES; i++) {
      sources.add(InetAddress.getByName("127.0.0." + i));
    }
    return sources;
  }

  private static String cursor(ChatClient client) throws IOException, InterruptedException {
    return Message.text(
        client.history(List.of(new ChatClient.Param("room", "kitchen"))).success(), "cursor");
  }

  /** Every other client brings a cursor; the others have their place kept. */
  private void park(ManyPolls crowd, ChatClient client, String cursor, int round)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    crowd.ask(i ->
        "/api/poll?client_id=person-%d&room=kitchen&timeout=60%s"
            .formatted(i, i % 2 == round % 2 ? "&cursor=" + cursor : ""));
    long deadline = System.nanoTime() + PARK_LIMIT.toNanos();
    int waiting = 0;
    while (waiting < polls) {
      assertEquals(List.of(), crowd.problems());
      assertEquals(List.of(), crowd.replies(), "nobody is answered yet");
      assertTrue(System.nanoTime() < deadline, "only " + waiting + " are parked");
      Await.pauseMillis(50);
      waiting = client.waitingPolls();
    }
    print("%,d polls parked in %,d ms".formatted(waiting, millisSince(began)));
  }

  private void staysResponsive(ChatClient client) throws IOException, InterruptedException {
    long worstHealth = 0;
    long worstSend = 0;
    for (int i = 0; i < PROBES; i++) {
      long began = System.nanoTime();
      assertTrue(client.ready(), "the server is ready");
      worstHealth = Math.max(worstHealth, millisSince(began));
      began = System.nanoTime();
      client.send(draft("attic", "for nobody who waits")).success();
      worstSend = Math.max(worstSend, millisSince(began));
    }
    print("worst of %d: health %,d ms, send %,d ms".formatted(PROBES, worstHealth, worstSend));
    assertTrue(worstHealth < PROBE_LIMIT.toMillis(), "health took " + worstHealth + " ms");
    assertTrue(worstSend < PROBE_LIMIT.toMillis(), "a send took " + worstSend + " ms");
  }

  private void oneSendAnswersAll(ManyPolls crowd, ChatClient client)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    String id = Message.text(client.send(draft("kitchen", "for everyone")).success(), "message_id");
    long acknowledged = millisSince(began);
    Await.until("all are answered", ANSWER_LIMIT, () -> crowd.answered() == polls);
    print(
        "a message was acknowledged after %,d ms and with all %,d after %,d ms"
            .formatted(acknowledged, polls, millisSince(began)));
    assertEquals(List.of(), crowd.problems());
    HashSet<String> bodies = new HashSet<>();
    for (Reply reply : crowd.replies()) {
      assertEquals(200, reply.status(), reply.body());
      bodies.add(reply.body());
    }
    assertEquals(1, bodies.size(), "all get the same reply");
    String body = bodies.iterator().next();
    assertEquals(2, body.split("\"id\":\"", -1).length, "one message in " + body);
    assertTrue(body.contains("\"id\":\"" + id + "\"") && body.contains("for everyone"), body);
    assertEquals(0, client.waitingPolls(), "nobody is left waiting");
  }

  /**
   * On a slow machine not all get their reply in the time there is; these are told to ask again.
   */
  private void requireToldToComeBack(List<Reply> replies) {
    long answered =
        replies.stream()
            .filter(reply -> reply.status() == 200 && reply.body().contains("\"retry_after_ms\":"))
            .count();
    List<Reply> others =
        replies.stream()
            .filter(reply -> reply.status() != 200)
            .filter(reply -> reply.status() != 503 || !reply.body().contains("\"draining\""))
            .toList();
    print("%,d of %,d polls were answered in time".formatted(answered, polls));
    assertEquals(List.of(), others, "neither told when to come back nor to ask again");
    assertTrue(answered > polls / 2, "only " + answered + " were answered");
  }

  private static Draft draft(String room, String text) {
    return new Draft(UUID.randomUUID().toString(), "alice", room, text);
  }

  /** What is left after a full collection, as the Java machine says it. */
  private static String liveHeap(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    return jcmd(pid, "GC.heap_info")
        .lines()
        .filter(line -> line.contains("used "))
        .findFirst()
        .orElse("unknown")
        .strip();
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(30, TimeUnit.SECONDS);
    return output;
  }

  private static long millisSince(long began) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private static void print(String figure) {
    System.out.println("parked polls: " + figure);
  }
}
