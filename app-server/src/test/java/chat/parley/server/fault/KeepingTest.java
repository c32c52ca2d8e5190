package chat.parley.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.fault.ChatClient.Param;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups and exports of a server that people write to, and what is left of those cut short. */
@Tag("fault")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class KeepingTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final int WRITERS = 4;
  private static final int MANY_MESSAGES = 20_000;
  private static final int APPENDED_AT_ONCE = 2_000;
  private static final int KILLS =
      Math.clamp(Integer.getInteger("parley.kill.cycles", 20) / 5, 2, 4);
  private static final int MOST_PAUSE_MILLIS = 800;
  private static final int PAGE = 100;

  @TempDir Path folder;
  private final Random random = new Random();

  private Program.Ended run(int status, Object... arguments)
      throws IOException, InterruptedException {
    String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    Program.Ended ended = Program.PLAIN.run(folder, words);
    String said = String.join(" ", words) + "\n" + ended.out() + ended.err();
    assertEquals(status, ended.status(), said);
    assertFalse(said.contains("\tat "), said);
    return ended;
  }

  /** Writers that go on until they are told to stop, and what was acknowledged to them. */
  private record Writers(
      Queue<String> acknowledged, AtomicBoolean stopping, List<Future<Boolean>> running) {
    static Writers start(ChatClient client, ExecutorService threads) {
      Writers writers =
          new Writers(new ConcurrentLinkedQueue<>(), new AtomicBoolean(), new ArrayList<>());
      for (int i = 0; i < WRITERS; i++) {
        String name = "writer-" + i;
        writers.running.add(threads.submit(() -> writers.write(client, name)));
      }
      return writers;
    }

    private boolean write(ChatClient client, String name) throws IOException, InterruptedException {
      while (!stopping.get()) {
        String id = UUID.randomUUID().toString();
        JsonNode sent = client.send(new Draft(id, name, "kitchen", "said " + id)).success();
        acknowledged.add(Message.text(sent, "message_id"));
      }
      return true;
    }

    void awaitMore(int messages) throws InterruptedException {
      int due = acknowledged.size() + messages;
      assertTrue(Await.within(PATIENCE, () -> acknowledged.size() >= due), "the load goes on");
    }

    void stop() throws Exception {
      stopping.set(true);
      for (Future<Boolean> writer : running) {
        assertTrue(writer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void aBackupUnderLoadHasAllThatWasAcknowledgedAndComesBackAsALogOfItsOwn() throws Exception {
    Path live = folder.resolve("live/data");
    Path file = folder.resolve("kept.parley");
    int port = ServerProcess.freePort(random);
    String cursor;
    List<String> before;
    List<String> all;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder("live"), port, client)) {
      server.launch();
      server.awaitReady();
      Writers writers = Writers.start(client, threads);
      writers.awaitMore(300);
      cursor = Message.text(history(client), "cursor");
      before = List.copyOf(writers.acknowledged);

      String said = run(0, "backup", file, "--data", live).out();
      System.out.printf(
          "backup under load: %s; %,d messages were acknowledged meanwhile%n",
          said.strip(), writers.acknowledged.size() - before.size());
      run(0, "doctor", "--data", live, "--port", port);
      run(0, "healthcheck", "--port", port);
      writers.awaitMore(100);
      writers.stop();
      all = List.copyOf(writers.acknowledged);
      Path exported = folder.resolve("live.jsonl");
      run(0, "export", "--data", live, "--output", exported);
      assertEquals(new TreeSet<>(all), new TreeSet<>(ids(Files.readString(exported))));
      server.stop(STOP_LIMIT);
      assertEquals(List.of(), server.stackTraceLines());
    }

    Path byHand = folder("by-hand");
    Files.copy(file, byHand.resolve("parley.db"));
    String copied = run(0, "export", "--data", byHand).out();
    Path restored = folder("restored").resolve("data");
    run(0, "restore", file, "--data", restored);
    run(0, "verify", "--data", restored);
    assertEquals(copied, run(0, "export", "--data", restored).out());
    assertTrue(Files.readString(folder.resolve("live.jsonl")).startsWith(copied), "a prefix");
    List<String> kept = ids(copied);
    assertTrue(new TreeSet<>(kept).containsAll(before), "all that was acknowledged before");
    assertTrue(kept.size() < all.size(), "the live log went on");

    assertServedAsALogOfItsOwn(cursor, kept);
  }

  private void assertServedAsALogOfItsOwn(String cursor, List<String> kept) throws Exception {
    int port = ServerProcess.freePort(random);
    try (ChatClient client = new ChatClient(port);
        ServerProcess server = new ServerProcess(folder.resolve("restored"), port, client)) {
      server.launch();
      server.awaitReady();
      JsonNode reply =
          client
              .poll(
                  List.of(
                      new Param("client_id", "alice"),
                      new Param("room", "kitchen"),
                      new Param("cursor", cursor)),
                  Duration.ofSeconds(25))
              .success();
      assertTrue(reply.path("reset").asBoolean(), reply::toString);
      assertEquals(
          kept.subList(kept.size() - PAGE, kept.size()),
          Message.listOf(reply).stream().map(Message::id).toList());
      server.stop(STOP_LIMIT);
    }
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static JsonNode history(ChatClient client) throws IOException, InterruptedException {
    return client.history(List.of(new Param("room", "kitchen"))).success();
  }

  private static List<String> ids(String export) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String line : export.lines().skip(1).toList()) {
      ids.add(JSON.readTree(line).required("id").textValue());
    }
    return ids;
  }

  @Test
  void aBackupThatIsKilledLeavesNoFileThatLooksWhole() throws Exception {
    Path data = many();
    int caught = 0;
    for (int i = 0; i < KILLS; i++) {
      Path away = folder("away-" + i);
      Path file = away.resolve("kept.parley");
      killWhenBegun(away, List.of("backup", file.toString(), "--data", data.toString()));
      if (Files.exists(file)) {
        run(0, "restore", file, "--data", folder.resolve("restored-" + i)); // it was whole by then
      } else {
        caught++;
        assertTrue(names(away).stream().allMatch(name -> name.contains(".partial")));
        run(0, "backup", file, "--data", data);
      }
    }
    System.out.printf("backup: %d of %d kills came in the middle%n", caught, KILLS);
    assertTrue(caught > 0, "no kill came in the middle");
    run(0, "verify", "--data", data);
  }

  @Test
  void aRestoreThatIsKilledLeavesNoDataThatLooksWhole() throws Exception {
    Path file = folder.resolve("kept.parley");
    run(0, "backup", file, "--data", many());
    int caught = 0;
    for (int i = 0; i < KILLS; i++) {
      Path data = folder("restored-" + i);
      killWhenBegun(data, List.of("restore", file.toString(), "--data", data.toString()));
      if (!Files.exists(data.resolve("parley.db"))) {
        caught++;
        run(2, "verify", "--data", data);
        run(0, "restore", file, "--data", data);
        assertEquals(Set.of("parley.db", "parley.lock"), names(data));
      }
      run(0, "verify", "--data", data);
    }
    System.out.printf("restore: %d of %d kills came in the middle%n", caught, KILLS);
    assertTrue(caught > 0, "no kill came in the middle");
  }

  @Test
  void aBackupThatIsAskedToStopLeavesNothing() throws Exception {
    Path data = many();
    Path away = folder("away");
    Process process =
        begun(
            away,
            List.of("backup", away.resolve("kept.parley").toString(), "--data", data.toString()));
    process.destroy();
    assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    assertEquals(Set.of(), names(away));
  }

  @Test
  void anExportThatNobodyReadsToItsEndEndsQuietly() throws Exception {
    Program.Ended ended =
        Program.PLAIN
            .below("{ \"$@\"; echo \"status $?\" >&2; } | head -n 1")
            .run(folder, "export", "--data", many().toString());
    assertEquals("{\"format\":\"parley-export\",\"version\":1}", ended.out().strip());
    assertEquals("status 1", ended.err().strip());
  }

  /** A data folder with so much in it that copying and checking take a while. */
  private Path many() throws Exception {
    Path data = folder.resolve("many");
    try (TestStorage storage = TestStorage.open(data)) {
      storage.log().append(Cast.roomCreated(1, Cast.KITCHEN)).get(10, TimeUnit.SECONDS);
      CompletableFuture<?> last = CompletableFuture.completedFuture(null);
      for (int i = 2; i <= MANY_MESSAGES; i++) {
        last =
            storage
                .log()
                .append(Cast.message(i, Cast.KITCHEN, Cast.ALICE, i + " " + "x".repeat(400)));
        if (i % APPENDED_AT_ONCE == 0) {
          last.get(10, TimeUnit.SECONDS);
        }
      }
    }
    return data;
  }

  private void killWhenBegun(Path where, List<String> command) throws Exception {
    Process process = begun(where, command);
    Await.pauseMillis(random.nextInt(MOST_PAUSE_MILLIS));
    process.destroyForcibly();
    assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  /** Starts a command and waits until it writes to a folder. */
  private Process begun(Path where, List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "command", ".log");
    Process process = Program.PLAIN.start(command, log, log);
    boolean begun =
        Await.within(
            PATIENCE,
            () ->
                !process.isAlive() || names(where).stream().anyMatch(n -> n.contains(".partial")));
    assertTrue(begun && process.isAlive(), () -> command + " did not begin");
    return process;
  }

  private static Set<String> names(Path where) {
    try (Stream<Path> files = Files.list(where)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(TreeSet::new, Set::add, Set::addAll);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
