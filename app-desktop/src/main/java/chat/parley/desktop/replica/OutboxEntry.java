package chat.parley.desktop.replica;

import chat.parley.model.Timestamp;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message written here, from the moment it is on this disk until it has come back from the server
 * as everyone's.
 *
 * @param id its {@code client_message_id}, the same for every attempt
 * @param written when it was written, by this computer's clock
 * @param state how far it is
 * @param problem why it failed, or what the last attempt met, in the server's words, or {@link
 *     #ANOTHER_SERVER}; null for none
 * @param messageId what the server calls it, once it has acknowledged it
 */
public record OutboxEntry(
    UUID id,
    String room,
    String sender,
    String text,
    Timestamp written,
    State state,
    @Nullable String problem,
    @Nullable UUID messageId) {

  /**
   * The problem of one that failed because another server answers at the address of the one that it
   * was written for. It was not sent there; a person may retry or delete it.
   */
  public static final String ANOTHER_SERVER = "another_server";

  /** The same under another name. */
  OutboxEntry under(String name) {
    return new OutboxEntry(id, room, name, text, written, state, problem, messageId);
  }

  /** How far a message is. */
  public enum State {
    /** On this disk, not yet on its way, or to be tried again. */
    WAITING,
    /** On its way to the server. */
    SENDING,
    /** Acknowledged; it has not yet come back in a poll. */
    SENT,
    /** Refused for good: to be retried, copied or deleted by a person. */
    FAILED
  }
}
