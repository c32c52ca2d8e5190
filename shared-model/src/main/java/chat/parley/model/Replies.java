package chat.parley.model;

import com.fasterxml.jackson.annotation.JsonInclude;
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
      @Nullable Long retryAfterMs) {}

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

  /** The public rooms, the one with the newest activity first. */
  public record Rooms(List<Room> rooms, String status) {}

  /** One public room. */
  public record Room(String room, long messageCount, Timestamp lastActivity) {}

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
