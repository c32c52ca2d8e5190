package chat.parley.desktop.replica;

import chat.parley.model.Message;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a room's messages, oldest first and without gaps.
 *
 * @param more whether there are, or may be, older ones
 * @param lastRead the message read up to, null where nothing was read yet
 */
public record Page(List<Message> messages, boolean more, @Nullable UUID lastRead) {}
