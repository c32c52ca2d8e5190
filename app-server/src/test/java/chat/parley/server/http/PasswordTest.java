package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertFalse;

import chat.parley.server.ServerConfig;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when passwords are checked and set at once. */
class PasswordTest {
  private static final int TOKENS = 50;
  private static final int BUSY = 100; // more than are worked out and wait

  @TempDir private Path data;
  private TestServer server;
  private Visitor owner;

  @BeforeEach
  void start() {
    var protection = new ServerConfig.Protection(TrustedProxies.NONE, LimitLevel.OFF);
    server = TestServer.with(ServerConfig.defaults(data).withProtection(protection));
    owner = Visitor.serverOwner(server, data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String logIn(String name, String password) {
    return "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}";
  }

  @Test
  void aNewOneKeepsOutWhoIsJustLoggingInByTheOldOne() {
    for (int round = 0; round < 5; round++) {
      String name = Cast.BOB + round;
      server.post("/api/register", logIn(name, "the old one")).expect(200);
      List<CompletableFuture<Reply>> logIns = new ArrayList<>();
      var reset = owner.asking("PUT", "/api/admin/users/" + name, "{\"password\":\"the new one\"}");
      for (int i = 0; i < 4; i++) {
        logIns.add(server.posting("/api/login", logIn(name, "the old one")));
      }
      Await.result(reset).expect(200);
      for (CompletableFuture<Reply> coming : logIns) {
        Reply reply = Await.result(coming);
        if (reply.status() == 200) {
          new Visitor(server, name, reply.text("token"))
              .get("/api/me")
              .expectRefusal(401, "token_invalid");
        } else {
          reply.expectRefusal(403, "forbidden");
        }
      }
    }
  }

  @Test
  void allWhoLogInAtOnceAreLetInWhenTheNameHasAllItsTokens() {
    server.post("/api/register", logIn(Cast.BOB, "correct horse")).expect(200);
    for (int i = 1; i < TOKENS; i++) {
      server.post("/api/login", logIn(Cast.BOB, "correct horse")).expect(200);
    }
    for (int round = 0; round < 10; round++) {
      List<CompletableFuture<Reply>> logIns = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        logIns.add(server.posting("/api/login", logIn(Cast.BOB, "correct horse")));
      }
      logIns.forEach(coming -> Await.result(coming).expect(200));
    }
  }

  @Test
  void oneThatIsTooShortChangesNoRightsEither() {
    Visitor bob = Visitor.join(server, Cast.BOB);
    owner
        .put("/api/admin/users/bob", "{\"administrator\":true,\"password\":\"short\"}")
        .expectRefusal(422, "out_of_range", "password");
    assertFalse(bob.get("/api/me").json().path("administrator").asBoolean());
  }

  @Test
  void oneThatIsNoUnicodeIsRefused() {
    server
        .post("/api/register", logIn(Cast.BOB, "\\ud800".repeat(8)))
        .expectRefusal(422, "text_invalid", "password");
  }

  @Test
  void whoAsksForARoomWithoutOneIsAnsweredWhateverIsWorkedOut() {
    Visitor bob = Visitor.join(server, Cast.BOB);
    List<CompletableFuture<Reply>> busy = new ArrayList<>();
    for (int i = 0; i < BUSY; i++) {
      busy.add(server.posting("/api/register", logIn(Cast.CAROL + i, "correct horse")));
    }
    List<CompletableFuture<Reply>> joins = new ArrayList<>();
    for (int i = 0; i < BUSY; i++) {
      joins.add(bob.asking("POST", "/api/rooms/~" + "a".repeat(26) + "/join", "{}"));
    }
    joins.forEach(join -> Await.result(join).expectRefusal(404, "room_unknown", "room"));
    busy.forEach(Await::result);
  }
}
