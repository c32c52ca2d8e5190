package chat.parley.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Replies;
import chat.parley.model.Timestamp;
import chat.parley.server.ServerConfig;
import chat.parley.server.access.Access;
import chat.parley.server.access.OwnerToken;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.RawBytes;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.Visitor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens, invites, passwords and passphrases are nowhere but with those whose they are. */
class CredentialsTest {
  private static final String PASSWORD = "p4ssw0rd-of-alice";
  private static final String NEXT_PASSWORD = "next-p4ssw0rd-of-alice";
  private static final String WRONG_PASSWORD = "wr0ng-p4ssw0rd";
  private static final String PASSPHRASE = "p4ssphrase of the attic";
  private static final String WRONG_PASSPHRASE = "wr0ng p4ssphrase";

  @TempDir private Path data;

  /** All that is secret, and all that was answered where no secret belongs. */
  private static final class Heard {
    final List<String> secrets =
        new ArrayList<>(
            List.of(PASSWORD, NEXT_PASSWORD, WRONG_PASSWORD, PASSPHRASE, WRONG_PASSPHRASE));
    final List<String> bodies = new ArrayList<>();

    String secret(Reply reply, String field) {
      String secret = reply.expect(200).text(field);
      secrets.add(secret);
      return secret;
    }

    void take(Reply reply) {
      bodies.add(reply.status() + " " + reply.headers().map() + " " + reply.body());
    }
  }

  @ParameterizedTest
  @EnumSource
  void areInNoLineNoReplyAndNoFile(LogSetup.Form form) throws Exception {
    Heard heard = new Heard();
    List<String> lines;
    try (Captured captured = new Captured(form)) {
      try (TestServer server =
          TestServer.with(ServerConfig.defaults(data).withAccess(Access.INVITE))) {
        useAll(server, heard);
      }
      lines = captured.lines();
    }
    assertTrue(lines.stream().anyMatch(line -> line.contains("/api/join")), "it is logged");
    assertTrue(heard.secrets.size() > 9, "there are secrets of each kind");
    for (String secret : heard.secrets) {
      assertEquals(List.of(), lines.stream().filter(line -> line.contains(secret)).toList());
      assertEquals(List.of(), heard.bodies.stream().filter(b -> b.contains(secret)).toList());
      List<String> files = new ArrayList<>(RawBytes.filesWith(data, secret));
      files.remove(OwnerToken.FILE);
      assertEquals(List.of(), files, "on the disk");
    }
  }

  private void useAll(TestServer server, Heard heard) {
    Visitor host = Visitor.serverOwner(server, data);
    heard.secrets.add(String.valueOf(host.token()));
    String invite = heard.secret(host.post("/api/admin/invites", "{\"note\":\"all\"}"), "invite");
    Visitor nobody = Visitor.nobody(server);
    String registering =
        "{\"name\":\"alice\",\"password\":\"%s\",\"invite\":\"%s\"}".formatted(PASSWORD, invite);
    String token = heard.secret(nobody.post("/api/register", registering), "token");
    Visitor alice = new Visitor(server, Cast.ALICE, token);
    heard.take(nobody.post("/api/register", registering)); // taken
    String joining = "{\"name\":\"bob\",\"invite\":\"%s\"}".formatted(invite);
    var _ = heard.secret(nobody.post("/api/join", joining), "token");
    String login = "{\"name\":\"alice\",\"password\":\"%s\"}";
    heard.secret(nobody.post("/api/login", login.formatted(PASSWORD)), "token");
    heard.take(nobody.post("/api/login", login.formatted(WRONG_PASSWORD)));
    String change = "{\"password\":\"%s\",\"old\":\"%s\"}";
    heard.take(alice.put("/api/me/password", change.formatted(NEXT_PASSWORD, WRONG_PASSWORD)));
    heard.take(
        alice.put("/api/me/password", change.formatted(NEXT_PASSWORD, PASSWORD)).expect(200));
    heard.take(host.put("/api/admin/users/bob", "{\"password\":\"" + PASSWORD + "\"}").expect(200));
    String room = alice.makePrivate("Attic club", PASSPHRASE);
    String phrase = "{\"passphrase\":\"%s\"}";
    String again = "{\"name\":\"bob\",\"password\":\"%s\"}".formatted(PASSWORD);
    Visitor bob =
        new Visitor(server, Cast.BOB, heard.secret(nobody.post("/api/login", again), "token"));
    heard.take(bob.post("/api/rooms/" + room + "/join", phrase.formatted(WRONG_PASSPHRASE)));
    heard.take(bob.post("/api/rooms/" + room + "/join", phrase.formatted(PASSPHRASE)).expect(200));
    heard.take(bob.ask("PATCH", "/api/rooms/" + room, phrase.formatted(PASSPHRASE)));
    heard.take(alice.ask("PATCH", "/api/rooms/" + room, phrase.formatted(PASSPHRASE)).expect(200));
    whereNoSecretBelongs(server, heard, token, invite);
    for (Visitor one : List.of(host, alice)) {
      for (String path :
          List.of(
              "/api/admin/invites",
              "/api/admin/users",
              "/api/admin/audit?limit=500",
              "/api/admin/bans",
              "/api/admin/clients",
              "/api/rooms",
              "/api/rooms/" + room,
              "/api/rooms/" + room + "/members",
              "/api/me",
              "/api/access",
              "/metrics",
              "/openapi.json")) {
        heard.take(one.get(path));
      }
    }
    heard.take(alice.post("/api/logout", "").expect(200));
    heard.take(alice.get("/api/me").expect(401));
  }

  private static void whereNoSecretBelongs(
      TestServer server, Heard heard, String token, String invite) {
    Visitor nobody = Visitor.nobody(server);
    heard.take(nobody.get("/api/me?token=" + token));
    heard.take(nobody.get("/api/rooms/" + token));
    heard.take(nobody.get("/?invite=" + invite));
    heard.take(nobody.post("/api/join?invite=" + invite, "{\"name\":\"carol\""));
    for (String header : List.of("Basic " + token, "Bearer " + token + "x", token, "Bearer")) {
      heard.take(nobody.ask("GET", "/api/me", "", "Authorization", header));
    }
    heard.take(nobody.post("/api/join", "{\"name\":\"carol\",\"invite\":[\"" + invite + "\"]}"));
    heard.take(nobody.post("/api/join", "{\"name\":\"c/arol\",\"invite\":\"" + invite + "\"}"));
  }

  @Test
  void areInNoTextOfARecord() {
    var entered = new Replies.Entered("success", "alice", "t0ken", new Timestamp(1), false);
    var made =
        new Replies.Invite("success", "c0de", "id", 1, 1, new Timestamp(1), "alice", null, null);
    assertFalse(entered.toString().contains("t0ken"));
    assertFalse(made.toString().contains("c0de"));
  }
}
