package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.access.Access;
import chat.parley.server.limit.LimitLevel;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.Visitor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name has one owner at most, and nobody else speaks under it, however it is written. */
class ClaimedNamesTest {
  private static final int AT_ONCE = 20;

  @TempDir private Path data;

  private static List<Reply> atOnce(TestServer server, String path, List<String> bodies) {
    List<CompletableFuture<Reply>> coming = new ArrayList<>();
    bodies.forEach(body -> coming.add(server.posting(path, body)));
    return coming.stream().map(Await::result).toList();
  }

  @Test
  void hasOneOwnerOfAllWhoClaimItAtOnce() {
    try (TestServer server = TestServer.on(data)) {
      for (int round = 0; round < 5; round++) {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          String name = i % 2 == 0 ? "Jos\\u00e9" + round : "JOSE\\u0301" + round;
          bodies.add("{\"name\":\"" + name + "\"}");
        }
        List<Reply> replies = atOnce(server, "/api/join", bodies);
        assertEquals(1, replies.stream().filter(reply -> reply.status() == 200).count());
        replies.stream()
            .filter(reply -> reply.status() != 200)
            .forEach(reply -> reply.expectRefusal(403, "name_taken", "name"));
      }
    }
  }

  @Test
  void letsInAsManyAsAnInviteHas() {
    var protection = new ServerConfig.Protection(TrustedProxies.NONE, LimitLevel.OFF);
    ServerConfig config =
        ServerConfig.defaults(data).withAccess(Access.INVITE).withProtection(protection);
    try (TestServer server = TestServer.with(config)) {
      Visitor host = Visitor.serverOwner(server, data);
      Reply made = host.post("/api/admin/invites", "{\"uses\":3}").expect(200);
      List<String> bodies = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        bodies.add("{\"name\":\"guest" + i + "\",\"invite\":\"" + made.text("invite") + "\"}");
      }
      List<Reply> replies = atOnce(server, "/api/join", bodies);
      assertEquals(3, replies.stream().filter(reply -> reply.status() == 200).count());
      replies.stream()
          .filter(reply -> reply.status() != 200)
          .forEach(reply -> reply.expectRefusal(403, "forbidden", "invite"));
      assertEquals(3, host.get("/api/admin/users").json().path("users").size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "renée",
        "RENÉE",
        "Rene\\u0301e",
        "re\\u200dne\\u0301e",
        "\\u00a0renée ",
        "ren\\ufe0fée"
      })
  void isOneNameHoweverItIsWritten(String written) {
    try (TestServer server = TestServer.on(data)) {
      Visitor owner = Visitor.join(server, "Renée");
      String body = "{\"sender\":\"" + written + "\",\"text\":\"It is me\"}";
      server.post("/api/send", body).expectRefusal(403, "name_taken", "sender");
      server
          .post("/api/join", "{\"name\":\"" + written + "\"}")
          .expectRefusal(403, "name_taken", "name");
      Reply sent = owner.post("/api/send", body).expect(200);
      assertEquals("sent", sent.text("status"));
      Reply history = server.get("/api/history");
      assertEquals("Renée", history.json().path("messages").path(0).path("sender").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u0430lice",
        "alic\\u0435",
        "b\\u03bfb",
        "\\uff41lice\\u0435",
        "~owner",
        "alice\\u2800",
        "\\ufffcalice",
        "alice\\ud834\\udd59"
      })
  void takesNoNameThatOnlyLooksLikeAnother(String written) {
    try (TestServer server = TestServer.on(data)) {
      server
          .post("/api/join", "{\"name\":\"" + written + "\"}")
          .expectRefusal(422, "name_invalid", "name");
      server
          .post("/api/send", "{\"sender\":\"" + written + "\",\"text\":\"x\"}")
          .expectRefusal(422, "name_invalid", "sender");
    }
  }

  @Test
  void isNotTheAuthorOfWhatAGuestWroteUnderItBefore() {
    try (TestServer server = TestServer.on(data)) {
      String id = server.send(Cast.BOB, "as a guest", Cast.KITCHEN).text("message_id");
      Visitor bob = Visitor.join(server, Cast.BOB);
      bob.delete("/api/messages/" + id).expectRefusal(403, "forbidden");
      String own = bob.send("as its owner", Cast.KITCHEN);
      Reply history = server.get("/api/history?room=kitchen").expect(200);
      assertTrue(history.json().path("messages").path(0).path("guest").asBoolean());
      assertFalse(history.json().path("messages").path(1).has("guest"), history.body());
      Await.result(server.sending(Cast.BOB, "not him", Cast.KITCHEN))
          .expectRefusal(403, "name_taken", "sender");
      Visitor alice = Visitor.join(server, Cast.ALICE);
      alice.delete("/api/messages/" + own).expectRefusal(403, "forbidden");
      alice
          .post("/api/send", "{\"sender\":\"bob\",\"text\":\"x\"}")
          .expectRefusal(403, "forbidden", "sender");
      bob.delete("/api/messages/" + own).expect(200);
    }
  }
}
