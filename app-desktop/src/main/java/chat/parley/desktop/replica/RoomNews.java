package chat.parley.desktop.replica;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a room beside its messages, as a poll's reply has it. What belongs to
 * another type is null; a type that this version does not know changes nothing here.
 *
 * @param type {@link #DELETE}, {@link #MEMBER}, {@link #ROOM}, or what a later version adds
 * @param messageId the message that was taken away
 * @param name whose role it is
 * @param role what that one is to the room from now on
 */
public record RoomNews(
    String type,
    String room,
    @Nullable UUID messageId,
    @Nullable String name,
    @Nullable String role,
    @Nullable String title,
    @Nullable String topic) {
  public static final String DELETE = "delete";
  public static final String MEMBER = "member";
  public static final String ROOM = "room";
}
