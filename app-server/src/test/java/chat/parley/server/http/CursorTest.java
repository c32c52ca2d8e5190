package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors over a server's life, and what becomes of those that its log does not know. */
class CursorTest {
  private static final String UNKNOWN = "cursor=AAAAAAAAAAAAAAAAAAAAAA";

  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.on(folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isShortAndUrlSafe() {
    assertTrue(server.cursor().matches("[A-Za-z0-9_-]{22}"), server.cursor());
  }

  @Test
  void isGoodOverARestart() {
    server.send("bob", "one", "kitchen");
    String cursor = server.cursor();
    server.send("bob", "two", "kitchen");
    server.close();
    start();
    server.send("bob", "three", "kitchen");

    Reply reply = server.pollNow("client_id=alice&room=kitchen&cursor=" + cursor);
    assertEquals(List.of("two", "three"), reply.texts());
    assertFalse(reply.json().has("reset"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        UNKNOWN,
        "cursor=x",
        "cursor=-_-_-_-_-_-_-_-_-_-_-_",
        "last_message_id=018a47be-c87b-7c3e-9d41-5b2f8a6c0e17",
        "last_message_id=17",
        "last_message_id=%20"
      })
  void startsOverFromAPlaceThatNoServerGave(String place) {
    server.send("bob", "one", "kitchen");
    Reply reply = server.pollNow("client_id=alice&room=kitchen&" + place);

    assertEquals(List.of("one"), reply.texts());
    assertTrue(reply.isReset());
    CompletableFuture<Reply> next =
        server.park("client_id=alice&room=kitchen&cursor=" + reply.cursor());
    server.send("bob", "two", "kitchen");
    assertEquals(List.of("two"), Await.result(next).texts());
    assertFalse(Await.result(next).json().has("reset"));
  }

  @Test
  void startsOverFromTheLongestCursorThereMayBe() {
    server.send("bob", "one", "kitchen");
    Reply reply = server.pollNow("client_id=alice&room=kitchen&cursor=" + "x".repeat(256));

    assertTrue(reply.isReset());
  }

  @Test
  void startsOverFromAnotherServersPlace() {
    server.send("bob", "one", "kitchen");
    try (TestServer other = TestServer.on(folder.resolve("other"))) {
      String id = other.send("bob", "there", "kitchen").text("message_id");
      String query = "client_id=alice&room=kitchen&";

      assertTrue(server.pollNow(query + "cursor=" + other.cursor()).isReset());
      assertTrue(server.pollNow(query + "last_message_id=" + id).isReset());
    }
  }

  @Test
  void startsOverAfterTheLogWasRolledBackEvenIfItHasGrownSince() throws IOException {
    server.send("bob", "one", "kitchen");
    String early = server.cursor();
    server.close();
    copy(folder.resolve("data"), folder.resolve("backup"));
    start();
    server.send("bob", "two", "kitchen");
    String late = server.cursor();
    server.close();

    try (TestServer restored = TestServer.on(folder.resolve("backup"))) {
      String query = "client_id=alice&room=kitchen&cursor=";
      assertTrue(restored.pollNow(query + late).isReset());
      restored.send("bob", "another second", "kitchen");
      restored.send("bob", "third", "kitchen");
      Reply reply = restored.pollNow(query + late);
      assertTrue(reply.isReset());
      assertEquals(List.of("one", "another second", "third"), reply.texts());
      assertFalse(restored.pollNow(query + early).isReset());
    }
  }

  @Test
  void startsOverWithTheNewestOfEachRoomInTheLogsOrder() {
    server.send("bob", "1", "kitchen");
    server.send("bob", "2", "attic");
    server.send("bob", "3", "kitchen");
    server.send("bob", "4", "attic");
    server.send("bob", "5", "kitchen");
    server.send("bob", "6", "hall");

    String query = "client_id=alice&" + UNKNOWN;
    assertEquals(List.of("2", "3", "4", "5"), texts(query + "&limit=2&room=attic&room=kitchen"));
    assertEquals(List.of("2", "3", "4", "5", "6"), texts(query + "&limit=2&room=*"));
    assertEquals(List.of("4", "5", "6"), texts(query + "&limit=1&room=*"));
  }

  @Test
  void startsOverWithAtMostFiveHundredInAll() {
    sendMany(300, "kitchen");
    sendMany(300, "attic");
    Reply reply = server.pollNow("client_id=alice&room=*&limit=300&" + UNKNOWN);

    List<String> rooms =
        reply.json().path("messages").valueStream().map(m -> m.path("room").asText()).toList();
    assertEquals(
        IntStream.range(0, 500).mapToObj(i -> i < 200 ? "kitchen" : "attic").toList(), rooms);
  }

  @Test
  void parksWhenItStartsOverWithNothingToShowAndSaysSoWithTheFirstMessage() {
    server.send("bob", "elsewhere", "attic");
    CompletableFuture<Reply> poll = server.park("client_id=alice&room=kitchen&" + UNKNOWN);
    server.send("bob", "here", "kitchen");

    assertEquals(List.of("here"), Await.result(poll).texts());
    assertTrue(Await.result(poll).isReset());
  }

  @Test
  void parksWhenItStartsOverWithNothingToShowAndSaysSoAtItsDeadline() {
    CompletableFuture<Reply> poll =
        server.park("client_id=alice&room=kitchen&timeout=5&last_message_id=x");
    server.advancePast(Duration.ofSeconds(5));

    assertEquals("timeout", Await.result(poll).text("status"));
    assertTrue(Await.result(poll).isReset());
    assertEquals(server.cursor(), Await.result(poll).cursor());
  }

  private List<String> texts(String query) {
    return server.pollNow(query).texts();
  }

  private void sendMany(int messages, String room) {
    IntStream.range(0, messages)
        .mapToObj(i -> server.sending("bob", "" + i, room))
        .toList()
        .forEach(send -> Await.result(send).expect(200));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
