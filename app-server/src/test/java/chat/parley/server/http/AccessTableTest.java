package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.server.ServerConfig;
import chat.parley.server.access.Access;
import chat.parley.server.http.AccessTable.Kind;
import chat.parley.server.http.AccessTable.Line;
import chat.parley.server.limit.LimitLevel;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import chat.parley.server.testing.Visitor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every route, asked by every kind of caller, of every kind of room. */
class AccessTableTest {
  @TempDir private Path data;

  @Test
  void hasALineForEveryRoute() throws IOException {
    TreeSet<String> lines =
        AccessTable.lines().stream()
            .map(Line::route)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(AccessTable.routes(), lines);
    assertEquals(AccessTable.additions(), lines.size(), "no route is written in another way");
  }

  @ParameterizedTest
  @EnumSource(names = {"OPEN", "INVITE"})
  void everyoneGetsWhatTheTableSays(Access access) throws IOException {
    var protection = new ServerConfig.Protection(TrustedProxies.NONE, LimitLevel.OFF);
    ServerConfig config = ServerConfig.defaults(data).withAccess(access).withProtection(protection);
    try (TestServer server = TestServer.with(config)) {
      House house = new House(server, data);
      List<String> wrong = new ArrayList<>();
      for (Line line : AccessTable.lines()) {
        for (Kind kind : Kind.values()) {
          Reply reply = house.ask(line, kind);
          int due = line.due(kind, access != Access.OPEN);
          if (reply.status() != due) {
            wrong.add(
                line.route()
                    + " "
                    + line.body()
                    + " "
                    + line.room()
                    + " as "
                    + kind
                    + ": due "
                    + due
                    + ", came "
                    + reply.status()
                    + " "
                    + reply.body());
          }
        }
      }
      assertEquals(List.of(), wrong);
    }
  }

  /** A server with all kinds of callers, and rooms in which they are what they are. */
  private static final class House {
    private final Map<Kind, Visitor> callers = new EnumMap<>(Kind.class);
    private final Map<String, Room> rooms = new HashMap<>();
    private final Visitor erin;
    private final String invite;
    private int count;

    /**
     * @param id its name or id
     * @param message the id of a message of erin's in it
     */
    private record Room(String id, String message) {}

    House(TestServer server, Path data) {
      Visitor host = Visitor.serverOwner(server, data);
      callers.put(Kind.SERVER_OWNER, host);
      Visitor nobody = Visitor.nobody(server);
      callers.put(Kind.EXPIRED, nobody.joined("expired", invite(host)));
      server.advance(Duration.ofDays(366));
      invite = invite(host);
      for (Kind kind : Kind.values()) {
        switch (kind) {
          case NOBODY, GUEST -> callers.put(kind, nobody);
          case ADMINISTRATOR -> callers.put(kind, host.joined("administrator", null));
          case EXPIRED, SERVER_OWNER -> {}
          default ->
              callers.put(
                  kind,
                  nobody.joined(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), invite));
        }
      }
      erin = nobody.joined("erin", invite);
      var _ = nobody.joined("dave", invite);
      caller(Kind.REVOKED).post("/api/logout", "").expect(200);
      host.put("/api/admin/bans/name-banned", "").expect(200);
    }

    private static String invite(Visitor host) {
      return host.post("/api/admin/invites", "{\"uses\":1000}").expect(200).text("invite");
    }

    private Visitor caller(Kind kind) {
      return Objects.requireNonNull(callers.get(kind));
    }

    Reply ask(Line line, Kind kind) {
      Room room =
          line.room().equals("-")
              ? new Room("", "")
              : rooms.computeIfAbsent(line.room(), this::room);
      Reply reply =
          caller(kind)
              .ask(
                  line.method(),
                  filled(line, line.path() + line.query(), kind, room),
                  filled(line, line.body(), kind, room));
      if (reply.status() == 200 && !line.method().equals("GET")) {
        rooms.clear(); // it may have changed what the next one needs
      }
      return reply;
    }

    private String filled(Line line, String text, Kind kind, Room room) {
      return text.replace("{room}", room.id())
          .replace("{message_id}", room.message())
          .replace("{name}", line.method().equals("DELETE") ? "erin" : "dave")
          .replace("{name_or_address}", "mallory")
          .replace("{id}", "0123456789abcdef")
          .replace("{client_id}", "unseen")
          .replace("{invite}", invite)
          .replace("{new}", fresh())
          .replace("{sender}", kind == Kind.GUEST ? ",\"sender\":\"gus\"" : "")
          .replace("{library}", "swagger-ui")
          .replace("{file}", "swagger-ui.css")
          .replace("<file>", "app.js");
    }

    private String fresh() {
      count++;
      return "new" + count;
    }

    private Room room(String kind) {
      Visitor owner = caller(Kind.OWNER);
      String id = kind.equals("private") ? owner.makePrivate("Hidden", "open sesame") : fresh();
      if (kind.equals("public")) {
        owner.post("/api/rooms", "{\"name\":\"" + id + "\"}").expect(200);
      }
      owner.give(id, "moderator", "moderator");
      owner.give(id, "member", "member");
      owner.give(id, "erin", "member");
      owner.give(id, "room-banned", "banned");
      return new Room(id, erin.send("Hello", id));
    }
  }
}
