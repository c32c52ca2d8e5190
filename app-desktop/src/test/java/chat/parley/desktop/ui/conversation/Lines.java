package chat.parley.desktop.ui.conversation;

import chat.parley.desktop.replica.OutboxEntry;
import chat.parley.model.Message;
import chat.parley.model.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages and what is on its way, known by their texts. */
final class Lines {
  static final String ROOM = "kitchen";
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private Lines() {}

  static UUID id(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  static Message said(String sender, String text, Instant at) {
    return new Message(id(text), sender, text, Timestamp.of(at), ROOM);
  }

  /** Said so many seconds after noon. */
  static Message said(String sender, String text, int second) {
    return said(sender, text, NOON.plusSeconds(second));
  }

  static Message said(String sender, String text) {
    return said(sender, text, 0);
  }

  static OutboxEntry written(String text, OutboxEntry.State state) {
    return written(text, state, null);
  }

  static OutboxEntry written(String text, OutboxEntry.State state, @Nullable UUID messageId) {
    return new OutboxEntry(
        id("written " + text),
        ROOM,
        "alice",
        text,
        Timestamp.of(NOON),
        state,
        state == OutboxEntry.State.FAILED ? "No." : null,
        messageId);
  }
}
