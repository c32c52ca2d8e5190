package chat.parley.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.fault.ChatClient.Param;
import chat.parley.server.fault.Verdict.Evidence;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The crash run: the real server is killed over and over while people write and read, and come into
 * private rooms, leave, are removed and let in again.
 *
 * <p>{@code -Dparley.kill.cycles} says how often, {@code -Dparley.kill.seed} repeats the choices of
 * a run that failed (not its timing). A folder of a failed run is kept.
 */
@Tag("fault")
class KillRunTest {
  private static final int LEAST_LOAD_MILLIS = 300;
  private static final int MOST_LOAD_MILLIS = 1500;
  private static final int IN_FLIGHT_AT_KILL = 2;
  private static final int KILL_WHILE_STARTING_ONE_IN = 4;
  private static final int MOST_START_MILLIS = 900;
  private static final int LEAST_ACKS = 50;

  /** So many that a coming or going was surely cut by one. */
  private static final int MANY_CYCLES = 10;

  private static final int PAGE = 100;
  private static final int PROBLEMS_SHOWN = 20;

  /** Else those who have a name are told to slow down, also on this machine. */
  private static final List<String> WITHOUT_RATE_LIMITS = List.of("--limits", "off");

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final Duration PROGRESS_LIMIT = Duration.ofSeconds(30);

  private final int cycles = Integer.getInteger("parley.kill.cycles", 20);
  private final long seed =
      Optional.ofNullable(Long.getLong("parley.kill.seed")).orElseGet(new Random()::nextLong);
  private final Random random = new Random(seed);
  private final Ledger ledger = new Ledger();

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void whatWasAcknowledgedIsThereOnceAndInOneOrderOverKills(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    long began = System.nanoTime();
    System.out.printf("kill run: %d cycles, seed %d, folder %s%n", cycles, seed, folder);
    int port = ServerProcess.freePort(random);
    try (ChatClient client = new ChatClient(port);
        ServerProcess server =
            new ServerProcess(folder, port, client, Program.PLAIN, WITHOUT_RATE_LIMITS)) {
      start(server);
      Receipt opening = open(client);
      ClosedRooms closed = ClosedRooms.make(client);
      try (Load load = new Load(client, closed, ledger, random)) {
        run(load, client, server);
        Evidence evidence =
            new Evidence(
                load.promised(),
                histories(client, closed, opening),
                load.witnesses(),
                load.comings());
        server.stop(STOP_LIMIT);
        judge(evidence, server.stackTraceLines());
      }
      server.verify();
    } finally {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      System.out.printf(
          "kill run: %d cycles, seed %d, %s, %d s%n", cycles, seed, ledger.summary(), seconds);
    }
  }

  private void run(Load load, ChatClient client, ServerProcess server) throws Exception {
    followThenSend(load, client);
    for (int cycle = 0; cycle < cycles; cycle++) {
      killUnderLoad(server);
      start(server);
    }
    stopUnderLoad(server);
    start(server);
    awaitAcks(LEAST_ACKS);
    load.finish();
    ledger.requireNoBreach();
  }

  private void start(ServerProcess server) throws IOException, InterruptedException {
    server.launch();
    server.awaitReady();
    ledger.serverUp();
  }

  /** One message that is there before anyone reads or writes, for those who start after it. */
  private Receipt open(ChatClient client) throws InterruptedException {
    Sender opener = new Sender("opener", List.of(Load.OPENED_ROOM), 0, client, ledger, random);
    return opener
        .send(new Draft(UUID.randomUUID().toString(), "opener", Load.OPENED_ROOM, "before it all"))
        .orElseThrow();
  }

  /** Lets every follower park its first poll before the first message is sent. */
  private void followThenSend(Load load, ChatClient client)
      throws IOException, InterruptedException {
    load.beginFollowing();
    long deadline = System.nanoTime() + PROGRESS_LIMIT.toNanos();
    while (client.waitingPolls() < load.followers()) {
      ledger.requireNoBreach();
      assertTrue(System.nanoTime() - deadline < 0, "every follower's first poll is parked");
      Await.pauseMillis(10);
    }
    load.beginSending();
  }

  private void killUnderLoad(ServerProcess server) throws IOException, InterruptedException {
    loadForAWhile();
    boolean caught =
        Await.within(
            Duration.ofSeconds(1),
            () -> ledger.inFlight() >= IN_FLIGHT_AT_KILL && ledger.turnsInFlight() > 0);
    if (caught) {
      Await.pauseMillis(random.nextInt(2));
    }
    ledger.serverKilled();
    server.kill();
    if (random.nextInt(KILL_WHILE_STARTING_ONE_IN) == 0) {
      server.launch();
      Await.pauseMillis(random.nextInt(MOST_START_MILLIS));
      server.kill();
      ledger.serverKilledWhileStarting();
    }
  }

  private void stopUnderLoad(ServerProcess server) throws IOException, InterruptedException {
    loadForAWhile();
    ledger.serverStopped();
    server.stop(STOP_LIMIT);
  }

  private void loadForAWhile() throws InterruptedException {
    awaitAcks(0);
    Await.pauseMillis(LEAST_LOAD_MILLIS + random.nextInt(MOST_LOAD_MILLIS - LEAST_LOAD_MILLIS + 1));
    ledger.requireNoBreach();
  }

  /** The load goes on: the server that was just started acknowledges, and so many in all. */
  private void awaitAcks(long inAll) throws InterruptedException {
    long before = ledger.acks();
    boolean going =
        Await.within(
            PROGRESS_LIMIT,
            () -> {
              ledger.requireNoBreach();
              return ledger.acks() > before && ledger.acks() >= inAll;
            });
    assertTrue(going, () -> "too little is acknowledged, lately: " + ledger.lastRetry());
  }

  /** As a guest reads them, and the private ones as their owner; who was let in reads the same. */
  private static Map<String, List<Message>> histories(
      ChatClient client, ClosedRooms closed, Receipt opening)
      throws IOException, InterruptedException {
    Map<String, List<Message>> histories = new LinkedHashMap<>();
    for (String room : Load.ROOMS) {
      histories.put(room, history(client, room));
    }
    for (String room : closed.ids()) {
      histories.put(room, history(closed.as(ClosedRooms.OWNER, client), room));
    }
    for (Visit visit : closed.visits()) {
      assertEquals(
          histories.get(visit.room()),
          history(closed.as(visit.name(), client), visit.room()),
          () -> "the history as it is read by " + visit);
    }
    Message first = Objects.requireNonNull(histories.get(Load.OPENED_ROOM)).removeFirst();
    assertEquals(opening.message(), first, "the message before it all");
    return histories;
  }

  /** The whole history of a room, oldest first, read backwards page by page. */
  private static List<Message> history(ChatClient client, String room)
      throws IOException, InterruptedException {
    List<Message> messages = new ArrayList<>();
    boolean more = true;
    while (more) {
      List<Param> query = new ArrayList<>();
      query.add(new Param("room", room));
      query.add(new Param("limit", Integer.toString(PAGE)));
      if (!messages.isEmpty()) {
        query.add(new Param("before", messages.getLast().id()));
      }
      JsonNode page = client.history(query).success();
      List<Message> older = Message.listOf(page);
      more = page.required("has_more").booleanValue();
      assertTrue(!more || older.size() == PAGE, "a page with more before it is full");
      messages.addAll(older.reversed());
    }
    return new ArrayList<>(messages.reversed());
  }

  private void judge(Evidence evidence, List<String> stackTraceLines) {
    List<String> problems = new ArrayList<>(Verdict.problems(evidence));
    if (!stackTraceLines.isEmpty()) {
      problems.addFirst("the server logged\n" + String.join("\n", stackTraceLines));
    }
    assertTrue(
        problems.isEmpty(),
        () ->
            problems.size()
                + " problems:\n"
                + String.join(
                    "\n", problems.subList(0, Math.min(PROBLEMS_SHOWN, problems.size()))));
    assertTrue(
        cycles == 0 || ledger.acksOverKills() > 0,
        "no message was first sent before a kill and acknowledged after it");
    assertTrue(cycles == 0 || ledger.turns() > 0, "nobody came or went");
    assertTrue(
        cycles < MANY_CYCLES || ledger.turnsOverKills() > 0,
        "no coming or going was first asked for before a kill and settled after it");
  }
}
