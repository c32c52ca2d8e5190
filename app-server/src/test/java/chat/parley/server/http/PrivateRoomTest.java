package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.RoomName;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.Visitor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For who is not in it a private room is what a room is that never was. */
class PrivateRoomTest {
  private static final String NEVER_A_ROOM = RoomName.newPrivate(new Random(5)).value();
  private static final String NEVER_A_MESSAGE = "0199f3a0-1111-7222-8333-123456789abc";
  private static final String PASSPHRASE = "open sesame";

  @TempDir private Path data;
  private TestServer server;
  private Visitor alice;
  private String room;
  private String message;

  @BeforeEach
  void start() {
    server = TestServer.on(data);
    alice = Visitor.join(server, Cast.ALICE);
    room = alice.makePrivate("Surprise", PASSPHRASE);
    message = alice.send("for Bob's birthday", room);
    server.send("erin", "Hello", Cast.KITCHEN);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A call about a room and a message of it. */
  private record Call(String method, String path, String body) {
    Call about(String room, String message) {
      return new Call(
          method,
          path.replace("ROOM", room).replace("MESSAGE", message),
          body.replace("ROOM", room).replace("MESSAGE", message));
    }
  }

  private static final List<Call> CALLS =
      List.of(
          new Call("GET", "/api/rooms/ROOM", ""),
          new Call("PATCH", "/api/rooms/ROOM", "{\"topic\":\"mine\"}"),
          new Call("PATCH", "/api/rooms/ROOM", "{\"title\":\"mine\"}"),
          new Call("PATCH", "/api/rooms/ROOM", "{\"passphrase\":\"12345678\"}"),
          new Call("PATCH", "/api/rooms/ROOM", "{\"passphrase\":\"\"}"),
          new Call("POST", "/api/rooms/ROOM/join", ""),
          new Call("POST", "/api/rooms/ROOM/join", "{\"passphrase\":\"not this one\"}"),
          new Call("POST", "/api/rooms/ROOM/leave", ""),
          new Call("GET", "/api/rooms/ROOM/members", ""),
          new Call("PUT", "/api/rooms/ROOM/members/bob", "{\"role\":\"member\"}"),
          new Call("PUT", "/api/rooms/ROOM/members/bob", "{\"role\":\"owner\"}"),
          new Call("PUT", "/api/rooms/ROOM/members/alice", "{\"role\":\"banned\"}"),
          new Call("PUT", "/api/rooms/ROOM/members/nobody-has-it", "{\"role\":\"member\"}"),
          new Call("DELETE", "/api/rooms/ROOM/members/alice", ""),
          new Call("DELETE", "/api/rooms/ROOM/members/bob", ""),
          new Call("DELETE", "/api/messages/MESSAGE", ""),
          new Call("GET", "/api/history?room=ROOM", ""),
          new Call("GET", "/api/history?room=ROOM&before=MESSAGE", ""),
          new Call("GET", "/api/history?room=ROOM&after=MESSAGE", ""),
          new Call("GET", "/api/history?room=kitchen&before=MESSAGE", ""),
          new Call("GET", "/api/history?room=kitchen&after=MESSAGE", ""),
          new Call("GET", "/api/poll?client_id=x&room=ROOM", ""),
          new Call("GET", "/api/poll?client_id=x&room=kitchen&room=ROOM&events=all", ""),
          new Call("GET", "/api/poll?client_id=x&room=kitchen&last_message_id=MESSAGE", ""),
          new Call("GET", "/api/poll?client_id=x&room=*&last_message_id=MESSAGE", ""),
          new Call("POST", "/api/send", "{\"text\":\"Hello\",\"room\":\"ROOM\"SENDER}"),
          new Call("POST", "/api/rooms", "{\"name\":\"ROOM\"}"));

  @Test
  void isNotThereForOutsidersByteForByte() {
    Visitor bob = Visitor.join(server, Cast.BOB);
    Visitor carol = Visitor.join(server, Cast.CAROL);
    alice.give(room, Cast.CAROL, "member");
    alice.give(room, Cast.CAROL, "banned");
    Visitor dave = Visitor.join(server, "dave");
    alice.give(room, "dave", "member");
    alice.remove(room, "dave");
    Visitor host = Visitor.serverOwner(server, data);
    Visitor administrator = host.joined("frank", null);
    for (Visitor outsider :
        List.of(Visitor.nobody(server), bob, carol, dave, administrator, host)) {
      String sender = outsider.token() == null ? ",\"sender\":\"gus\"" : "";
      for (Call call : CALLS) {
        Call with = new Call(call.method(), call.path(), call.body().replace("SENDER", sender));
        assertEquals(
            told(outsider, with.about(NEVER_A_ROOM, NEVER_A_MESSAGE)),
            told(outsider, with.about(room, message)),
            () -> outsider + ": " + with);
      }
    }
    Call right =
        new Call("POST", "/api/rooms/ROOM/join", "{\"passphrase\":\"" + PASSPHRASE + "\"}");
    assertEquals(
        told(carol, right.about(NEVER_A_ROOM, "")),
        told(carol, right.about(room, "")),
        "who is banned, with the passphrase");
  }

  /** A reply without what differs from one to the next. */
  private static String told(Visitor visitor, Call call) {
    Reply reply = visitor.ask(call.method(), call.path(), call.body());
    Map<String, List<String>> headers = new TreeMap<>(reply.headers().map());
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("X-Request-Id"));
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("Date"));
    return reply.status() + " " + headers + " " + reply.body();
  }

  @Test
  void isInNoListAndNoSumOfOthers() {
    Visitor bob = Visitor.join(server, Cast.BOB);
    Visitor administrator = Visitor.serverOwner(server, data).joined("frank", null);
    for (Visitor outsider : List.of(Visitor.nobody(server), bob, administrator)) {
      String rooms = outsider.get("/api/rooms").expect(200).body();
      Reply stats = outsider.get("/api/stats").expect(200);
      assertFalse(rooms.contains(room) || rooms.contains("Surprise"), rooms);
      assertFalse(stats.body().contains(room), stats.body());
      assertEquals(1, stats.json().path("total_messages").asInt(), "the kitchen's");
    }
    assertEquals(2, alice.get("/api/stats").json().path("total_messages").asInt());
    String audit = administrator.get("/api/admin/audit?limit=500").expect(200).body();
    assertFalse(
        Stream.of(room, "Surprise", "passphrase", message).anyMatch(audit::contains), audit);
  }

  @Test
  void isHeardOfByNobodyElseWhoPollsEverything() {
    Visitor bob = Visitor.join(server, Cast.BOB);
    String cursor = server.cursor();
    CompletableFuture<Reply> all = bob.park("client_id=bob&room=*&events=all&cursor=" + cursor, 0);
    CompletableFuture<Reply> nobodys =
        Visitor.nobody(server).park("client_id=x&room=*&events=all&cursor=" + cursor, 1);
    var _ = alice.send("another secret", room);
    alice.ask("PATCH", "/api/rooms/" + room, "{\"topic\":\"cake\"}").expect(200);
    server.send("erin", "Dinner", Cast.KITCHEN);
    for (CompletableFuture<Reply> poll : List.of(all, nobodys)) {
      Reply reply = Await.result(poll).expect(200);
      assertEquals(List.of("Dinner"), reply.texts());
      assertEquals(0, reply.json().path("events").size(), reply.body());
    }
    Reply again =
        Await.result(bob.poll("client_id=bob&room=*&events=all&cursor=" + cursor)).expect(200);
    assertEquals(List.of("Dinner"), again.texts(), "nor later, from before");
    Reply reset = Await.result(bob.poll("client_id=bob&room=*&cursor=AAAAAAAAAAAAAAAAAAAAAA"));
    assertEquals(List.of("Hello", "Dinner"), reset.texts(), "nor when all is read anew");
  }

  @Test
  void keepsWhatSomebodyIsWhoJoinsItAgain() {
    Visitor bob = Visitor.join(server, Cast.BOB);
    String body = "{\"passphrase\":\"" + PASSPHRASE + "\"}";
    bob.post("/api/rooms/" + room + "/join", body).expect(200);
    for (int i = 0; i < 2; i++) {
      Reply again = alice.post("/api/rooms/" + room + "/join", body).expect(200);
      assertEquals("owner", again.json().path("room").path("role").asText());
    }
    alice.give(room, Cast.BOB, "moderator");
    Reply moderator = bob.post("/api/rooms/" + room + "/join", body).expect(200);
    assertEquals("moderator", moderator.json().path("room").path("role").asText());

    alice.post("/api/rooms", "{\"name\":\"attic\"}").expect(200);
    Reply attic = alice.post("/api/rooms/attic/join", "").expect(200);
    assertEquals("owner", attic.json().path("room").path("role").asText());
  }

  @Test
  void changesNothingWhereAPartOfTheChangeIsRefused() {
    var _ = Visitor.join(server, "dave");
    Visitor bob = Visitor.join(server, Cast.BOB);
    alice.give(room, Cast.BOB, "moderator");
    bob.ask("PATCH", "/api/rooms/" + room, "{\"topic\":\"mine\",\"passphrase\":\"12345678\"}")
        .expectRefusal(403, "forbidden");
    alice
        .ask("PATCH", "/api/rooms/" + room, "{\"topic\":\"mine\",\"passphrase\":\"short\"}")
        .expectRefusal(422, "out_of_range", "passphrase");
    assertFalse(alice.get("/api/rooms/" + room).body().contains("mine"));
  }

  @Test
  void givesNobodyWhatWasGivenToANameBeforeItWasTheirs() {
    alice.post("/api/rooms", "{\"name\":\"attic\"}").expect(200);
    alice
        .put("/api/rooms/attic/members/mallory", "{\"role\":\"moderator\"}")
        .expectRefusal(404, "not_found");
    alice
        .put("/api/rooms/" + room + "/members/mallory", "{\"role\":\"member\"}")
        .expectRefusal(404, "not_found");
  }

  @Test
  void slowsDownWhoGuessesThePassphrase() {
    Visitor bob = Visitor.join(server, Cast.BOB);
    for (String guessed : List.of(room, NEVER_A_ROOM)) {
      Reply reply;
      int guesses = 0;
      do {
        String body = "{\"passphrase\":\"guess number " + guesses + "\"}";
        reply = bob.post("/api/rooms/" + guessed + "/join", body);
        guesses++;
      } while (reply.status() == 404 && guesses < 50);
      reply.expectRefusal(429, "slow_down");
      assertTrue(guesses > 3 && guesses < 10, "after " + guesses);
    }
    alice.get("/api/rooms/" + room).expect(200);
  }
}
