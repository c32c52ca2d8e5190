package chat.parley.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.fault.ChatClient.Param;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process that is asked to stop while people write and wait. */
@Tag("fault")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DrainRunTest {
  private static final int SENDERS = 16;
  private static final int POLLS = 300;
  private static final int ACKS_BEFORE = 300;
  private static final int TERMINATED = 143;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern PAUSE = Pattern.compile("\"retry_after_ms\":(\\d+)");

  @TempDir Path folder;

  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  @Test
  void underLoadItKeepsEveryPromiseAndTellsEveryoneWhenToComeBack() throws Exception {
    int port = ServerProcess.freePort(new Random());
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder, port, client);
        ManyPolls crowd = new ManyPolls(port, POLLS, List.of(InetAddress.getLoopbackAddress()))) {
      server.launch();
      server.awaitReady();
      crowd.ask(i -> "/api/poll?client_id=person-" + i + "&room=quiet&timeout=60");
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        String name = "sender-" + i;
        senders.add(Thread.startVirtualThread(() -> send(client, name)));
      }
      Await.until("people write", LIMIT, () -> acknowledged.size() >= ACKS_BEFORE);

      long began = System.nanoTime();
      assertEquals(TERMINATED, server.end("TERM", STOP_LIMIT));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      ended.set(true);
      for (Thread sender : senders) {
        assertTrue(sender.join(LIMIT), "a sender waits for an answer");
      }
      System.out.printf("drain: %d acknowledged, ended in %d ms%n", acknowledged.size(), millis);

      assertEquals(List.of(), List.copyOf(surprises));
      assertEveryoneWasTold(crowd);
      assertEquals(List.of(), server.stackTraceLines());
      assertFalse(server.said().contains(" ERROR "), server.said());

      server.launch();
      server.awaitReady();
      Set<String> missing = new HashSet<>(acknowledged);
      missing.removeAll(history(client));
      assertEquals(Set.of(), missing, "acknowledged and lost");
      server.stop(STOP_LIMIT);
      server.verify();
    }
  }

  @Test
  void aSecondSignalEndsItAtOnce() throws Exception {
    int port = ServerProcess.freePort(new Random());
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder, port, client)) {
      server.launch();
      server.awaitReady();
      client.send(draft("alice", "kitchen")).success();
      try (Connection database =
              DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/parley.db"));
          Statement lock = database.createStatement()) {
        lock.execute("BEGIN IMMEDIATE"); // what is under way cannot be stored, so it waits
        Thread sender = Thread.startVirtualThread(() -> send(client, "bob"));
        Await.until("the send waits", LIMIT, () -> acknowledged.isEmpty() && sender.isAlive());
        server.signal("TERM");
        Await.until("it is stopping", LIMIT, () -> !isReady(client));
        assertTrue(server.isAlive());

        assertEquals(TERMINATED, server.end("TERM", Duration.ofSeconds(1)));
        ended.set(true);
        lock.execute("ROLLBACK");
      }
      server.launch();
      server.awaitReady();
      server.stop(STOP_LIMIT);
      server.verify();
    }
  }

  private static Draft draft(String sender, String room) {
    return new Draft(UUID.randomUUID().toString(), sender, room, "hello " + UUID.randomUUID());
  }

  /** Sends one after the other until the server is gone; only a stop may be in the way. */
  private void send(ChatClient client, String name) {
    while (!ended.get()) {
      try {
        ChatClient.Reply reply = client.send(draft(name, "kitchen"));
        if (reply.status() == 200) {
          acknowledged.add(Message.text(reply.body(), "message_id"));
        } else if (!Message.text(reply.body(), "code").equals("draining")) {
          surprises.add(reply.toString());
        }
        Await.pauseMillis(reply.status() == 200 ? 0 : 20);
      } catch (IOException e) {
        return; // the port is closed
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void assertEveryoneWasTold(ManyPolls crowd) throws InterruptedException {
    Await.until("all are answered", LIMIT, () -> crowd.answered() == POLLS);
    assertEquals(List.of(), crowd.problems());
    Set<String> pauses = new HashSet<>();
    for (ManyPolls.Reply reply : crowd.replies()) {
      var pause = PAUSE.matcher(reply.body());
      assertTrue(reply.status() == 200 && pause.find(), reply.body());
      pauses.add(pause.group(1));
    }
    assertTrue(pauses.size() > POLLS / 3, "they are spread: " + pauses.size());
  }

  private static Set<String> history(ChatClient client) throws IOException, InterruptedException {
    Set<String> ids = new HashSet<>();
    List<Param> query = List.of(new Param("room", "kitchen"), new Param("limit", "100"));
    boolean more = true;
    while (more) {
      JsonNode page = client.history(query).success();
      List<Message> messages = Message.listOf(page);
      messages.forEach(message -> ids.add(message.id()));
      more = page.required("has_more").booleanValue();
      query =
          List.of(
              new Param("room", "kitchen"),
              new Param("limit", "100"),
              new Param("before", messages.getFirst().id()));
    }
    return ids;
  }

  private static boolean isReady(ChatClient client) {
    try {
      return client.ready();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
