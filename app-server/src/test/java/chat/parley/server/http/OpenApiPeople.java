package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.access.Access;
import chat.parley.server.http.OpenApiDocument.Operation;
import chat.parley.server.limit.LimitLevel;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What becomes of who owns a name and of who does not, shown to a document. On a server of accounts
 * carol administers, alice makes rooms and bob comes into them.
 */
final class OpenApiPeople {
  private static final String ROOM = "/api/rooms/{room}";
  private static final String MEMBER = ROOM + "/members/{name}";
  private static final String BAN = "/api/admin/bans/{name_or_address}";
  private static final String PASSWORD = "three green bottles";
  private static final String OTHER_PASSWORD = "four green bottles";
  private static final String BANNED_ADDRESS = "203.0.113.9";
  private static final String NOBODYS = "~" + "a".repeat(26);
  private static final List<Operation> OF_EVERYONE =
      List.of(
          new Operation("GET", "/api/poll"),
          new Operation("POST", "/api/send"),
          new Operation("GET", "/api/history"),
          new Operation("GET", "/api/rooms"),
          new Operation("GET", "/api/stats"),
          new Operation("DELETE", "/api/client/{client_id}"),
          new Operation("DELETE", "/api/client"));

  private final TestServer server;
  private final OpenApiDocument document;
  private String alice = "";
  private String bob = "";
  private String carol = "";
  private String attic = ""; // the id of a private room

  OpenApiPeople(TestServer server, OpenApiDocument document) {
    this.server = server;
    this.document = document;
  }

  static void showAll(Path data, OpenApiDocument document) {
    var proxy = TrustedProxies.of(List.of("127.0.0.1")); // else this machine has no limits
    ServerConfig config =
        ServerConfig.defaults(data)
            .withEntry(new ServerConfig.Entry(Access.ACCOUNTS, true))
            .withProtection(new ServerConfig.Protection(proxy, LimitLevel.NORMAL));
    try (TestServer server = TestServer.with(config)) {
      new OpenApiPeople(server, document).showAll();
    }
  }

  /** What an open server does not let a guest do. */
  void showStrangers() {
    ok("", "POST", "/api/join", "{'name':'carol'}");
    String message = "{'sender':'carol','text':'Hello','room':'%s'}";
    refused("", "POST", "/api/send", message.formatted("kitchen")).expect(403);
    refused("", "POST", "/api/send", message.formatted(NOBODYS).replace("carol", "alice"))
        .expect(404);
    refused("", "GET", "/api/history?room=" + NOBODYS, "")
        .expectRefusal(404, "room_unknown", "room");
    refused("", "GET", "/api/poll?client_id=alice&room=" + NOBODYS, "")
        .expectRefusal(404, "room_unknown", "room");
    for (Operation operation : document.operations()) {
      if (operation.path().startsWith("/api")) {
        show(operation, "Via", "1.1 proxy").expectRefusal(403, "forbidden");
      }
    }
  }

  private void showAll() {
    showHowTheyComeIn();
    showRooms();
    showWhatBobMissesOut();
    showInvitesAndUsers();
    showBansAndTheAudit();
    showWhoIsNotLetIn();
    showHaste();
    showHowTheyGo();
  }

  private void showHowTheyComeIn() {
    carol = ok(server.ownerToken(), "POST", "/api/join", "{'name':'carol'}").text("token");
    String registration = "{'name':'%s','password':'" + PASSWORD + "'}";
    ok("", "POST", "/api/register", registration.formatted("alice"));
    bob = ok("", "POST", "/api/register", registration.formatted("bob")).text("token");
    alice = ok("", "POST", "/api/login", registration.formatted("alice")).text("token");
    ok("", "GET", "/api/access", "");
    for (String token : List.of(alice, carol, server.ownerToken())) {
      ok(token, "GET", "/api/me", "");
    }
    String change = "{'password':'%s','old':'%s'}".formatted(OTHER_PASSWORD, PASSWORD);
    ok(alice, "PUT", "/api/me/password", change);
  }

  private void showRooms() {
    ok(alice, "POST", "/api/rooms", "{'name':'kitchen','topic':'Who buys the milk'}");
    String made = "{'private':true,'title':'Attic','topic':'Boxes','passphrase':'under the mat'}";
    attic = roomOf(ok(alice, "POST", "/api/rooms", made));
    ok(alice, "POST", "/api/rooms", "{'direct':'bob'}");
    ok(alice, "PATCH", ROOM, in(attic), "{'topic':'Old things'}");
    ok(bob, "POST", ROOM + "/join", in(attic) + "/join", "{'passphrase':'under the mat'}");
    ok(alice, "PUT", MEMBER, in(attic) + "/members/bob", "{'role':'moderator'}");
    ok(alice, "PUT", MEMBER, in("kitchen") + "/members/mallory", "{'role':'banned'}");
    for (String room : List.of("kitchen", attic)) {
      ok(bob, "GET", ROOM, in(room), "");
      ok(bob, "GET", ROOM + "/members", in(room) + "/members", "");
    }
    assertEquals(3, ok(bob, "GET", "/api/rooms", "").json().path("rooms").size());
  }

  private static String roomOf(Reply made) {
    return made.json().path("room").path("room").asText();
  }

  private static String in(String room) {
    return ROOM.replace("{room}", room);
  }

  private void showWhatBobMissesOut() {
    String cursor = ok(bob, "GET", "/api/history?limit=1", "").cursor();
    String message = "{'text':'Where are the boxes?','room':'" + attic + "'}";
    String id = ok(alice, "POST", "/api/send", message).text("message_id");
    String deletion = "/api/messages/{message_id}";
    ok(alice, "DELETE", deletion, deletion.replace("{message_id}", id), "");
    ok(alice, "PATCH", ROOM, in(attic), "{'title':'Loft'}");
    ok(alice, "PUT", MEMBER, in(attic) + "/members/bob", "{'role':'member'}");
    String poll = "client_id=bob&room=*&cursor=" + cursor;
    Reply told = ok(bob, "GET", "/api/poll?events=all&" + poll, "");
    assertEquals(3, told.json().path("events").size(), told.body());
    assertTrue(told.json().path("messages").path(0).path("deleted").asBoolean(), told.body());

    String next = "/api/poll?client_id=bob&room=*&cursor=" + told.cursor();
    CompletableFuture<Reply> parked =
        CompletableFuture.supplyAsync(() -> ask(bob, "GET", next, ""));
    Await.until(
        "bob's poll is parked",
        () -> ask(bob, "GET", "/api/stats", "").json().path("waiting_polls").asInt() == 1);
    ok(alice, "DELETE", MEMBER, in(attic) + "/members/bob", "");
    Reply ended = Await.result(parked).expectRefusal(410, "room_left", "room");
    document.check(new Operation("GET", "/api/poll"), ended);
    ok(bob, "POST", ROOM + "/join", in(attic) + "/join", "{'passphrase':'under the mat'}");
    ok(bob, "POST", ROOM + "/leave", in(attic) + "/leave", "");
  }

  private void showInvitesAndUsers() {
    String invites = "/api/admin/invites";
    String id = ok(carol, "POST", invites, "{'uses':3,'note':'for friends'}").text("id");
    ok(server.ownerToken(), "POST", invites, "");
    ok(carol, "GET", invites, "");
    ok(carol, "DELETE", invites + "/{id}", invites + "/" + id, "");
    String user = "/api/admin/users";
    ok(carol, "PUT", user + "/{name}", user + "/bob", "{'administrator':true}");
    ok(carol, "PUT", user + "/{name}", user + "/bob", "{'administrator':false}");
    ok(carol, "GET", user, "");
    ok(carol, "GET", "/api/admin/clients", "");
  }

  private void showBansAndTheAudit() {
    String bans = "/api/admin/bans";
    ok(carol, "PUT", BAN, bans + "/mallory", "{'reason':'floods the kitchen'}");
    ok(carol, "PUT", BAN, bans + "/dave", "");
    ok(carol, "DELETE", BAN, bans + "/dave", "");
    String why = "{'reason':'floods the attic'}";
    assertTrue(ok(carol, "PUT", BAN, bans + "/" + BANNED_ADDRESS, why).json().has("warning"));
    assertEquals(2, ok(carol, "GET", bans, "").json().path("bans").size());
    Reply page = ok(carol, "GET", "/api/admin/audit?limit=5", "");
    assertTrue(page.json().path("has_more").asBoolean(), page.body());
    ok(carol, "GET", "/api/admin/audit", "");
  }

  private void showWhoIsNotLetIn() {
    for (Operation operation : OF_EVERYONE) {
      show(operation).expectRefusal(401, "token_missing");
      show(operation, "Authorization", "Bearer " + "x".repeat(43))
          .expectRefusal(401, "token_invalid");
      show(operation, "X-Forwarded-For", BANNED_ADDRESS).expectRefusal(403, "banned");
    }
    Operation metrics = new Operation("GET", "/metrics");
    show(metrics, "Authorization", "Bearer x").expectRefusal(401, "token_invalid");
    show(metrics, "X-Forwarded-For", BANNED_ADDRESS).expectRefusal(403, "banned");
  }

  private Reply show(Operation operation, String... headers) {
    String path = operation.path().replaceAll("\\{.*?}", "alice");
    Reply reply = server.request(operation.method(), path, "", headers);
    document.check(operation, reply);
    return reply;
  }

  private void showHaste() {
    String message = "{'text':'Hello','room':'kitchen'}";
    refusedAfter(200, "POST", "/api/send", message).expectRefusal(429, "slow_down");
    String poll = "/api/poll?client_id=hasty&room=kitchen&cursor=x&limit=1";
    refusedAfter(400, "GET", poll, "").expectRefusal(429, "slow_down");
  }

  /** What bob is told when he asks on and on, after so many times at most. */
  private Reply refusedAfter(int most, String method, String path, String body) {
    int answered = 0;
    while (answered < most && ask(bob, method, path, body).status() == 200) {
      answered++;
    }
    return refused(bob, method, path, body);
  }

  private void showHowTheyGo() {
    ok(bob, "POST", "/api/logout", "");
    ask(bob, "GET", "/api/me", "").expectRefusal(401, "token_invalid");
  }

  private Reply ok(String token, String method, String path, String body) {
    return ok(token, method, withoutQuery(path), path, body);
  }

  private static String withoutQuery(String path) {
    return path.replaceFirst("\\?.*", "");
  }

  private Reply refused(String token, String method, String path, String body) {
    Reply reply = ask(token, method, path, body);
    document.check(new Operation(method, withoutQuery(path)), reply);
    return reply;
  }

  /** A request that is answered as it wants to be, and as the document says. */
  private Reply ok(String token, String method, String template, String path, String body) {
    Reply reply = ask(token, method, path, body).expect(200);
    document.check(new Operation(method, template), reply);
    return reply;
  }

  /** A request with a token, empty for none; its body has ' where JSON has ". */
  private Reply ask(String token, String method, String path, String body) {
    String json = body.replace('\'', '"');
    return token.isEmpty()
        ? server.request(method, path, json)
        : server.request(method, path, json, "Authorization", "Bearer " + token);
  }
}
