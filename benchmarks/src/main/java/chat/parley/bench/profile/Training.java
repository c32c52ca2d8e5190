package chat.parley.bench.profile;

import chat.parley.bench.load.LoadLoop;
import chat.parley.bench.subject.Launch;
import chat.parley.bench.subject.Parley;
import chat.parley.bench.subject.Running;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Has a server do what it will do for people, so that Java can keep what it learned of that: which
 * classes there are, and which way the code goes that is asked most (JEP 483, 514 and 515).
 *
 * @param waiters in one full room
 * @param rooms in which people talk besides
 * @param members of each of those
 * @param seconds of each kind of work
 */
public record Training(int waiters, int rooms, int members, int seconds) {
  private static final int SENDS_PER_SECOND = 200;
  private static final int SENDERS = 32;
  private static final int REQUESTS = 100;
  private static final int WRITING_SECONDS = 120;
  private static final int OK = 200;

  /** What a page and a program ask for that is no poll and no message. */
  private static final List<String> READ =
      List.of(
          "/",
          "/web/app.js",
          "/health",
          "/openapi.json",
          "/api/rooms",
          "/api/stats",
          "/api/history?room=room0&limit=50");

  /**
   * Starts a server, works with it, ends it, and waits until what was learned is written.
   *
   * @param bench where it runs, and who is told
   * @param cache the file; what is there is replaced
   * @throws IllegalStateException if the server fails, or nothing is written
   */
  public void run(Bench bench, Launch launch, Path cache) throws IOException {
    bench.progress().accept("A server learns what it will have to do.");
    Files.createDirectories(cache.toAbsolutePath().getParent());
    Files.deleteIfExists(cache);
    Parley learner = new Parley("Parley", false, List.of(), launch.learning(cache));
    Running server = bench.start(learner, true);
    try {
      work(server);
    } finally {
      server.end(WRITING_SECONDS);
    }
    if (!Files.exists(cache) || Files.size(cache) == 0) {
      throw new IllegalStateException(
          "Java has not written what it learned: %s\n%s".formatted(cache, server.said()));
    }
  }

  private void work(Running server) throws IOException {
    String name = "the server that learns";
    try (LoadLoop loop = new LoadLoop()) {
      FullRoom room = new FullRoom(name, loop, server, waiters);
      room.work(seconds);
      room.check();
    }
    try (LoadLoop loop = new LoadLoop()) {
      Talk talk = new Talk(name, loop, server, rooms, members);
      talk.go(SENDS_PER_SECOND, seconds);
      talk.check();
    }
    try (LoadLoop loop = new LoadLoop()) {
      new ClosedLoop(loop, server, SENDERS, SENDERS).go(seconds);
    }
    read(server);
  }

  private static void read(Running server) throws IOException {
    URI home = URI.create("http://localhost:" + server.address().getPort());
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < REQUESTS; i++) {
        for (String target : READ) {
          HttpRequest request = HttpRequest.newBuilder(home.resolve(target)).build();
          int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
          if (status != OK) {
            throw new IllegalStateException("%s is answered by %d".formatted(target, status));
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the server learned", e);
    }
  }
}
