package chat.parley.desktop.replica;

import chat.parley.model.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a poll, as far as this app reads it.
 *
 * @param cursor stands after the last position that was examined
 * @param events what happened beside the messages, in the log's order; null for nothing
 */
public record PollReply(
    List<Message> messages,
    String status,
    boolean timeout,
    String cursor,
    @Nullable Boolean reset,
    @Nullable Long retryAfterMs,
    @Nullable List<RoomNews> events) {

  /** One that brings messages alone. */
  public PollReply(
      List<Message> messages,
      String status,
      boolean timeout,
      String cursor,
      @Nullable Boolean reset,
      @Nullable Long retryAfterMs) {
    this(messages, status, timeout, cursor, reset, retryAfterMs, null);
  }

  /** What happened beside the messages. */
  public List<RoomNews> news() {
    return events == null ? List.of() : events;
  }
}
