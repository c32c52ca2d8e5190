package chat.parley.desktop.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.Page;
import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.testing.Await;
import chat.parley.model.Json;
import chat.parley.model.Message;
import chat.parley.model.Replies;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The crash run: the app and its server are killed over and over while somebody writes.
 *
 * <p>{@code -Dparley.kill.cycles} says how often, {@code -Dparley.kill.seed} repeats the choices of
 * a run that failed (not its timing). A folder of a failed run is kept.
 */
@Tag("fault")
class KillRunTest {
  private static final List<String> ROOMS = List.of("kitchen", "attic", "cellar");
  private static final int LEAST_KEPT_A_CYCLE = 5;
  private static final int LEAST_BACK_A_CYCLE = 3;
  private static final int UNDER_WAY_MAX = 500;
  private static final int MOST_LOAD_MILLIS = 700;
  private static final int MOST_GAP_MILLIS = 30;
  private static final int PROBLEMS_KEPT = 20;
  private static final int LOWEST_PORT = 20_000;
  private static final int PORTS = 10_000;

  private final int cycles = Integer.getInteger("parley.kill.cycles", 10);
  private final long seed =
      Optional.ofNullable(Long.getLong("parley.kill.seed")).orElseGet(new Random()::nextLong);
  private final Random random = new Random(seed);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> kept = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final AtomicLong back = new AtomicLong();

  @SuppressWarnings("NullAway.Init") // both are started by the one test
  private Child server;

  @SuppressWarnings("NullAway.Init")
  private Child app;

  private int written;
  private volatile boolean online;
  private int serverKills;
  private int appKills;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void whatWasKeptReachesTheServerOnceAndInOrderOverKillsOfBoth(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    long began = System.nanoTime();
    System.out.printf("app kill run: %d cycles, seed %d, folder %s%n", cycles, seed, folder);
    int port = freePort();
    server = server(folder, port);
    app = app(folder, port);
    try {
      Await.until("the app is online", () -> online);
      for (int cycle = 0; cycle < cycles; cycle++) {
        int keptBefore = kept.size();
        long backBefore = back.get();
        boolean amidst = random.nextInt(4) > 0; // else while one of them may still be starting
        write(() ->
            kept.size() >= keptBefore + LEAST_KEPT_A_CYCLE
                && (!amidst || back.get() >= backBefore + LEAST_BACK_A_CYCLE));
        boolean killServer = random.nextInt(3) > 0;
        boolean killApp = !killServer || random.nextBoolean();
        if (killServer) {
          server.kill();
          serverKills++;
          pause(random.nextInt(MOST_LOAD_MILLIS));
        }
        if (killApp) {
          app.kill();
          appKills++;
          app = app(folder, port);
        }
        if (killServer) {
          write(() -> true);
          server = server(folder, port);
          app.tell("try");
        }
      }
      awaitReady(port);
      app.tell("try");
      judge(folder, port);
    } finally {
      app.close();
      server.close();
      client.close();
      System.out.printf(
          "app kill run: %d cycles, seed %d, %d kills of the app, %d of the server, %d written, %d kept, %d s%n",
          cycles,
          seed,
          appKills,
          serverKills,
          written,
          kept.size(),
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }
  }

  private Child server(Path folder, int port) throws IOException {
    return new Child(
        line -> {
          if (line.startsWith("\tat ")) {
            note("server: " + line);
          }
        },
        "chat.parley.server.Main",
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--data",
        folder.resolve("server").toString());
  }

  private Child app(Path folder, int port) throws IOException {
    return new Child(
        this::heard,
        AppMain.class.getName(),
        folder.resolve("app.db").toString(),
        Integer.toString(port));
  }

  private void note(String problem) {
    if (problems.size() < PROBLEMS_KEPT) {
      problems.add(problem);
    }
  }

  private void heard(String line) {
    if (line.startsWith("kept ")) {
      kept.add(line.substring("kept ".length()));
    } else if (line.startsWith("back ")) {
      back.incrementAndGet();
    } else if (line.equals("online")) {
      online = true;
    } else if (line.startsWith("problem ") || line.startsWith("\tat ") || line.contains("ERROR")) {
      note("app: " + line);
    }
  }

  /** Writes for a while, and until enough was kept; each text is a number higher than the last. */
  private void write(BooleanSupplier enough) {
    long until =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_LOAD_MILLIS));
    long atLast = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < until || !enough.getAsBoolean()) {
      assertTrue(
          System.nanoTime() < atLast,
          () -> "No progress: " + problems + "; the app: " + app + "; the server: " + server);
      if (kept.size() - back.get() < UNDER_WAY_MAX) {
        app.tell("send " + ROOMS.get(random.nextInt(ROOMS.size())) + " " + written);
        written++;
      }
      pause(random.nextInt(MOST_GAP_MILLIS));
    }
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void judge(Path folder, int port) throws Exception {
    for (String room : ROOMS) {
      List<String> expected =
          kept.stream()
              .filter(line -> line.startsWith(room + " "))
              .map(line -> line.substring(room.length() + 1))
              .toList();
      Await.until(
          "all of " + room + " is on the server; " + problems,
          () -> new HashSet<>(texts(history(port, room))).containsAll(expected));
    }
    app.end();
    assertEquals(List.of(), problems);
    try (Replica replica = Replica.open(folder.resolve("app.db"), Clock.systemUTC())) {
      for (String room : ROOMS) {
        List<Message> history = history(port, room);
        List<Integer> numbers = texts(history).stream().map(Integer::valueOf).toList();
        assertEquals(numbers.stream().sorted().distinct().toList(), numbers, room);
        Page page =
            Await.result(replica.server("the server").newest(room, 1_000_000)).orElseThrow();
        assertEquals(
            history.subList(0, page.messages().size()), page.messages(), "what the app knows");
      }
    }
  }

  private static List<String> texts(List<Message> messages) {
    return messages.stream().map(Message::text).toList();
  }

  private List<Message> history(int port, String room) {
    List<Message> all = new ArrayList<>();
    boolean more = true;
    while (more) {
      String before = all.isEmpty() ? "" : "&before=" + all.getFirst().id();
      byte[] body = get(port, "/api/history?limit=100&room=" + room + before).orElseThrow();
      Replies.History page = Json.read(body, Replies.History.class);
      all.addAll(0, page.messages());
      more = page.hasMore();
    }
    return all;
  }

  private void awaitReady(int port) {
    Await.until(
        "the server is ready",
        () -> {
          assertTrue(server.isAlive(), () -> "The server has ended: " + problems);
          return get(port, "/health/ready").isPresent();
        });
  }

  private Optional<byte[]> get(int port, String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One that systems do not give to outgoing connections, so that it stays ours. */
  private int freePort() throws IOException {
    int found = 0;
    while (found == 0) {
      int port = LOWEST_PORT + random.nextInt(PORTS);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        found = probe.getLocalPort();
      } catch (BindException e) {
        System.out.println("port " + port + " is taken");
      }
    }
    return found;
  }
}
