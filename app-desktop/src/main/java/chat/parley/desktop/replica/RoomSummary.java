package chat.parley.desktop.replica;

import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A room as the list of rooms shows it.
 *
 * @param lastActivity when something was last written, null where nobody has written yet
 * @param newest the newest message known here, null for none
 * @param unread messages of others after the place read up to
 * @param waiting messages written here that are on the way
 * @param failed messages written here that were refused
 */
public record RoomSummary(
    String room,
    @Nullable Timestamp lastActivity,
    @Nullable Message newest,
    int unread,
    int waiting,
    int failed) {}
