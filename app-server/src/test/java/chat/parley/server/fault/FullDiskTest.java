package chat.parley.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.server.fault.ChatClient.Param;
import chat.parley.server.fault.ChatClient.Reply;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small file system in memory, mounted where the data goes. */
@Tag("fault")
class FullDiskTest {
  private static final int DISK_MIB = 6;
  private static final int FILLER_BYTES = 4 * 1024 * 1024;
  private static final int ROOM_FOR_SMALL_ONES_BYTES = 48 * 1024;
  private static final int SENDS_MAX = 20_000;
  private static final int LARGE_BYTES = 16_000;
  private static final int LOOKS_WHILE_FULL = 60;
  private static final long BETWEEN_LOOKS_MILLIS = 30;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(5);
  private static final Duration MOUNT_LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final List<String> acknowledged = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private int port;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("data"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "none", data.toString()),
        "a small file system can only be mounted by root on Linux");
    Files.write(filler(), new byte[FILLER_BYTES]);
    port = ServerProcess.freePort(new Random());
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    http.shutdownNow();
    Path data = folder.resolve("data");
    if (!succeeds("umount", data.toString())) {
      succeeds("umount", "-l", data.toString()); // else never, in a container without mount
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void sendingIsRefusedReadingGoesOnAndRoomBringsItBack() throws Exception {
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder, port, client)) {
      start(server);
      fill(client, LARGE_BYTES);
      System.out.printf("full disk: %,d messages fitted%n", acknowledged.size());
      assertRefusedWithRetryAfter();
      shrinkFiller();
      staysUnhealthyWhileFull(client);
      readingGoesOn(client);

      Files.delete(filler());
      long began = System.nanoTime();
      Await.until("it recovers by itself", RECOVERY_LIMIT, () -> health() == 200);
      System.out.printf(
          "full disk: well again %,d ms after there was room%n",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
      assertTrue(send(client, 100), "sending works again");
      assertEachIsThereOnce(client);

      server.stop(STOP_LIMIT);
      server.verify();
      assertEquals(List.of(), server.stackTraceLines());
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void killedWhileFullItStartsAgainForReading() throws Exception {
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder, port, client)) {
      start(server);
      fill(client, LARGE_BYTES);
      fill(client, 100);
      server.kill();

      server.launch();
      Await.until("it is there", Duration.ofSeconds(30), () -> health() != 0);
      assertEachIsThereOnce(client);
      readingGoesOn(client);
      server.verify();

      Files.delete(filler());
      Await.until("it is well", RECOVERY_LIMIT, () -> health() == 200);
      assertTrue(send(client, 100), "sending works again");
      assertEachIsThereOnce(client);
      server.stop(STOP_LIMIT);
      server.verify();
      assertEquals(List.of(), server.stackTraceLines());
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void aBackupThatDoesNotFitLeavesNothingNorDoesARestore() throws Exception {
    Path large = folder.resolve("large");
    try (TestStorage storage = TestStorage.open(large)) {
      storage.log().append(Cast.roomCreated(1, Cast.KITCHEN)).get(10, TimeUnit.SECONDS);
      for (int i = 2; i < 300; i++) {
        storage
            .log()
            .append(Cast.message(i, Cast.KITCHEN, Cast.ALICE, "x".repeat(LARGE_BYTES)))
            .get(10, TimeUnit.SECONDS);
      }
    }
    Path full = folder.resolve("data");
    Path file = folder.resolve("kept.parley");
    String[] backup = {"backup", full + "/kept.parley", "--data", large.toString()};
    assertFull(Program.PLAIN.run(folder, backup));
    assertFull(
        Program.PLAIN.run(
            folder, "export", "--output", full + "/all.jsonl", "--data", large.toString()));
    assertEquals(List.of("filler"), names(full));

    backup[1] = file.toString();
    assertEquals(0, Program.PLAIN.run(folder, backup).status());
    Path data = full.resolve("restored");
    String[] restore = {"restore", file.toString(), "--data", data.toString()};
    assertFull(Program.PLAIN.run(folder, restore));
    assertEquals(List.of("parley.lock"), names(data));
    assertTrue(Files.exists(file), "the backup is still there");
  }

  private static void assertFull(Program.Ended ended) {
    assertEquals(1, ended.status(), ended.out() + ended.err());
    assertTrue(ended.err().contains("the disk is full"), ended.err());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path filler() {
    return folder.resolve("data").resolve("filler");
  }

  /** Gives back room for a few small messages: the disk is as good as full still. */
  private void shrinkFiller() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(filler().toFile(), "rw")) {
      file.setLength(FILLER_BYTES - ROOM_FOR_SMALL_ONES_BYTES);
    }
  }

  private static void start(ServerProcess server) throws IOException, InterruptedException {
    server.launch();
    server.awaitReady();
  }

  /** Sends until nothing of this size fits any more. */
  private void fill(ChatClient client, int bytes) throws IOException, InterruptedException {
    int sent = 0;
    while (send(client, bytes)) {
      sent++;
      assertTrue(sent < SENDS_MAX, "the disk is never full");
    }
  }

  /** Whether it was stored; if not, it was refused as it should be. */
  private boolean send(ChatClient client, int bytes) throws IOException, InterruptedException {
    String text = acknowledged.size() + " " + "x".repeat(bytes);
    Reply reply = client.send(new Draft(UUID.randomUUID().toString(), "alice", "kitchen", text));
    if (reply.status() == 200) {
      acknowledged.add(Message.text(reply.body(), "message_id"));
      return true;
    }
    assertEquals(503, reply.status(), () -> reply.body().toString());
    assertEquals("storage_full", Message.text(reply.body(), "code"));
    return false;
  }

  /** While large and small messages are tried: health must not come and go with what fits. */
  private void staysUnhealthyWhileFull(ChatClient client) throws IOException, InterruptedException {
    for (int look = 0; look < LOOKS_WHILE_FULL; look++) {
      send(client, look % 2 == 0 ? 1 : LARGE_BYTES);
      assertEquals(503, health(), "health, at look " + look);
      Await.pauseMillis(BETWEEN_LOOKS_MILLIS);
    }
  }

  private void assertRefusedWithRetryAfter() throws IOException, InterruptedException {
    String body =
        "{\"sender\":\"alice\",\"room\":\"kitchen\",\"text\":\"" + "x".repeat(LARGE_BYTES) + "\"}";
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(uri("/api/send"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(503, response.statusCode(), response.body());
    assertTrue(response.headers().firstValue("Retry-After").isPresent(), "Retry-After");
  }

  /** History, a poll with a cursor, and a first poll of a client that has none. */
  private void readingGoesOn(ChatClient client) throws IOException, InterruptedException {
    JsonNode history = history(client, List.of());
    assertEquals(acknowledged.getLast(), Message.listOf(history).getLast().id());
    String before = acknowledged.get(acknowledged.size() - 3);
    JsonNode missed =
        client
            .poll(
                List.of(
                    new Param("client_id", "bob"),
                    new Param("room", "kitchen"),
                    new Param("last_message_id", before)),
                Duration.ofSeconds(25))
            .success();
    assertEquals(
        acknowledged.subList(acknowledged.size() - 2, acknowledged.size()),
        Message.listOf(missed).stream().map(Message::id).toList());
    JsonNode first =
        client
            .poll(
                List.of(
                    new Param("client_id", "carol-" + UUID.randomUUID()),
                    new Param("room", "kitchen"),
                    new Param("timeout", "5")),
                Duration.ofSeconds(5))
            .success();
    assertTrue(first.required("timeout").booleanValue(), "a first poll waits its time");
  }

  private void assertEachIsThereOnce(ChatClient client) throws IOException, InterruptedException {
    List<String> stored = new ArrayList<>();
    boolean more = true;
    while (more) {
      JsonNode page =
          history(
              client,
              stored.isEmpty() ? List.of() : List.of(new Param("before", stored.getLast())));
      stored.addAll(Message.listOf(page).reversed().stream().map(Message::id).toList());
      more = page.required("has_more").booleanValue();
    }
    assertEquals(acknowledged, stored.reversed());
  }

  private static JsonNode history(ChatClient client, List<Param> more)
      throws IOException, InterruptedException {
    List<Param> query = new ArrayList<>(more);
    query.add(new Param("room", "kitchen"));
    query.add(new Param("limit", "100"));
    return client.history(query).success();
  }

  /** The status of /health, or 0 while nobody answers. */
  private int health() {
    try {
      return http.send(
              HttpRequest.newBuilder(uri("/health")).timeout(Duration.ofSeconds(5)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return false; // there is no such program here
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(MOUNT_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      System.out.println(String.join(" ", command) + ": " + said.strip());
      return false;
    }
    return true;
  }
}
