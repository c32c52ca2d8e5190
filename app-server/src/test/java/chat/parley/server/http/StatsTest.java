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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server tells of itself. */
class StatsTest {
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = TestServer.on(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode stats() {
    return server.get("/api/stats").expect(200).json();
  }

  private int active() {
    return stats().path("active_clients").asInt();
  }

  @Test
  void haveTheFieldsOfTheContract() {
    Reply reply = server.get("/api/stats").expect(200);

    assertEquals(
        List.of(
            "active_clients",
            "total_messages",
            "rooms",
            "timestamp",
            "waiting_polls",
            "uptime_seconds",
            "version"),
        reply.json().propertyStream().map(property -> property.getKey()).toList());
    assertTrue(reply.body().matches(".*\"timestamp\":[0-9]+\\.[0-9]{3}[,}].*"), reply.body());
    assertFalse(reply.text("version").isBlank());
  }

  @Test
  void countMessagesAndNameRooms() {
    server.send("alice", "1", "kitchen");
    server.send("alice", "2", "attic");
    server.send("alice", "3", "kitchen");

    assertEquals(3, stats().path("total_messages").asInt());
    assertEquals("[\"attic\",\"kitchen\"]", stats().path("rooms").toString());
  }

  @Test
  void countTheSecondsTheServerIsUp() {
    assertEquals(0, stats().path("uptime_seconds").asInt(-1));
    server.advance(Duration.ofHours(1));
    assertEquals(3_600, stats().path("uptime_seconds").asInt());
  }

  @Test
  void countAClientWhileItsPollIsOpenAndForAMinuteAfter() {
    assertEquals(0, active());
    CompletableFuture<Reply> alice = server.park("client_id=alice&timeout=60");
    CompletableFuture<Reply> kitchen = server.park("client_id=alice&room=kitchen&timeout=60", 1);
    CompletableFuture<Reply> bob = server.park("client_id=bob&timeout=5", 2);
    assertEquals(2, active());
    assertEquals(3, stats().path("waiting_polls").asInt());

    server.advancePast(Duration.ofSeconds(5));
    Await.result(bob);
    server.advance(Duration.ofSeconds(55));
    Await.result(alice);
    Await.result(kitchen);
    assertEquals(0, stats().path("waiting_polls").asInt());
    assertEquals(2, active());
    server.advance(Duration.ofMillis(4_999));
    assertEquals(2, active());
    server.advance(Duration.ofMillis(1));
    assertEquals(1, active());
    server.advance(Duration.ofSeconds(55));
    assertEquals(0, active());
  }

  @Test
  void countNoClientThatWasDisconnected() {
    CompletableFuture<Reply> alice = server.park("client_id=alice");
    server.delete("/api/client/alice").expect(200);
    Await.result(alice);

    assertEquals(0, active());
    assertEquals(0, stats().path("waiting_polls").asInt());
  }

  @Test
  void countNoClientThatOnlySendsOrReads() {
    server.send("alice", "Hello", "kitchen");
    server.get("/api/history?room=kitchen").expect(200);

    assertEquals(0, active());
  }

  @Test
  void listTheRoomsWithTheNewestActivityFirst() {
    server.send("alice", "1", "kitchen");
    server.advance(Duration.ofSeconds(1));
    server.send("alice", "2", "attic");
    server.advance(Duration.ofSeconds(1));
    Reply last = server.send("alice", "3", "kitchen");
    Reply reply = server.get("/api/rooms").expect(200);
    JsonNode rooms = reply.json().path("rooms");

    assertEquals("success", reply.text("status"));
    assertEquals(2, rooms.size());
    assertEquals("kitchen", rooms.path(0).path("room").asText());
    assertEquals(2, rooms.path(0).path("message_count").asInt());
    assertEquals(
        last.json().path("timestamp").decimalValue(),
        rooms.path(0).path("last_activity").decimalValue());
    assertEquals("attic", rooms.path(1).path("room").asText());
    assertEquals(1, rooms.path(1).path("message_count").asInt());
    assertTrue(reply.body().matches(".*\"last_activity\":[0-9]+\\.[0-9]{3}[,}].*"), reply.body());
  }

  @Test
  void listNoRoomsWhereNobodyHasWritten() {
    server.get("/api/history?room=attic").expect(200);

    assertEquals(
        "{\"rooms\":[],\"status\":\"success\"}", server.get("/api/rooms").expect(200).body());
  }

  @Test
  void sayThatAllIsWell() {
    String version = stats().path("version").asText();

    assertEquals(
        "{\"status\":\"healthy\",\"version\":\"" + version + "\",\"uptime_seconds\":0}",
        server.get("/health").expect(200).body());
    assertEquals("{\"status\":\"alive\"}", server.get("/health/live").expect(200).body());
    assertEquals("{\"status\":\"ready\"}", server.get("/health/ready").expect(200).body());
  }
}
