package chat.parley.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of the server's replies, field for field as the protocol has them. A field that is
 * null is left out.
 */
public final class Replies {
  private Replies() {}

  /** The reply to a poll. {@code cursor} stands after the last position that was examined. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Poll(
      List<Message> messages,
      String status,
      boolean timeout,
      String cursor,
      @Nullable Boolean reset,
      @Nullable Long retryAfterMs,
      @Nullable List<Event> events) {

    /** One that brings messages alone. */
    public Poll(
        List<Message> messages,
        String status,
        boolean timeout,
        String cursor,
        @Nullable Boolean reset,
        @Nullable Long retryAfterMs) {
      this(messages, status, timeout, cursor, reset, retryAfterMs, null);
    }
  }

  /**
   * What happened in a room beside messages; {@code type} says which of the fields are there.
   *
   * @param messageId the message that was deleted
   * @param name whose role in the room is another one now
   * @param by who did it, as it is shown
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Event(
      String type,
      String room,
      @Nullable UUID messageId,
      @Nullable String name,
      @Nullable String role,
      @Nullable String title,
      @Nullable String topic,
      @JsonProperty("private") @Nullable Boolean isPrivate,
      String by,
      Timestamp timestamp) {

    /**
     * An accepted event as it is told.
     *
     * @throws IllegalArgumentException if it is a message
     */
    public static Event of(RoomEvent event) {
      String by = event.actor().equals(Actor.SERVER_OWNER) ? "" : event.actor().name();
      return switch (event.body()) {
        case RoomBody.MessageDeleted deleted ->
            new Event(
                "delete",
                event.room(),
                deleted.messageId(),
                null,
                null,
                null,
                null,
                null,
                by,
                event.time());
        case RoomBody.MemberChanged member ->
            new Event(
                "member",
                event.room(),
                null,
                member.name(),
                member.role().wire(),
                null,
                null,
                null,
                by,
                event.time());
        case RoomBody.RoomCreated created ->
            new Event(
                "room",
                event.room(),
                null,
                null,
                null,
                created.title(),
                created.topic(),
                created.isPrivate() ? true : null,
                by,
                event.time());
        case RoomBody.RoomChanged changed ->
            new Event(
                "room",
                event.room(),
                null,
                null,
                null,
                changed.title(),
                changed.topic(),
                RoomName.isPrivate(event.room()) ? true : null,
                by,
                event.time());
        case RoomBody.MessagePosted _, RoomBody.Erased _ ->
            throw new IllegalArgumentException("A message is told as one");
      };
    }
  }

  /**
   * The acknowledgement of a message that is on disk; {@code duplicate} where it was there already.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Sent(
      String status, UUID messageId, Timestamp timestamp, @Nullable Boolean duplicate) {}

  /**
   * A page of a room's past, oldest first, with a cursor that was taken before the page was read.
   */
  public record History(
      String room, List<Message> messages, String status, boolean hasMore, String cursor) {}

  /** How the server is used now. */
  public record Stats(
      int activeClients,
      long totalMessages,
      List<String> rooms,
      Timestamp timestamp,
      int waitingPolls,
      long uptimeSeconds,
      String version) {}

  /** The rooms the caller may see, the one with the newest activity first. */
  public record Rooms(List<Room> rooms, String status) {}

  /**
   * One room.
   *
   * @param title what a private room is called
   * @param isPrivate true for one that only its members know of
   * @param role what the caller is to it
   * @param direct the other one's name where it is the conversation of two
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Room(
      String room,
      long messageCount,
      Timestamp lastActivity,
      @Nullable String title,
      @Nullable String topic,
      @JsonProperty("private") @Nullable Boolean isPrivate,
      @Nullable String role,
      @Nullable String direct) {

    /** A public room that says nothing of itself. */
    public Room(String room, long messageCount, Timestamp lastActivity) {
      this(room, messageCount, lastActivity, null, null, null, null, null);
    }
  }

  /** One room, asked for or made just now. */
  public record OneRoom(String status, Room room) {}

  /** Who is in a room, or kept out of it. */
  public record Members(String status, List<Member> members) {}

  /** What somebody is to a room. */
  public record Member(String name, String role) {}

  /** What was asked for is done, and there is nothing to tell of it. */
  public record Done(String status) {}

  /** How people come into this server, and by which word this run of it is known from others. */
  public record Access(String status, String access, boolean signUp, String instance) {}

  /** Somebody came in; the token is shown here and never again. */
  public record Entered(
      String status, String name, String token, Timestamp expires, boolean administrator) {
    @Override
    public String toString() {
      return "Entered[hidden]";
    }
  }

  /** Who the caller is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Me(
      String status,
      @Nullable String name,
      boolean guest,
      boolean administrator,
      @Nullable Timestamp expires,
      @Nullable Boolean serverOwner) {}

  /** The invites that count. */
  public record Invites(String status, List<Invite> invites) {}

  /**
   * An invite; the code is shown only when it is made, and with it the pin that a link to the
   * address asked needs, if it needs one.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Invite(
      @Nullable String status,
      @JsonProperty("invite") @Nullable String code,
      String id,
      int uses,
      int left,
      Timestamp expires,
      String by,
      @Nullable String note,
      @Nullable String pin) {
    @Override
    public String toString() {
      return "Invite[" + id + "]";
    }
  }

  /** The names that have an owner. */
  public record Users(String status, List<User> users) {}

  /** A name that has an owner; {@code password} says whether there is one. */
  public record User(
      String name, boolean administrator, boolean banned, Timestamp since, boolean password) {}

  /** Who is kept out of the server. */
  public record Bans(String status, List<Ban> bans) {}

  /** A name or an address that is kept out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Ban(@Nullable String name, @Nullable String address, @Nullable String reason) {}

  /** A name or an address is kept out from now on. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Banned(String status, @Nullable String warning) {}

  /** Who polls, or did within the last minute. */
  public record SeenClients(String status, List<SeenClient> clients) {}

  /** A client that is there; without a name it is a guest's. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SeenClient(
      String clientId,
      @Nullable String name,
      String address,
      boolean polling,
      Timestamp lastSeen) {}

  /** Who did what, the newest first. */
  public record Audit(String status, List<AuditEntry> entries, boolean hasMore) {}

  /** Something somebody did; {@code by} is empty for the server's owner. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AuditEntry(
      long seq,
      Timestamp time,
      String by,
      String action,
      @Nullable String about,
      @Nullable String room,
      @Nullable String detail) {}

  /** A client was disconnected and its places were forgotten. */
  public record Disconnected(String status, String clientId) {}

  /** Whether the server can do its work. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Health(
      String status,
      @Nullable String reason,
      @Nullable String version,
      @Nullable Long uptimeSeconds) {}

  /** A refusal: a stable code, a sentence to act on, and the field to blame where there is one. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Refused(String status, String code, String detail, @Nullable String field) {
    public static Refused of(Refusal refusal) {
      return new Refused("error", refusal.code().wire(), refusal.detail(), refusal.field());
    }
  }
}
