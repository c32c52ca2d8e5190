package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollTest {
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = TestServer.on(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersWithWhatWasSentFieldForField() {
    CompletableFuture<Reply> poll = server.park("client_id=alice&room=kitchen");
    Reply sent = server.send("bob", "Is there coffee?", "kitchen");
    Reply reply = Await.result(poll).expect(200);

    assertEquals(
        List.of("messages", "status", "timeout", "cursor"), List.copyOf(names(reply.json())));
    assertEquals("success", reply.text("status"));
    assertFalse(reply.json().path("timeout").asBoolean(true));
    JsonNode message = reply.json().path("messages").path(0);
    assertEquals(List.of("id", "sender", "text", "timestamp", "room", "guest"), names(message));
    assertEquals(sent.text("message_id"), message.path("id").asText());
    assertEquals("bob", message.path("sender").asText());
    assertEquals("Is there coffee?", message.path("text").asText());
    assertEquals("kitchen", message.path("room").asText());
    assertEquals(
        sent.json().path("timestamp").decimalValue(), message.path("timestamp").decimalValue());
  }

  @Test
  void givesIdsOfVersionSevenAndTimesWithThreeDecimals() {
    Reply sent = server.send("alice", "Now", "kitchen");
    server.advance(Duration.ofMillis(120));
    Reply later = server.send("alice", "A little later", "kitchen");

    UUID id = UUID.fromString(sent.text("message_id"));
    assertEquals(7, id.version());
    assertEquals(2, id.variant());
    assertTrue(sent.body().matches(".*\"timestamp\":[0-9]{10}\\.000[,}].*"), sent.body());
    assertTrue(later.body().matches(".*\"timestamp\":[0-9]{10}\\.120[,}].*"), later.body());
  }

  @Test
  void startsFromNowOnAClientsFirstPoll() {
    server.send("bob", "before", "kitchen");
    CompletableFuture<Reply> poll = server.park("client_id=alice&room=kitchen");
    server.send("bob", "after", "kitchen");

    assertEquals(List.of("after"), Await.result(poll).texts());
  }

  @Test
  void isAboutTheRoomGeneralByDefault() {
    CompletableFuture<Reply> poll = server.park("client_id=alice&room=&cursor=&last_message_id=");
    server.send("bob", "elsewhere", "kitchen");
    server.send("bob", "here", "general");

    assertEquals(List.of("here"), Await.result(poll).texts());
  }

  @Test
  void answersEveryoneWhoWaitsInTheRoomTheSenderIncluded() {
    CompletableFuture<Reply> alice = server.park("client_id=alice&room=kitchen");
    CompletableFuture<Reply> bob = server.park("client_id=bob&room=kitchen", 1);
    server.send("alice", "Hello", "kitchen");

    assertEquals(Await.result(alice).body(), Await.result(bob).body());
    assertEquals(List.of("Hello"), Await.result(bob).texts());
  }

  @Test
  void givesNoMessagesAtItsDeadlineAndTheLastPositionExaminedAsCursor() {
    CompletableFuture<Reply> poll = server.park("client_id=alice&room=kitchen&timeout=5");
    server.send("bob", "elsewhere", "attic");
    server.advancePast(Duration.ofSeconds(5));
    Reply reply = Await.result(poll).expect(200);

    assertEquals(
        "{\"messages\":[],\"status\":\"timeout\",\"timeout\":true,\"cursor\":\""
            + server.cursor()
            + "\"}",
        reply.body());
  }

  @ParameterizedTest
  @CsvSource({"'', 25", "timeout=, 25", "timeout=5, 5", "timeout=60, 60"})
  void waitsAsLongAsItIsAskedToAnd25SecondsByDefault(String timeout, int seconds) {
    CompletableFuture<Reply> poll = server.park("client_id=alice&" + timeout);
    server.advance(Duration.ofSeconds(seconds - 5));
    CompletableFuture<Reply> fiveMore = server.park("client_id=bob&timeout=5", 1);
    CompletableFuture<Reply> sixMore = server.park("client_id=carol&timeout=6", 2);
    server.advancePast(Duration.ofSeconds(5));

    assertEquals("timeout", Await.result(poll).text("status"));
    assertEquals("timeout", Await.result(fiveMore).text("status"));
    assertFalse(sixMore.isDone());
    server.advance(Duration.ofSeconds(1));
    Await.result(sixMore);
  }

  @Test
  void wakesOnlyForTheRoomsItAskedFor() {
    CompletableFuture<Reply> two = server.park("client_id=alice&room=kitchen&room=attic");
    CompletableFuture<Reply> one = server.park("client_id=alice&room=attic", 1);
    CompletableFuture<Reply> all = server.park("client_id=alice&room=*", 2);

    server.send("bob", "in the hall", "hall");
    assertEquals(List.of("in the hall"), Await.result(all).texts());
    server.awaitWaiting(2);
    server.send("bob", "in the kitchen", "kitchen");
    assertEquals(List.of("in the kitchen"), Await.result(two).texts());
    server.awaitWaiting(1);
    server.send("bob", "in the attic", "attic");
    assertEquals(List.of("in the attic"), Await.result(one).texts());
  }

  @Test
  void readsSeveralRoomsInTheLogsOrder() {
    String cursor = server.cursor();
    server.send("bob", "1", "kitchen");
    server.send("bob", "2", "attic");
    server.send("bob", "3", "hall");
    server.send("bob", "4", "kitchen");

    String query = "client_id=alice&cursor=" + cursor;
    assertEquals(List.of("1", "2", "4"), texts(query + "&room=attic&room=kitchen"));
    assertEquals(List.of("1", "4"), texts(query + "&room=kitchen&room=kitchen"));
    assertEquals(List.of("1", "2", "3", "4"), texts(query + "&room=*"));
    assertEquals(List.of("1", "2", "3", "4"), texts(query + "&room=attic&room=*"));
  }

  @Test
  void parksInARoomNobodyHasWrittenTo() {
    CompletableFuture<Reply> poll =
        server.park("client_id=alice&room=cellar&cursor=" + server.cursor());
    server.send("bob", "The first word", "cellar");

    assertEquals(List.of("The first word"), Await.result(poll).texts());
  }

  @Test
  void givesTheSameAgainForTheSameCursor() {
    String cursor = server.cursor();
    server.send("bob", "one", "kitchen");
    String query = "client_id=alice&room=kitchen&cursor=" + cursor;
    Reply first = server.pollNow(query);

    assertEquals(first.body(), server.pollNow(query).body());
    server.send("bob", "two", "kitchen");
    assertEquals(List.of("one", "two"), texts(query));
  }

  @Test
  void givesAtMostTheLimitAndTheRestAtOnce() {
    String cursor = server.cursor();
    IntStream.rangeClosed(1, 5).forEach(i -> server.send("bob", "" + i, "kitchen"));
    String query = "client_id=alice&room=kitchen&limit=2&cursor=";
    Reply first = server.pollNow(query + cursor);
    Reply second = server.pollNow(query + first.cursor());
    Reply third = server.pollNow(query + second.cursor());

    assertEquals(List.of("1", "2"), first.texts());
    assertEquals(List.of("3", "4"), second.texts());
    assertEquals(List.of("5"), third.texts());
    CompletableFuture<Reply> fourth = server.park(query + third.cursor());
    server.send("bob", "6", "kitchen");
    assertEquals(List.of("6"), Await.result(fourth).texts());
  }

  @ParameterizedTest
  @CsvSource({"'', 100", "limit=1, 1", "limit=500, 500"})
  void givesAHundredByDefaultAndFiveHundredAtMost(String limit, int messages) {
    String cursor = server.cursor();
    List<CompletableFuture<Reply>> sends =
        IntStream.rangeClosed(0, messages)
            .mapToObj(i -> server.sending("bob", "" + i, "kitchen"))
            .toList();
    sends.forEach(send -> Await.result(send).expect(200));
    String query = "client_id=alice&room=kitchen&" + limit;
    Reply first = server.pollNow(query + "&cursor=" + cursor);

    assertEquals(messages, first.texts().size());
    assertEquals(1, server.pollNow(query + "&cursor=" + first.cursor()).texts().size());
  }

  @Test
  void goesOnAfterTheLastMessageIdAndRatherAfterTheCursor() {
    String first = server.send("bob", "1", "kitchen").text("message_id");
    String elsewhere = server.send("bob", "2", "attic").text("message_id");
    String cursor = server.cursor();
    server.send("bob", "3", "kitchen");

    String query = "client_id=alice&room=kitchen&room=attic&last_message_id=";
    assertEquals(List.of("2", "3"), texts(query + first));
    assertEquals(List.of("3"), texts(query + elsewhere));
    assertEquals(List.of("3"), texts(query + first + "&cursor=" + cursor));
  }

  private List<String> texts(String query) {
    return server.pollNow(query).texts();
  }

  private static List<String> names(JsonNode object) {
    return object.propertyStream().map(property -> property.getKey()).toList();
  }
}
