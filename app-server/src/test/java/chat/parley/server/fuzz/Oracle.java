package chat.parley.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.ErrorCode;
import chat.parley.model.Json;
import chat.parley.model.RoomName;
import chat.parley.model.SenderName;
import chat.parley.server.testing.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Knows what a right reply is, and remembers what was promised. */
final class Oracle {
  private static final Map<String, Integer> STATUS_OF_CODE = new HashMap<>();
  private static final Set<Integer> GOOD = Set.of(200, 304);

  static {
    for (ErrorCode code : ErrorCode.values()) {
      STATUS_OF_CODE.put(code.wire(), code.status());
    }
  }

  private final Map<String, Promise> promises = new LinkedHashMap<>();

  /** A message that was accepted. */
  private record Promise(String id, String sender, String text, String room) {}

  /** Gets a page. */
  interface Get {
    Wire.Reply get(String target) throws IOException;
  }

  static JsonNode json(Wire.Reply reply) {
    return Json.tree(reply.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  void check(Request request, Wire.Reply reply) {
    String what = reply.status() + " " + reply.headers() + " " + reply.text();
    assertTrue(reply.status() < 500, what);
    assertEquals("nosniff", reply.headers().get("x-content-type-options"), what);
    assertTrue(
        reply.headers().keySet().stream().noneMatch(Set.of("server", "x-injected")::contains),
        what);
    if (reply.status() >= 400) {
      checkError(request, reply, what);
    } else {
      assertTrue(GOOD.contains(reply.status()), what);
      if (request.method.equals("POST") && reply.text().contains("message_id")) {
        promise(request, reply);
      }
    }
  }

  private static void checkError(Request request, Wire.Reply reply, String what) {
    if (request.isHead()) {
      return;
    }
    if (reply.headers().getOrDefault("content-type", "").startsWith("text/html")) {
      assertTrue(request.headers.stream().anyMatch(header -> header.contains("text/html")), what);
      return;
    }
    assertEquals("application/json", reply.headers().get("content-type"), what);
    JsonNode body = json(reply);
    assertEquals("error", body.path("status").textValue(), what);
    assertEquals(reply.status(), STATUS_OF_CODE.get(body.path("code").textValue()), what);
    assertTrue(body.path("detail").asText().length() > 10, what);
  }

  private void promise(Request request, Wire.Reply reply) {
    JsonNode sent = json(reply);
    String id = sent.get("message_id").textValue();
    if (request.framed) {
      JsonNode draft = Json.tree(request.body);
      String room = draft.path("room").isTextual() ? draft.path("room").textValue() : "general";
      Promise promise =
          new Promise(
              id,
              SenderName.of(draft.get("sender").textValue()).value(),
              draft.get("text").textValue(),
              RoomName.of(room).value());
      Promise before = promises.put(id, promise);
      assertTrue(before == null || sent.path("duplicate").asBoolean(), "one id for two messages");
      if (before != null) {
        assertEquals(before.text(), promise.text(), "a duplicate has the same text");
        promises.put(id, before);
      }
    }
  }

  int accepted() {
    return promises.size();
  }

  List<String> messageIds() {
    return List.copyOf(promises.keySet()).subList(0, promises.size() - 1);
  }

  /** Whether every accepted message is in its room's history as it was sent. */
  void readBack(Get get) throws IOException {
    Map<String, Promise> stored = new TreeMap<>();
    for (String room : new java.util.TreeSet<>(rooms())) {
      stored.putAll(history(room, get));
    }
    for (Promise promise : promises.values()) {
      assertEquals(promise, stored.get(promise.id()), "an accepted message reads back");
    }
  }

  private Collection<String> rooms() {
    return promises.values().stream().map(Promise::room).toList();
  }

  private static Map<String, Promise> history(String room, Get get) throws IOException {
    Map<String, Promise> stored = new HashMap<>();
    String before = "";
    boolean more = true;
    while (more) {
      JsonNode page =
          json(
              get.get(
                  "/api/history?limit=100&room=" + QueryFuzz.encoded(room) + "&before=" + before));
      List<Promise> messages = new ArrayList<>();
      for (JsonNode message : page.get("messages")) {
        messages.add(
            new Promise(
                message.get("id").textValue(),
                message.get("sender").textValue(),
                message.get("text").textValue(),
                message.get("room").textValue()));
      }
      messages.forEach(message -> stored.put(message.id(), message));
      more = page.get("has_more").booleanValue();
      before = messages.isEmpty() ? "" : messages.getFirst().id();
    }
    return stored;
  }
}
