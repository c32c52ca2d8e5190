package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending with a {@code client_message_id}. */
class SendOnceTest {
  private static final String ID = "4f9c2a1e-7b3d-4c58-9e06-d1a7f3b8c245";

  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.on(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String body(String sender, String text, String room, String id) {
    return "{\"sender\":\"%s\",\"text\":\"%s\",\"room\":\"%s\",\"client_message_id\":\"%s\"}"
        .formatted(sender, text, room, id);
  }

  private Reply send(String sender, String text, String room, String id) {
    return server.post("/api/send", body(sender, text, room, id));
  }

  private List<String> inTheKitchen() {
    return server.get("/api/history?room=kitchen&limit=100").expect(200).texts();
  }

  @Test
  void givesTheFirstAnswerAgain() {
    Reply first = send("alice", "Hello", "kitchen", ID).expect(200);
    server.advance(Duration.ofHours(1));
    Reply again = send("alice", "Hello", "kitchen", ID).expect(200);

    assertFalse(first.json().has("duplicate"));
    assertTrue(again.json().path("duplicate").asBoolean());
    assertEquals(first.body().replace("}", ",\"duplicate\":true}"), again.body());
    assertEquals(List.of("Hello"), inTheKitchen());
  }

  @Test
  void givesItAgainOverARestart() {
    Reply first = send("alice", "Hello", "kitchen", ID).expect(200);
    server.close();
    start();
    Reply again = send("alice", "Hello", "kitchen", ID).expect(200);

    assertEquals(first.body().replace("}", ",\"duplicate\":true}"), again.body());
    assertEquals(List.of("Hello"), inTheKitchen());
  }

  @Test
  void knowsTheIdInWhateverCaseItIsWritten() {
    send("alice", "Hello", "kitchen", ID).expect(200);
    Reply again = send("alice", "Hello", "kitchen", ID.toUpperCase(Locale.ROOT)).expect(200);

    assertTrue(again.json().path("duplicate").asBoolean());
  }

  @ParameterizedTest
  @CsvSource({"Alice, kitchen", "' alice ', ' kitchen '"})
  void takesTheSameNamesInAnotherFormForTheSame(String sender, String room) {
    send("alice", "Hello", "kitchen", ID).expect(200);

    assertTrue(send(sender, "Hello", room, ID).expect(200).json().path("duplicate").asBoolean());
  }

  @ParameterizedTest
  @CsvSource({
    "bob, Hello, kitchen",
    "alice, Hello!, kitchen",
    "alice, 'Hello ', kitchen",
    "alice, Hello, attic"
  })
  void refusesTheIdForAnythingElse(String sender, String text, String room) {
    send("alice", "Hello", "kitchen", ID).expect(200);
    send(sender, text, room, ID)
        .expectRefusal(409, "client_message_id_reused", "client_message_id");

    assertEquals(List.of("Hello"), inTheKitchen());
    assertEquals(List.of(), server.get("/api/history?room=attic").texts());
  }

  @Test
  void storesOnceWhatIsSentManyTimesAtOnce() {
    String cursor = server.cursor();
    List<CompletableFuture<Reply>> sends =
        IntStream.range(0, 40)
            .mapToObj(i -> server.posting("/api/send", body("alice", "Hello", "kitchen", ID)))
            .toList();
    List<Reply> replies = sends.stream().map(Await::result).toList();

    replies.forEach(reply -> reply.expect(200));
    assertEquals(1, replies.stream().map(reply -> reply.text("message_id")).distinct().count());
    assertEquals(1, replies.stream().filter(reply -> !reply.json().has("duplicate")).count());
    assertEquals(List.of("Hello"), inTheKitchen());
    assertEquals(
        List.of("Hello"), server.pollNow("client_id=alice&room=kitchen&cursor=" + cursor).texts());
  }

  @Test
  void refusesAllButOneOfDifferentMessagesWithOneIdAtOnce() {
    List<CompletableFuture<Reply>> sends =
        IntStream.range(0, 40)
            .mapToObj(i -> server.posting("/api/send", body("alice", "no " + i, "kitchen", ID)))
            .toList();
    List<Reply> replies = sends.stream().map(Await::result).toList();

    assertEquals(1, replies.stream().filter(reply -> reply.status() == 200).count());
    replies.stream()
        .filter(reply -> reply.status() != 200)
        .forEach(
            reply -> reply.expectRefusal(409, "client_message_id_reused", "client_message_id"));
    assertEquals(1, inTheKitchen().size());
  }

  @Test
  void isDecidedBeforeAnyRoomIsMade() {
    send("alice", "Hello", "kitchen", ID).expect(200);
    send("alice", "Hello", "attic", ID)
        .expectRefusal(409, "client_message_id_reused", "client_message_id");

    assertEquals(1, server.get("/api/rooms").expect(200).json().path("rooms").size());
  }
}
