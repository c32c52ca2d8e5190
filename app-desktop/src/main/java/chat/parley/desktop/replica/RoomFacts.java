package chat.parley.desktop.replica;

import chat.parley.model.RoomName;
import chat.parley.model.RoomRole;
import chat.parley.model.Timestamp;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A room as the server's list of rooms has it, field for field.
 *
 * @param room its name, or the id of a private one
 * @param title what a private room is called
 * @param topic what it is about
 * @param role what this person is to it, in the protocol's word
 * @param direct the other one's name in a conversation of two
 */
public record RoomFacts(
    String room,
    long messageCount,
    Timestamp lastActivity,
    @Nullable String title,
    @Nullable String topic,
    @Nullable String role,
    @Nullable String direct) {

  /** A public room of which there is nothing more to say. */
  public RoomFacts(String room, long messageCount, Timestamp lastActivity) {
    this(room, messageCount, lastActivity, null, null, null, null);
  }

  /** Whether only its members know of it. */
  boolean secret() {
    return RoomName.isPrivate(room);
  }

  /** The role that a word of the protocol stands for; none for a word of a later version. */
  public static RoomRole role(@Nullable String word) {
    for (RoomRole role : RoomRole.values()) {
      if (word != null && role.name().equals(word.toUpperCase(Locale.ROOT))) {
        return role;
      }
    }
    return RoomRole.NONE;
  }
}
