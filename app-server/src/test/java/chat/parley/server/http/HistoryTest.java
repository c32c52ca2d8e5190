package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {
  private static final int MESSAGES = 101;
  private static TestServer server;
  private static List<String> ids;

  @BeforeAll
  static void fillTheKitchen(@TempDir Path data) {
    server = TestServer.on(data);
    ids =
        IntStream.rangeClosed(1, MESSAGES)
            .mapToObj(i -> server.send("bob", "" + i, "kitchen").text("message_id"))
            .toList();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> texts(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
  }

  private static String idOf(int text) {
    return ids.get(text - 1);
  }

  @Test
  void answersWithTheFieldsOfTheContract() {
    Reply reply = server.get("/api/history?room=kitchen&limit=1").expect(200);

    assertEquals(
        List.of("room", "messages", "status", "has_more", "cursor"),
        reply.json().propertyStream().map(property -> property.getKey()).toList());
    assertEquals("kitchen", reply.text("room"));
    assertEquals("success", reply.text("status"));
    assertEquals(
        List.of("id", "sender", "text", "timestamp", "room", "guest"),
        reply
            .json()
            .path("messages")
            .path(0)
            .propertyStream()
            .map(property -> property.getKey())
            .toList());
    assertTrue(reply.body().matches(".*\"timestamp\":[0-9]+\\.[0-9]{3}[,}].*"), reply.body());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 82, 101, true",
    "limit=, 82, 101, true",
    "limit=1, 101, 101, true",
    "limit=100, 2, 101, true",
    "limit=2&before=101, 99, 100, true",
    "limit=3&before=4, 1, 3, false",
    "limit=2&before=4, 2, 3, true",
    "limit=3&after=1, 2, 4, true",
    "limit=100&after=1, 2, 101, false",
    "limit=99&after=1, 2, 100, true",
    "limit=9&after=3&before=6, 4, 5, false",
    "limit=1&after=3&before=6, 4, 4, true"
  })
  void givesTheNewestOldestFirstAndPages(String query, int from, int to, boolean more) {
    String withIds = query;
    for (String bound : List.of("before=", "after=")) {
      int at = withIds.indexOf(bound);
      if (at >= 0) {
        String number = withIds.substring(at + bound.length()).split("&", 2)[0];
        withIds = withIds.replace(bound + number, bound + idOf(Integer.parseInt(number)));
      }
    }
    Reply reply = server.get("/api/history?room=kitchen&" + withIds).expect(200);

    assertEquals(texts(from, to), reply.texts());
    assertEquals(more, reply.json().path("has_more").asBoolean());
  }

  @ParameterizedTest
  @CsvSource({"before", "after"})
  void givesNothingBeyondTheFirstAndTheLast(String bound) {
    String id = bound.equals("before") ? idOf(1) : idOf(MESSAGES);
    Reply reply = server.get("/api/history?room=kitchen&" + bound + "=" + id).expect(200);

    assertEquals(List.of(), reply.texts());
    assertFalse(reply.json().path("has_more").asBoolean(true));
  }

  @ParameterizedTest
  @CsvSource({
    "before, 018a47be-c87b-7c3e-9d41-5b2f8a6c0e17",
    "after, 018a47be-c87b-7c3e-9d41-5b2f8a6c0e17",
    "before, 1",
    "after, %20"
  })
  void doesNotGuessWhereAMessageItDoesNotKnowWouldBe(String bound, String id) {
    server
        .get("/api/history?room=kitchen&" + bound + "=" + id)
        .expectRefusal(404, "message_unknown", bound);
  }

  @Test
  void isEmptyForARoomNobodyHasWrittenTo() {
    Reply reply = server.get("/api/history?room=cellar").expect(200);

    assertEquals("cellar", reply.text("room"));
    assertEquals(List.of(), reply.texts());
    assertFalse(reply.json().path("has_more").asBoolean(true));
    assertEquals(server.cursor(), reply.cursor());
  }

  @Test
  void isAboutTheRoomGeneralByDefault() {
    assertEquals("general", server.get("/api/history").expect(200).text("room"));
    assertEquals("general", server.get("/api/history?room=").expect(200).text("room"));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, out_of_range, limit",
    "limit=101, out_of_range, limit",
    "limit=-1, out_of_range, limit",
    "limit=99999999999999999999, out_of_range, limit",
    "limit=-99999999999999999999, out_of_range, limit",
    "limit=1.5, malformed, limit",
    "limit=%2B5, malformed, limit",
    "limit=ten, malformed, limit",
    "limit=%D9%A1, malformed, limit",
    "limit=1&limit=2, malformed, limit",
    "room=a&room=b, malformed, room",
    "room=a%20b, room_name_invalid, room",
    "room=*, room_name_invalid, room",
    "room=%20, room_name_invalid, room"
  })
  void refusesWhatItWouldHaveToGuess(String query, String code, String field) {
    server.get("/api/history?" + query).expectRefusal(422, code, field);
  }

  @Test
  void hasACursorFromWhichAPollGoesOnWithoutAGap() {
    String start = server.cursor();
    List<CompletableFuture<Reply>> sends =
        IntStream.range(0, 200).mapToObj(i -> server.sending("alice", "" + i, "attic")).toList();
    List<List<String>> read = new ArrayList<>();
    Reply history = server.get("/api/history?room=attic&limit=100");
    while (!history.json().path("has_more").asBoolean()) {
      List<String> texts = new ArrayList<>(history.texts());
      String query = "client_id=alice&room=attic&limit=1&cursor=" + history.cursor();
      texts.addAll(server.pollNow(query).texts());
      read.add(texts);
      history = server.get("/api/history?room=attic&limit=100");
    }
    sends.forEach(send -> Await.result(send).expect(200));

    List<String> all =
        server.pollNow("client_id=alice&room=attic&limit=500&cursor=" + start).texts();
    read.forEach(texts -> assertEquals(all.subList(0, texts.size()), texts));
  }
}
