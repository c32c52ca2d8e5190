package chat.parley.desktop.sync;

import chat.parley.desktop.replica.RoomFacts;
import chat.parley.desktop.replica.ServerReplica;
import chat.parley.model.ErrorCode;
import chat.parley.model.RoomRole;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What one does with rooms beside talking: making them, coming and going, and keeping order. Calls
 * return at once; their futures complete on the session's thread and fail with a {@link
 * SessionException} whose words are for the person.
 */
public final class ChatRooms {
  private static final String ROOMS = "api/rooms";

  private final ServerApi api;
  private final ServerReplica replica;
  private final Executor session;

  ChatRooms(ServerApi api, ServerReplica replica, Executor session) {
    this.api = api;
    this.replica = replica;
    this.session = session;
  }

  /** Someone in a room. */
  public record Member(String name, RoomRole role) {}

  /** Makes a public room, or finds the one of that name; the future brings its name. */
  public CompletableFuture<String> makePublic(String name, String topic) {
    Map<String, Object> draft = new TreeMap<>(Map.of("name", name));
    putUnlessEmpty(draft, "topic", topic);
    return entered(ROOMS, draft)
        .exceptionallyCompose(failure ->
            CallFailure.cause(failure) instanceof SessionException known
                    && known.kind() == SessionException.Kind.EXISTS
                ? CompletableFuture.completedFuture(name)
                : CompletableFuture.failedFuture(failure));
  }

  /**
   * Makes a private room; the future brings its id.
   *
   * @param passphrase lets those come in who know it and the id; empty for nobody
   */
  public CompletableFuture<String> makePrivate(String title, String topic, String passphrase) {
    Map<String, Object> draft = new TreeMap<>(Map.of("title", title, "private", true));
    putUnlessEmpty(draft, "topic", topic);
    putUnlessEmpty(draft, "passphrase", passphrase);
    return entered(ROOMS, draft);
  }

  private static void putUnlessEmpty(Map<String, Object> draft, String field, String value) {
    if (!value.isEmpty()) {
      draft.put(field, value);
    }
  }

  /** Finds or makes the conversation with one other; the future brings its id. */
  public CompletableFuture<String> talkTo(String name) {
    return entered(ROOMS, Map.of("direct", name));
  }

  /** Comes into a private room; the future brings its id. */
  public CompletableFuture<String> join(String room, String passphrase) {
    return done("POST", at(room) + "/join", Map.of("passphrase", passphrase))
        .thenCompose(done -> told(api.ask("GET", at(room), null, Wire.OneRoom.class)))
        .thenCompose(this::known);
  }

  private CompletableFuture<String> entered(String path, Map<String, ?> body) {
    return told(api.ask("POST", path, body, Wire.OneRoom.class)).thenCompose(this::known);
  }

  private CompletableFuture<String> known(Wire.OneRoom reply) {
    RoomFacts facts = reply.room();
    return replica.listed(facts).thenApply(kept -> facts.room());
  }

  /** Goes out of a private room: nothing of it stays here. */
  public CompletableFuture<Void> leave(String room) {
    return done("POST", at(room) + "/leave", null).thenCompose(left -> readList());
  }

  private CompletableFuture<Void> readList() {
    return told(api.rooms()).thenCompose(list -> replica.listed(list.rooms()));
  }

  /**
   * Changes what a room is called and what it is about.
   *
   * @param passphrase null to leave it as it is, empty for none
   */
  public CompletableFuture<Void> change(
      String room, @Nullable String title, String topic, @Nullable String passphrase) {
    Map<String, Object> changed = new TreeMap<>(Map.of("topic", topic));
    if (title != null) {
      changed.put("title", title);
    }
    if (passphrase != null) {
      changed.put("passphrase", passphrase);
    }
    return done("PATCH", at(room), changed);
  }

  public CompletableFuture<List<Member>> members(String room) {
    return told(api.ask("GET", at(room) + "/members", null, Wire.Members.class))
        .thenApply(reply ->
            reply.members().stream()
                .map(member -> new Member(member.name(), RoomFacts.role(member.role())))
                .toList());
  }

  /** Adds someone to a room, or says what they are to it from now on. */
  public CompletableFuture<Void> setRole(String room, String name, RoomRole role) {
    return done("PUT", member(room, name), Map.of("role", role.wire()));
  }

  /** Takes someone out of a room. */
  public CompletableFuture<Void> remove(String room, String name) {
    return done("DELETE", member(room, name), null);
  }

  /** Takes a message away, for everyone and for good. */
  public CompletableFuture<Void> deleteMessage(UUID id) {
    return done("DELETE", "api/messages/" + id, null);
  }

  private static String at(String room) {
    return ROOMS + "/" + ServerApi.segment(room);
  }

  private static String member(String room, String name) {
    return at(room) + "/members/" + ServerApi.segment(name);
  }

  private CompletableFuture<Void> done(String method, String path, @Nullable Object body) {
    return told(api.ask(method, path, body, Wire.Done.class)).thenAccept(done -> {});
  }

  private <T> CompletableFuture<T> told(CompletableFuture<T> call) {
    return call.exceptionallyCompose(failure -> CompletableFuture.failedFuture(explained(failure)))
        .whenCompleteAsync((reply, failure) -> {}, session);
  }

  private static SessionException explained(Throwable failure) {
    if (CallFailure.in(failure) instanceof PollOutcome.Refused refused) {
      return new SessionException(kind(refused.code()), refused.detail());
    }
    return new SessionException(
        SessionException.Kind.OFFLINE, "The server does not answer now. Try again later.");
  }

  private static SessionException.Kind kind(String code) {
    if (code.equals(ErrorCode.EXISTS.wire())) {
      return SessionException.Kind.EXISTS;
    } else if (code.equals(ErrorCode.ROOM_UNKNOWN.wire())) {
      return SessionException.Kind.UNKNOWN;
    } else if (code.equals(ErrorCode.TOKEN_MISSING.wire())) {
      return SessionException.Kind.GUEST;
    }
    return SessionException.Kind.REFUSED;
  }
}
