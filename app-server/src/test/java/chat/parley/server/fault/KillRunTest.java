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
 * The crash run: the real server is killed over and over while people write and read.
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
  private static final int PAGE = 100;
  private static final int PROBLEMS_SHOWN = 20;
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
        ServerProcess server = new ServerProcess(folder, port, client);
        Load load = new Load(client, ledger, random)) {
      start(server);
      Receipt opening = open(client);
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
      Evidence evidence =
          new Evidence(load.promised(), histories(client, opening), load.witnesses());
      server.stop(STOP_LIMIT);
      judge(evidence, server.stackTraceLines());
      server.verify();
    } finally {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      System.out.printf(
          "kill run: %d cycles, seed %d, %s, %d s%n", cycles, seed, ledger.summary(), seconds);
    }
  }

  private void start(ServerProcess server) throws IOException, InterruptedException {
    server.launch();
    server.awaitReady();
    ledger.serverUp();
  }

  /** One message that is there before anyone reads or writes, for those who start after it. */
  private Receipt open(ChatClient client) throws InterruptedException {
    Sender opener = new Sender("opener", List.of(Load.OPENED_ROOM), 0, client, ledger, random);
    return opener.send(
        new Draft(UUID.randomUUID().toString(), "opener", Load.OPENED_ROOM, "before it all"));
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
        Await.within(Duration.ofSeconds(1), () -> ledger.inFlight() >= IN_FLIGHT_AT_KILL);
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

  private static Map<String, List<Message>> histories(ChatClient client, Receipt opening)
      throws IOException, InterruptedException {
    Map<String, List<Message>> histories = new LinkedHashMap<>();
    for (String room : Load.ROOMS) {
      histories.put(room, history(client, room));
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
  }
}
