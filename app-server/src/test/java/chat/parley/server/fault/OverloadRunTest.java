package chat.parley.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.fault.ChatClient.Param;
import chat.parley.server.fault.LeanClient.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twice as many sends as the server can store, for some seconds. How many it can is measured first,
 * in the same run and by the same clients, so that a slow machine is given less. People whose send
 * is refused send it again later, as they should.
 */
@Tag("fault")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OverloadRunTest {
  private static final int PEOPLE = 64; // who find out what it can
  private static final int CROWD = 2_000; // who then come
  private static final int ROOMS = 20;
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration MEASURED = Duration.ofSeconds(3);
  private static final Duration OVERLOAD = Duration.ofSeconds(8);
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(1);
  private static final long HEALTH_EVERY_MILLIS = 100;
  private static final Duration NORMAL_WITHIN = Duration.ofSeconds(5);
  private static final int NORMAL_IN_A_ROW = 10;
  private static final Duration NORMAL_LEAST = Duration.ofMillis(100);
  private static final int NORMAL_TIMES = 5;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Queue<Sending> crowd = new ConcurrentLinkedQueue<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private final AtomicInteger shed = new AtomicInteger();
  private final AtomicLong acknowledged = new AtomicLong();

  /** One who sends messages of its own to a room, each until it is acknowledged. */
  private final class Sending {
    private final int index;
    private final String name;
    private final String room;
    private final LeanClient client;
    private final List<String> kept = new ArrayList<>(); // texts, in the order of their answers
    private Draft draft;

    Sending(int index, int port) throws IOException {
      this.index = index;
      name = "person-" + index;
      room = "room-" + index % ROOMS;
      client = new LeanClient(port);
      draft = next();
    }

    private Draft next() {
      return new Draft(UUID.randomUUID().toString(), name, room, name + " says " + kept.size());
    }

    void sendOnce() throws IOException {
      Answer answer = client.send(draft);
      if (answer.status() == 200) {
        acknowledged.incrementAndGet();
        kept.add(draft.text());
        draft = next();
      } else if (answer.status() == 503 && answer.retryAfterSeconds() > 0) {
        shed.incrementAndGet();
      } else {
        surprises.add(answer.toString());
      }
    }

    /** Sends on; where there is a pause, no more often than that, however long answers take. */
    void sendFor(Duration time, Duration pause) {
      try {
        long end = System.nanoTime() + time.toNanos();
        long due = System.nanoTime() + index % CROWD * (pause.toNanos() / CROWD);
        while (System.nanoTime() - end < 0) {
          LockSupport.parkNanos(due - System.nanoTime());
          sendOnce();
          due += pause.toNanos();
        }
      } catch (IOException e) {
        surprises.add(name + ": " + e);
      }
    }
  }

  @Test
  void atTwiceWhatItCanItStaysUpShedsAndIsSoonAsBefore() throws Exception {
    int port = ServerProcess.freePort(new Random());
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder, port, client)) {
      server.launch();
      server.awaitReady();
      List<Sending> people = people(0, PEOPLE, port);
      sendAll(people, WARM_UP, Duration.ZERO);
      long before = acknowledged.get();
      sendAll(people, MEASURED, Duration.ZERO);
      double perSecond = (acknowledged.get() - before) / (double) MEASURED.toSeconds();
      Duration usual = slowestOfSome(people.getFirst());

      List<Sending> many = people(PEOPLE, CROWD, port);
      Duration pause = Duration.ofNanos((long) (CROWD * 1e9 / (2 * perSecond)));
      long worstHealthMillis = worstHealth(port, () -> sendAll(many, OVERLOAD, pause));
      long ended = System.nanoTime();
      Duration normal = usual.multipliedBy(NORMAL_TIMES);
      awaitNormal(people.getFirst(), normal.compareTo(NORMAL_LEAST) > 0 ? normal : NORMAL_LEAST);
      long normalMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - ended);
      System.out.printf(
          "overload: %.0f a second can be stored; of twice that, %d were shed;"
              + " health took %d ms at most; as before after %d ms%n",
          perSecond, shed.get(), worstHealthMillis, normalMillis);

      assertEquals(List.of(), List.copyOf(surprises));
      assertTrue(shed.get() > 0, "nothing was shed: it was not too much");
      assertTrue(
          worstHealthMillis < HEALTH_LIMIT.toMillis(), "health took " + worstHealthMillis + " ms");
      assertTrue(normalMillis < NORMAL_WITHIN.toMillis(), "as before after " + normalMillis);
      requireEachOnceAndInOrder(client);
      assertEquals(List.of(), server.stackTraceLines());
      server.stop(Duration.ofSeconds(3));
      server.verify();
    }
  }

  private List<Sending> people(int from, int count, int port) throws IOException {
    List<Sending> people = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      people.add(new Sending(i, port));
    }
    crowd.addAll(people);
    return people;
  }

  private static void sendAll(List<Sending> people, Duration time, Duration pause) {
    List<Thread> threads =
        people.stream()
            .map(one -> Thread.startVirtualThread(() -> one.sendFor(time, pause)))
            .toList();
    try {
      for (Thread thread : threads) {
        assertTrue(thread.join(time.plus(LIMIT)), "somebody waits for an answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** How long the slowest took of a few sends that nobody disturbs. */
  private static Duration slowestOfSome(Sending one) throws IOException {
    long slowest = 0;
    for (int i = 0; i < NORMAL_IN_A_ROW; i++) {
      long began = System.nanoTime();
      one.sendOnce();
      slowest = Math.max(slowest, System.nanoTime() - began);
    }
    return Duration.ofNanos(slowest);
  }

  /**
   * The longest that an answer of health took, each on a new connection, while something is done.
   */
  private long worstHealth(int port, Runnable meanwhile) throws InterruptedException {
    long worst = 0;
    Thread working = Thread.ofPlatform().start(meanwhile);
    while (working.isAlive()) {
      long began = System.nanoTime();
      try (LeanClient watcher = new LeanClient(port)) {
        Answer answer = watcher.get("/health");
        if (answer.status() != 200) {
          surprises.add("health: " + answer);
        }
      } catch (IOException e) {
        surprises.add("health: " + e);
      }
      worst = Math.max(worst, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
      Await.pauseMillis(HEALTH_EVERY_MILLIS);
    }
    return worst;
  }

  private void awaitNormal(Sending one, Duration normal) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    int inARow = 0;
    while (inARow < NORMAL_IN_A_ROW) {
      assertTrue(System.nanoTime() - deadline < 0, "it does not become as before");
      long began = System.nanoTime();
      int shedBefore = shed.get();
      one.sendOnce();
      boolean good = System.nanoTime() - began < normal.toNanos() && shed.get() == shedBefore;
      inARow = good ? inARow + 1 : 0;
      Await.pauseMillis(10);
    }
  }

  /** What was acknowledged is there as each sent it, and nothing that was not. */
  private void requireEachOnceAndInOrder(ChatClient client)
      throws IOException, InterruptedException {
    Map<String, List<String>> found = new HashMap<>();
    for (String room : IntStream.range(0, ROOMS).mapToObj(i -> "room-" + i).toList()) {
      for (Message message : history(client, room)) {
        found.computeIfAbsent(message.sender(), _ -> new ArrayList<>()).add(message.text());
      }
    }
    for (Sending one : crowd) {
      assertEquals(one.kept, found.getOrDefault(one.name, List.of()), one.name);
    }
  }

  private static List<Message> history(ChatClient client, String room)
      throws IOException, InterruptedException {
    List<List<Message>> pages = new ArrayList<>();
    boolean more = true;
    while (more) {
      List<Param> query =
          new ArrayList<>(List.of(new Param("room", room), new Param("limit", "100")));
      if (!pages.isEmpty()) {
        query.add(new Param("before", pages.getFirst().getFirst().id()));
      }
      JsonNode page = client.history(query).success();
      pages.addFirst(Message.listOf(page));
      more = page.required("has_more").booleanValue();
    }
    return pages.stream().flatMap(List::stream).toList();
  }
}
