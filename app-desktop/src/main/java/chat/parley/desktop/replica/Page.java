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
 * @param kept whether it is stored here, so that what the polls bring comes after it. One that was
 *     only read from the server may be ahead of what they still have to bring.
 */
public record Page(List<Message> messages, boolean more, @Nullable UUID lastRead, boolean kept) {
  public Page(List<Message> messages, boolean more, @Nullable UUID lastRead) {
    this(messages, more, lastRead, true);
  }
}
