package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.log.Verification;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.RawBytes;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.Visitor;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted is gone: wherever it could be read, and from the disk. */
class DeletionTest {
  private static final String REGRETTED = "regretted-words-4711";

  @TempDir private Path data;

  private static String sending(UUID id) {
    return "{\"text\":\"%s\",\"room\":\"kitchen\",\"client_message_id\":\"%s\"}"
        .formatted(REGRETTED, id);
  }

  private static Reply poll(TestServer server, String cursor) {
    return Await.result(server.poll("client_id=x&room=kitchen&events=all&cursor=" + cursor))
        .expect(200);
  }

  private static void readsAsDeleted(Reply reply, String id) {
    assertFalse(reply.expect(200).body().contains(REGRETTED), reply.body());
    JsonNode found =
        reply
            .json()
            .path("messages")
            .valueStream()
            .filter(message -> message.path("id").asText().equals(id))
            .findFirst()
            .orElseThrow();
    assertTrue(found.path("deleted").asBoolean(), reply.body());
    assertEquals("", found.path("text").asText());
    assertEquals(Cast.ALICE, found.path("sender").asText());
  }

  @Test
  void leavesNothingOfTheTextAnywhere() throws Exception {
    UUID clientMessageId = new UUID(47, 11);
    String token;
    String cursor;
    String id;
    try (TestServer server = TestServer.on(data)) {
      Visitor alice = Visitor.join(server, Cast.ALICE);
      token = String.valueOf(alice.token());
      server.send("erin", "first", Cast.KITCHEN);
      cursor = server.get("/api/history?room=kitchen").cursor();
      id = alice.post("/api/send", sending(clientMessageId)).expect(200).text("message_id");
      for (int i = 0; i < 2; i++) { // the second from the cache of replies
        assertTrue(poll(server, cursor).body().contains(REGRETTED));
      }
      CompletableFuture<Reply> parked =
          server.park(
              "client_id=y&room=kitchen&events=delete&cursor="
                  + server.get("/api/history?room=kitchen").cursor());

      for (int i = 0; i < 3; i++) {
        alice.delete("/api/messages/" + id).expect(200);
        assertEquals(List.of(), RawBytes.filesWith(data, REGRETTED), "the disk, at the answer");
      }

      JsonNode event = Await.result(parked).expect(200).json().path("events").path(0);
      assertEquals("delete", event.path("type").asText());
      assertEquals(id, event.path("message_id").asText());
      assertEquals(Cast.ALICE, event.path("by").asText());
      Reply again = poll(server, cursor);
      readsAsDeleted(again, id);
      assertEquals(1, again.json().path("events").size(), "deleted once, however often asked");
      readsAsDeleted(server.get("/api/history?room=kitchen"), id);
      readsAsDeleted(
          Await.result(server.poll("client_id=z&room=*&cursor=AAAAAAAAAAAAAAAAAAAAAA")), id);
      answersDuplicate(alice, clientMessageId, id);
    }
    assertEquals(List.of(), RawBytes.filesWith(data, REGRETTED), "the disk");
    assertEquals(List.of(), Verification.of(DataFolder.database(data)).faults());

    try (TestServer server = TestServer.on(data)) {
      Visitor alice = new Visitor(server, Cast.ALICE, token);
      readsAsDeleted(poll(server, cursor), id);
      readsAsDeleted(server.get("/api/history?room=kitchen"), id);
      answersDuplicate(alice, clientMessageId, id);
      alice.delete("/api/messages/" + id).expect(200);
    }
    assertEquals(List.of(), Verification.of(DataFolder.database(data)).faults());
  }

  private static void answersDuplicate(Visitor alice, UUID clientMessageId, String id) {
    Reply repeated = alice.post("/api/send", sending(clientMessageId)).expect(200);
    assertEquals(id, repeated.text("message_id"));
    assertTrue(repeated.json().path("duplicate").asBoolean(), repeated.body());
  }

  @Test
  void isForTheAuthorAndWhoModerates() {
    try (TestServer server = TestServer.on(data)) {
      Visitor alice = Visitor.join(server, Cast.ALICE);
      Visitor bob = Visitor.join(server, Cast.BOB);
      String room = alice.makePrivate("Attic club", null);
      alice.give(room, Cast.BOB, "member");
      String bobs = bob.send("mine", room);
      String alices = alice.send("hers", room);
      bob.delete("/api/messages/" + alices).expectRefusal(403, "forbidden");
      alice.remove(room, Cast.BOB);
      bob.delete("/api/messages/" + bobs).expectRefusal(404, "message_unknown", "message_id");
      alice.delete("/api/messages/" + bobs).expect(200);
      Visitor.serverOwner(server, data)
          .delete("/api/messages/" + alices)
          .expectRefusal(404, "message_unknown", "message_id");
    }
  }
}
