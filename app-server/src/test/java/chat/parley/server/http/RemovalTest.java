package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.access.Access;
import chat.parley.server.limit.LimitLevel;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.Visitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is let out hears no more from that moment, and whoever is let in hears from then on. */
class RemovalTest {
  @TempDir private Path data;
  private TestServer server;
  private Visitor alice;
  private Visitor bob;
  private String room;

  @BeforeEach
  void start() {
    server = TestServer.on(data);
    alice = Visitor.join(server, Cast.ALICE);
    bob = Visitor.join(server, Cast.BOB);
    room = alice.makePrivate("Attic club", null);
    var _ = alice.send("before", room);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Bob's polls that can see the room: by its name, with another, and as one of all. */
  private List<CompletableFuture<Reply>> parkThree() {
    String cursor = server.cursor();
    List<CompletableFuture<Reply>> polls = new ArrayList<>();
    polls.add(bob.park("client_id=a&events=all&room=" + room + "&cursor=" + cursor, 0));
    polls.add(bob.park("client_id=b&room=kitchen&room=" + room + "&cursor=" + cursor, 1));
    polls.add(bob.park("client_id=c&events=all&room=*&cursor=" + cursor, 2));
    return polls;
  }

  private void hearsNothingMoreOf(List<CompletableFuture<Reply>> polls, String cursor) {
    for (CompletableFuture<Reply> poll : polls) {
      Await.result(poll).expectRefusal(410, "room_left", "room");
    }
    var _ = alice.send("not for bob", room);
    server.send("erin", "for all", Cast.KITCHEN);
    Reply all = Await.result(bob.poll("client_id=c&events=all&room=*&cursor=" + cursor));
    assertEquals(List.of("for all"), all.expect(200).texts());
    assertFalse(all.body().contains(room), all.body());
    Await.result(bob.poll("client_id=a&room=" + room + "&cursor=" + cursor))
        .expectRefusal(404, "room_unknown", "room");
  }

  @Test
  void endsTheOpenPollsOfWhoIsRemoved() {
    alice.give(room, Cast.BOB, "member");
    String cursor = server.cursor();
    var polls = parkThree();
    alice.remove(room, Cast.BOB);
    hearsNothingMoreOf(polls, cursor);
  }

  @Test
  void endsTheOpenPollsOfWhoIsBannedFromARoom() {
    alice.give(room, Cast.BOB, "moderator");
    String cursor = server.cursor();
    var polls = parkThree();
    alice.give(room, Cast.BOB, "banned");
    hearsNothingMoreOf(polls, cursor);
  }

  @Test
  void endsTheOpenPollsOfWhoLeaves() {
    alice.give(room, Cast.BOB, "member");
    String cursor = server.cursor();
    var polls = parkThree();
    bob.post("/api/rooms/" + room + "/leave", "").expect(200);
    hearsNothingMoreOf(polls, cursor);
  }

  @Test
  void leavesThePollsOfWhoGetsAnotherRoleOpen() {
    alice.give(room, Cast.BOB, "member");
    var polls = parkThree();
    alice.give(room, Cast.BOB, "moderator");
    Reply named = Await.result(polls.get(0)).expect(200);
    assertEquals("moderator", named.json().path("events").path(0).path("role").asText());
    Await.result(polls.get(2)).expect(200);
    assertFalse(polls.get(1).isDone(), "it asked for messages alone");
    var _ = alice.send("still here", room);
    assertEquals(List.of("still here"), Await.result(polls.get(1)).expect(200).texts());
  }

  @Test
  void wakesWhoIsLetInWithTheEventOfIt() {
    CompletableFuture<Reply> all =
        bob.park("client_id=c&events=all&room=*&cursor=" + server.cursor(), 0);
    CompletableFuture<Reply> messages = bob.park("client_id=d&room=*&cursor=" + server.cursor(), 1);
    alice.give(room, Cast.BOB, "member");
    Reply reply = Await.result(all).expect(200);
    assertEquals(1, reply.json().path("events").size(), reply.body());
    assertEquals("member", reply.json().path("events").path(0).path("type").asText());
    assertEquals(room, reply.json().path("events").path(0).path("room").asText());
    assertEquals(List.of(), reply.texts());
    var _ = alice.send("welcome", room);
    assertEquals(List.of("welcome"), Await.result(messages).expect(200).texts());
    Reply next = Await.result(bob.poll("client_id=c&events=all&room=*&cursor=" + reply.cursor()));
    assertEquals(List.of("welcome"), next.expect(200).texts());
  }

  @Test
  void endsTheOpenPollsOfATokenThatEnds() {
    Visitor other = new Visitor(server, Cast.BOB, bob.token());
    CompletableFuture<Reply> poll = bob.park("client_id=a&room=kitchen", 0);
    other.post("/api/logout", "").expect(200);
    Reply ended = Await.result(poll).expectRefusal(401, "token_invalid");
    assertEquals("Bearer error=\"invalid_token\"", ended.header("WWW-Authenticate"));
    Reply after = bob.get("/api/me").expectRefusal(401, "token_invalid");
    assertEquals("Bearer error=\"invalid_token\"", after.header("WWW-Authenticate"));
  }

  @Test
  void refusesWhatWasStillComingWhenItsTokenEnded() throws IOException {
    String body = "{\"text\":\"too late\",\"room\":\"kitchen\"}";
    try (RawConnection slow = new RawConnection(server)) {
      slow.send(
          "POST /api/send HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nAuthorization: Bearer "
              + bob.token()
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n");
      slow.head().expect(100); // the server reads the body: it has looked at the token
      bob.post("/api/logout", "").expect(200);
      slow.send(body);
      slow.reply().expectRefusal(401, "token_invalid");
    }
    assertEquals(0, server.get("/api/history?room=kitchen").json().path("messages").size());
  }

  @Test
  void keepsNoAdministratorFromModeratingAPublicRoom() {
    alice.post("/api/rooms", "{\"name\":\"attic\"}").expect(200);
    Visitor carol = Visitor.serverOwner(server, data).joined(Cast.CAROL, null);
    String id = alice.send("nonsense", Cast.ATTIC);
    alice.give(Cast.ATTIC, Cast.CAROL, "banned");
    alice.give(Cast.ATTIC, Cast.BOB, "banned");
    carol.delete("/api/messages/" + id).expect(200);
    carol.remove(Cast.ATTIC, Cast.BOB);
    var _ = bob.send("back again", Cast.ATTIC);
  }

  @Test
  void doesNotLetInAgainWhoStepsDownMeanwhile() {
    for (int round = 0; round < 20; round++) {
      String other = alice.makePrivate("Club " + round, null);
      alice.give(other, Cast.BOB, "moderator");
      String membership = "/api/rooms/" + other + "/members/" + Cast.BOB;
      CompletableFuture<Reply> removal = alice.asking("DELETE", membership, "");
      CompletableFuture<Reply> stepDown = bob.asking("PUT", membership, "{\"role\":\"member\"}");
      Await.result(removal).expect(200);
      var _ = Await.result(stepDown);
      alice.get(membership.replace("/" + Cast.BOB, "")).expect(200);
      bob.get("/api/rooms/" + other).expectRefusal(404, "room_unknown", "room");
    }
  }

  @Test
  void endsThePollsOfOtherDevicesWhenAPasswordIsSet() {
    bob.put("/api/me/password", "{\"password\":\"correct horse\"}").expect(200);
    Reply second =
        Visitor.nobody(server)
            .post("/api/login", "{\"name\":\"Bob\",\"password\":\"correct horse\"}")
            .expect(200);
    Visitor phone = new Visitor(server, Cast.BOB, second.text("token"));
    CompletableFuture<Reply> kept = phone.park("client_id=phone&room=kitchen", 0);
    CompletableFuture<Reply> ended = bob.park("client_id=desk&room=kitchen", 1);
    phone
        .put("/api/me/password", "{\"password\":\"battery staple\",\"old\":\"correct horse\"}")
        .expect(200);
    Await.result(ended).expectRefusal(401, "token_invalid");
    server.send("erin", "Hello", Cast.KITCHEN);
    Await.result(kept).expect(200);
  }

  @Test
  void endsTheOpenPollsOfANameThatIsBanned() {
    Visitor host = Visitor.serverOwner(server, data);
    CompletableFuture<Reply> poll = bob.park("client_id=a&room=*", 0);
    host.put("/api/admin/bans/BOB", "{\"reason\":\"noise\"}").expect(200);
    Await.result(poll).expectRefusal(403, "banned");
    bob.get("/api/me").expectRefusal(403, "banned");
    Await.result(server.sending(Cast.BOB, "as a guest", Cast.KITCHEN)).expectRefusal(403, "banned");
    host.delete("/api/admin/bans/bob").expect(200);
    bob.get("/api/me").expect(200);
  }

  @Test
  void endsTheOpenPollsOfAnAddressThatIsBannedHoweverItIsWritten(@TempDir Path behind) {
    var proxy = TrustedProxies.of(List.of("127.0.0.1"));
    ServerConfig config =
        ServerConfig.defaults(behind)
            .withAccess(Access.INVITE)
            .withProtection(new ServerConfig.Protection(proxy, LimitLevel.NORMAL));
    try (TestServer far = TestServer.with(config)) {
      Visitor host = Visitor.serverOwner(far, behind);
      Visitor carol = host.joined(Cast.CAROL, null);
      var poll =
          carol.asking(
              "GET", "/api/poll?client_id=a&room=*", "", "X-Forwarded-For", "2001:DB8:0::0:1");
      Await.until(
          "the poll is parked",
          () -> host.get("/api/stats").json().path("waiting_polls").asInt() == 1);
      Reply reply = host.put("/api/admin/bans/2001:db8::1", "").expect(200);
      assertTrue(reply.json().has("warning"), reply.body());
      Await.result(poll).expectRefusal(403, "banned");
      carol
          .ask("GET", "/api/access", "", "X-Forwarded-For", "2001:db8:0:0::1")
          .expectRefusal(403, "banned");
      carol.ask("GET", "/api/me", "", "X-Forwarded-For", "2001:db8::2").expect(200);
      host.delete("/api/admin/bans/2001:DB8:0:0:0:0:0:1").expect(200);
      carol.ask("GET", "/api/me", "", "X-Forwarded-For", "2001:db8::1").expect(200);
      host.put("/api/admin/bans/127.0.0.1", "").expectRefusal(403, "forbidden");
      host.put("/api/admin/bans/::1", "").expectRefusal(403, "forbidden");
    }
  }
}
