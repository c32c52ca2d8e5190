package chat.parley.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.access.Access;
import chat.parley.server.access.OwnerToken;
import chat.parley.server.testing.TestServer;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask a running server in its owner's name. */
class OwnerCommandsTest {
  private static final Pattern LINK =
      Pattern.compile("https?://[^ ]+/#join=([A-Za-z0-9_-]{22})(&pin=[A-Za-z0-9_-]{43})?");
  private static final Pattern ID = Pattern.compile("id is ([0-9a-f]{16})");

  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private TestServer server(Access access) {
    return TestServer.with(ServerConfig.defaults(data()).withAccess(access));
  }

  private Console run(TestServer server, Object... words) throws Exception {
    return typing("", server, words);
  }

  private Console typing(String input, TestServer server, Object... words) throws Exception {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--port", server.port(), "--data", data()));
    Console console = Console.typing(input, all.toArray());
    assertFalse(
        (console.out() + console.err()).contains(OwnerToken.existing(data())),
        "the token is never shown");
    return console;
  }

  private static String join(TestServer server, String name, String invite) {
    return joined(server, "{\"name\":\"%s\",\"invite\":\"%s\"}".formatted(name, invite));
  }

  private static String join(TestServer server, String name) {
    return joined(server, "{\"name\":\"%s\"}".formatted(name));
  }

  private static String joined(TestServer server, String body) {
    return server.post("/api/join", body).expect(200).json().path("token").asText();
  }

  private static String found(Pattern pattern, Console console) {
    Matcher match = pattern.matcher(console.out());
    assertTrue(match.find(), console.out());
    return match.group(1);
  }

  @Test
  void anInviteLetsPeopleInUntilItHasEnded() throws Exception {
    try (TestServer server = server(Access.INVITE)) {
      Console made =
          run(server, "invite", "--uses", 2, "--days", 1, "--note", "the picnic")
              .expect(
                  0,
                  "2 people may join until",
                  "http://localhost:" + server.port() + "/#join=",
                  "Only this machine reaches the server");
      String code = found(LINK, made);
      String id = found(ID, made);
      String token = join(server, "alice", code);
      assertEquals(200, server.get("/api/me", "Authorization", "Bearer " + token).status());
      Console list = run(server, "invite", "list").expect(0, id, "1 of 2", "the picnic");
      assertFalse(list.out().contains(code), "it is shown once");
      run(server, "invite", "end", id).expect(0, "has ended");
      run(server, "invite", "list").expect(0, "There are no invites.");
      run(server, "invite", "end", id).expect(1, "There is no such invite.");
      server.post("/api/join", "{\"name\":\"bob\",\"invite\":\"%s\"}".formatted(code)).expect(403);
    }
  }

  @Test
  void anInviteSaysWhatItIsFor() throws Exception {
    try (TestServer server = server(Access.OPEN)) {
      run(
              server,
              "invite",
              "--uses",
              1,
              "--expires-in",
              "90m",
              "--public-url",
              "https://chat.example.org/")
          .expect(
              0, "one person may join", "  https://chat.example.org/#join=", "This server is open");
      run(server, "invite", "list").expect(0, "1 of 1", "(the server's owner)");
    }
  }

  @Test
  void anInviteToAServerWithAKeyHasItsPin() throws Exception {
    ServerConfig config = ServerConfig.defaults(data()).withTls(ServerConfig.Tls.AUTO);
    try (TestServer server = TestServer.with(config.withAccess(Access.INVITE))) {
      String pinned = "&pin=" + server.pin();
      run(server, "invite", "--tls", "auto").expect(0, "https://localhost:", pinned);
      Console.run("invite", "--url", "https://localhost:" + server.port(), "--data", data())
          .expect(0, pinned);
      run(server, "invite", "list", "--pin", server.pin()).expect(0, "25 of 25");
      run(server, "invite", "--pin", "A".repeat(43)).expect(2, "shows another key");
      run(server, "invite").expect(2, "--tls");
    }
  }

  @Test
  void usersAreListedMadeAdministratorsAndGivenPasswords() throws Exception {
    try (TestServer server = server(Access.OPEN)) {
      run(server, "user", "list").expect(0, "Nobody owns a name.");
      String token = join(server, "Alice");
      run(server, "user", "list").expect(0, "Alice", "no");
      run(server, "user", "admin", "alice").expect(0, "alice is an administrator.");
      run(server, "user", "list").expect(0, "administrator");
      server.get("/api/admin/users", "Authorization", "Bearer " + token).expect(200);
      run(server, "user", "admin", "Alice", "--off").expect(0, "no administrator any more");
      server.get("/api/admin/users", "Authorization", "Bearer " + token).expect(403);
      run(server, "user", "admin", "bob").expect(1, "Nobody owns that name.");

      typing("correct horse\r\n", server, "user", "password", "Alice")
          .expect(0, "Alice has a new password");
      server.get("/api/me", "Authorization", "Bearer " + token).expect(401);
      server.post("/api/login", "{\"name\":\"Alice\",\"password\":\"correct horse\"}").expect(200);
      run(server, "user", "list").expect(0, "yes");
      typing("short\n", server, "user", "password", "Alice").expect(1, "8 to 256 characters");
      typing("", server, "user", "password", "Alice").expect(2, "nothing on the standard input");
      typing("x".repeat(10_000), server, "user", "password", "Alice").expect(2, "too long");
      run(server, "user", "password", "Alice", "secret word").expect(2, "Unmatched argument");
    }
  }

  @Test
  void bansKeepOutAndWarn() throws Exception {
    try (TestServer server = server(Access.OPEN)) {
      String token = join(server, "Bob the Builder");
      run(server, "ban", "list").expect(0, "Nobody is banned.");
      run(server, "ban", "add", "Bob the Builder", "--reason", "noise").expect(0, "is banned.");
      server.get("/api/me", "Authorization", "Bearer " + token).expect(403);
      run(server, "ban", "add", "fe80::1").expect(0, "may be many people");
      run(server, "ban", "list").expect(0, "Bob the Builder", "fe80:0:0:0:0:0:0:1");
      run(server, "ban", "add", "127.0.0.1").expect(1, "cannot be banned");
      run(server, "ban", "remove", "Bob the Builder").expect(0, "no longer banned");
      server.get("/api/me", "Authorization", "Bearer " + token).expect(200);
      run(server, "ban", "remove", "Bob the Builder").expect(1, "not banned");
    }
  }

  @Test
  void publicRoomsAreListedAndModerated() throws Exception {
    try (TestServer server = server(Access.OPEN)) {
      String token = join(server, "Alice");
      server
          .post(
              "/api/rooms",
              "{\"title\":\"plans\",\"private\":true}",
              "Authorization",
              "Bearer " + token)
          .expect(200);
      run(server, "room", "list").expect(0, "There are no public rooms.");
      String id = server.send("bob", "nonsense", "kitchen").json().path("message_id").asText();
      run(server, "room", "topic", "kitchen", "What there is to eat").expect(0, "has a new topic");
      run(server, "room", "list").expect(0, "kitchen", "1", "What there is to eat");
      run(server, "room", "role", "kitchen", "Alice", "moderator").expect(0, "moderator");
      run(server, "room", "members", "kitchen").expect(0, "Alice", "moderator");
      run(server, "room", "role", "kitchen", "Alice", "none").expect(0, "none");
      run(server, "room", "delete-message", id).expect(0, "is deleted");
      assertFalse(server.get("/api/history?room=kitchen").body().contains("nonsense"));
      run(server, "room", "members", "attic").expect(1, "There is no such room.");
    }
  }

  @Test
  void theAuditSaysWhoDidWhat() throws Exception {
    try (TestServer server = server(Access.OPEN)) {
      run(server, "audit").expect(0, "Nothing happened.");
      var _ = join(server, "Alice");
      run(server, "user", "admin", "Alice").expect(0);
      run(server, "audit").expect(0, "name_claimed", "administrator_made", "(the server's owner)");
      Console page = run(server, "audit", "--limit", 1).expect(0, "There is more: audit --before ");
      assertFalse(page.out().contains("name_claimed"), "the newest first");
      run(server, "audit", "--before", 2).expect(0, "name_claimed");
      run(server, "audit", "--limit", 501).expect(2, "--limit must be from 1 to 500");
    }
  }

  @Test
  void withoutAServerOrItsTokenNothingBegins() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Console.run("user", "list", "--port", free, "--data", data())
        .expect(2, "There is no " + data().resolve(OwnerToken.FILE));
    try (TestServer server = server(Access.OPEN)) {
      Path other = Files.createDirectory(folder.resolve("other"));
      var _ = OwnerToken.of(other, new SecureRandom());
      Console.run("user", "list", "--port", server.port(), "--data", other)
          .expect(2, "has another owner's token", "--data");
      Console.run("user", "list", "--port", free, "--data", data())
          .expect(2, "No server at http://127.0.0.1:" + free, "Nothing listens there.");
    }
  }

  @Test
  void theTokenIsShownToNobodyElse() throws Exception {
    var _ = OwnerToken.of(Files.createDirectory(data()), new SecureRandom());
    AtomicBoolean shown = new AtomicBoolean();
    HttpServer stranger =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger.createContext(
        "/",
        exchange -> {
          shown.compareAndSet(false, exchange.getRequestHeaders().containsKey("Authorization"));
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    stranger.start();
    try {
      Console.run("audit", "--port", stranger.getAddress().getPort(), "--data", data())
          .expect(2, "is not Parley");
      assertFalse(shown.get());
    } finally {
      stranger.stop(0);
    }
    Console.run("audit", "--url", "http://192.0.2.1:8000", "--data", data())
        .expect(2, "does not leave this machine in clear text");
  }

  @Test
  void commandsAreAskedWrongly() throws Exception {
    Console.run("user").expect(2, "Missing required subcommand");
    Console.run("invite", "--days", 1, "--expires-in", "2d").expect(2, "mutually exclusive");
    Console.run("invite", "--port", 9000, "list").expect(2, "Write the options behind 'list'.");
    Console.run("audit", "--url", "http://localhost:1/x").expect(2, "must have no path");
    Console.run("ban", "add").expect(2, "NAME-OR-ADDRESS");
    try (TestServer server = server(Access.OPEN)) {
      run(server, "invite", "--days", 400).expect(2, "365 days at most");
      run(server, "invite", "--expires-in", "soon").expect(2, "like 30m, 12h or 7d");
      run(server, "invite", "--uses", 0).expect(2, "--uses must be");
    }
  }
}
