package chat.parley.desktop.testing;

import chat.parley.model.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A server of any kind of access in the memory of a test, for what a real one is asked about people
 * and rooms. Names are compared as they are, and a token is {@code token-NAME}.
 */
public final class Club implements AutoCloseable {
  /** What lets in whoever has it. */
  public static final String INVITE = "come-in";

  private static final String SECRET = "~abcdefghijklmnopqrstuvwx";

  private final HttpServer http;
  private final String access;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> passwords = new TreeMap<>();
  private final List<String> tokens = new ArrayList<>();
  private final Map<String, ClubRoom> rooms = new LinkedHashMap<>();
  private final ClubLog log = new ClubLog();
  private final Set<String> leavers = new HashSet<>(); // who is not told yet that they are out
  private boolean closed;

  /**
   * @param access open, invite or accounts
   */
  public Club(String access) {
    this.access = access;
    rooms.put("general", new ClubRoom());
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::serve);
    http.start();
  }

  public int port() {
    return http.getAddress().getPort();
  }

  public String address() {
    return "127.0.0.1:" + port();
  }

  /** The link that lets one in. */
  public String link() {
    return "http://" + address() + "/#join=" + INVITE;
  }

  /** What was asked so far: method and path, without anything after it, and the token. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** A name that is somebody's, with a password. */
  public synchronized Club person(String name, String password) {
    passwords.put(name, password);
    tokens.add("token-" + name);
    return this;
  }

  /** What showed whose name it is counts no more. */
  public synchronized void end(String name) {
    tokens.remove("token-" + name);
    notifyAll();
  }

  /** A private room, whose owner is the first of its members; its id. */
  public synchronized String room(String title, String topic, String... members) {
    String id = SECRET + (char) ('a' + rooms.size()) + "2";
    ClubRoom room = new ClubRoom();
    room.title = title;
    room.topic = topic;
    rooms.put(id, room);
    for (String member : members) {
      room.members.put(member, room.members.isEmpty() ? "owner" : "member");
    }
    return id;
  }

  /** Someone's role changes, as everyone is told; {@code none} takes them out. */
  public synchronized void role(String room, String name, String role) {
    Map<String, String> members = known(room).members;
    if (role.equals("none")) {
      members.remove(name);
      leavers.add(name);
    } else {
      members.put(name, role);
    }
    log.add(Map.of("type", "member", "room", room, "name", name, "role", role));
    notifyAll();
  }

  /** Says something; its id. */
  public synchronized UUID say(String room, String sender, String text) {
    return say(room, sender, text, !tokens.contains("token-" + sender));
  }

  private UUID say(String room, String sender, String text, boolean guest) {
    UUID id = log.say(room, sender, text, guest);
    notifyAll();
    return id;
  }

  private ClubRoom known(String room) {
    return rooms.computeIfAbsent(room, name -> new ClubRoom());
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String secret = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    requests.add(exchange.getRequestMethod() + " " + path + " " + secret);
    Map<?, ?> body = body(exchange.getRequestBody().readAllBytes());
    ClubAnswer answer;
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    synchronized (this) {
      answer = answer(exchange.getRequestMethod(), path, query, body, secret);
    }
    byte[] bytes = Json.bytes(answer.body());
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<?, ?> body(byte[] bytes) {
    return bytes.length == 0 ? Map.of() : Json.read(bytes, Map.class);
  }

  private static String at(String query, String name) {
    String found = query.replaceAll("(?:^|.*&)" + name + "=([^&]*).*", "$1");
    return found.equals(query) ? "" : URLDecoder.decode(found, StandardCharsets.UTF_8);
  }

  private static String word(Map<?, ?> body, String field) {
    Object value = body.get(field);
    return value == null ? "" : value.toString();
  }

  private ClubAnswer answer(
      String method, String path, String query, Map<?, ?> body, String secret) {
    String token = secret.startsWith("Bearer ") ? secret.substring(7) : "";
    return switch (path) {
      case "/health" -> ClubAnswer.ok(Map.of("status", "healthy"));
      case "/api/access" ->
          ClubAnswer.ok(Map.of("access", access, "sign_up", access.equals("accounts")));
      case "/api/join", "/api/register", "/api/login" -> comeIn(path, body);
      default -> known(method, path, query, body, token);
    };
  }

  private ClubAnswer known(String method, String path, String query, Map<?, ?> body, String token) {
    if (!token.isEmpty() && !tokens.contains(token)) {
      return ClubAnswer.refused(401, "token_invalid", "");
    }
    if (token.isEmpty() && !access.equals("open")) {
      return ClubAnswer.refused(401, "token_missing", "");
    }
    return inside(method, path, query, body, token.isEmpty() ? "" : token.substring(6));
  }

  private ClubAnswer comeIn(String path, Map<?, ?> body) {
    String name = word(body, "name");
    String password = word(body, "password");
    if (path.equals("/api/login")) {
      if (!password.equals(passwords.get(name))) {
        return ClubAnswer.refused(403, "forbidden", "");
      }
    } else if (tokens.contains("token-" + name)) {
      return ClubAnswer.refused(403, "name_taken", "name");
    } else if (access.equals("invite") && !word(body, "invite").equals(INVITE)) {
      return ClubAnswer.refused(403, "forbidden", "invite");
    } else {
      passwords.put(name, password);
    }
    if (!tokens.contains("token-" + name)) {
      tokens.add("token-" + name);
    }
    return ClubAnswer.ok(Map.of("name", name, "token", "token-" + name, "administrator", false));
  }

  private ClubAnswer inside(String method, String path, String query, Map<?, ?> body, String me) {
    String[] parts = path.substring(1).split("/");
    return switch (parts[1]) {
      case "rooms" -> rooms(method, parts, body, me);
      case "history" -> log.history(at(query, "room"), query.contains("before="));
      case "poll" -> poll(query, me);
      case "send" -> {
        String sender = me.isEmpty() ? word(body, "sender") : me;
        UUID id = say(word(body, "room"), sender, word(body, "text"), me.isEmpty());
        yield ClubAnswer.ok(
            Map.of(
                "status", "sent", "message_id", id.toString(), "timestamp", ClubLog.TIME_SECONDS));
      }
      case "messages" -> delete(parts[2], me);
      case "logout" -> {
        tokens.remove("token-" + me);
        yield ClubAnswer.ok(Map.of());
      }
      case "me" -> {
        passwords.put(me, word(body, "password"));
        yield ClubAnswer.ok(Map.of());
      }
      case "admin" -> invites(method);
      default -> ClubAnswer.refused(404, "not_found", "");
    };
  }

  private static ClubAnswer invites(String method) {
    Map<String, Object> invite =
        Map.of("id", "i1", "uses", 25, "left", 25, "expires", ClubLog.TIME_SECONDS);
    if (method.equals("POST")) {
      Map<String, Object> made = new TreeMap<>(invite);
      made.put("invite", INVITE);
      return ClubAnswer.ok(made);
    }
    return ClubAnswer.ok(Map.of("invites", List.of(invite)));
  }

  private boolean sees(String room, String me) {
    return !room.startsWith("~") || known(room).members.containsKey(me);
  }

  private ClubAnswer rooms(String method, String[] parts, Map<?, ?> body, String me) {
    if (parts.length == 2) {
      return method.equals("GET") ? list(me) : make(body, me);
    }
    String id = URLDecoder.decode(parts[2], StandardCharsets.UTF_8);
    boolean joins = parts.length > 3 && parts[3].equals("join");
    if (!rooms.containsKey(id) || (!joins && !sees(id, me))) {
      return ClubAnswer.refused(404, "room_unknown", "room");
    }
    if (parts.length == 3) {
      if (method.equals("PATCH")) {
        known(id).title = word(body, "title").isEmpty() ? known(id).title : word(body, "title");
        known(id).topic = word(body, "topic");
        told(id);
      }
      return ClubAnswer.ok(Map.of("room", known(id).facts(id, me)));
    }
    return switch (parts[3]) {
      case "join" -> {
        if (known(id).passphrase.isEmpty()
            || !known(id).passphrase.equals(word(body, "passphrase"))) {
          yield ClubAnswer.refused(404, "room_unknown", "room");
        }
        role(id, me, "member");
        yield ClubAnswer.ok(Map.of());
      }
      case "leave" -> {
        role(id, me, "none");
        yield ClubAnswer.ok(Map.of());
      }
      default -> members(method, id, parts, body);
    };
  }

  private ClubAnswer list(String me) {
    return ClubAnswer.ok(
        Map.of(
            "rooms",
            rooms.keySet().stream()
                .filter(id -> sees(id, me))
                .map(id -> known(id).facts(id, me))
                .toList()));
  }

  private ClubAnswer make(Map<?, ?> body, String me) {
    boolean secret = !word(body, "title").isEmpty() || !word(body, "direct").isEmpty();
    if (secret && me.isEmpty()) {
      return ClubAnswer.refused(401, "token_missing", "");
    }
    if (rooms.containsKey(word(body, "name"))) {
      return ClubAnswer.refused(409, "exists", "name");
    }
    String id = secret ? room(word(body, "title"), word(body, "topic"), me) : word(body, "name");
    ClubRoom made = known(id);
    made.passphrase = word(body, "passphrase");
    made.topic = word(body, "topic").isEmpty() ? null : word(body, "topic");
    if (!word(body, "direct").isEmpty()) {
      made.direct = true;
      made.title = null;
      made.members.put(word(body, "direct"), "owner");
    }
    told(id);
    return ClubAnswer.ok(Map.of("room", known(id).facts(id, me)));
  }

  private void told(String id) {
    log.add(known(id).event(id));
    notifyAll();
  }

  private ClubAnswer members(String method, String id, String[] parts, Map<?, ?> body) {
    if (method.equals("GET")) {
      return ClubAnswer.ok(
          Map.of(
              "members",
              known(id).members.entrySet().stream()
                  .map(one -> Map.of("name", one.getKey(), "role", one.getValue()))
                  .toList()));
    }
    String name = URLDecoder.decode(parts[4], StandardCharsets.UTF_8);
    if (!tokens.contains("token-" + name)) {
      return ClubAnswer.refused(404, "not_found", "name");
    }
    role(id, name, method.equals("PUT") ? word(body, "role") : "none");
    return ClubAnswer.ok(Map.of());
  }

  /** Takes a message away. */
  public synchronized void delete(UUID id, String by) {
    var _ = delete(id.toString(), by);
  }

  private ClubAnswer delete(String id, String me) {
    if (log.delete(id, me)) {
      notifyAll();
      return ClubAnswer.ok(Map.of());
    }
    return ClubAnswer.refused(404, "message_unknown", "id");
  }

  private ClubAnswer poll(String query, String me) {
    int from = Integer.parseInt(at(query, "cursor").substring(1));
    try {
      while (!closed) {
        if (!me.isEmpty() && !tokens.contains("token-" + me)) {
          return ClubAnswer.refused(401, "token_invalid", "");
        }
        if (leavers.remove(me)) {
          return ClubAnswer.refused(410, "room_left", "room");
        }
        ClubAnswer news = log.news(from, room -> sees(room, me));
        if (news != null) {
          return news;
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ClubAnswer.refused(503, "draining", "");
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    http.stop(0);
  }
}
