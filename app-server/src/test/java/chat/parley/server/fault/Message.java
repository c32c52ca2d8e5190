package chat.parley.server.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A message as a reply showed it; two sightings of one message must be equal in every part. */
record Message(String id, String room, String sender, String text, long timeMillis) {
  private static final int TEXT_SHOWN = 40;

  /** The start of a text on one line, for the report of a failure. */
  static String shown(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= TEXT_SHOWN ? line : line.substring(0, TEXT_SHOWN) + "...";
  }

  static Message of(JsonNode node) {
    return new Message(
        text(node, "id"),
        text(node, "room"),
        text(node, "sender"),
        text(node, "text"),
        timeMillis(node));
  }

  static List<Message> listOf(JsonNode body) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode node : body.required("messages")) {
      messages.add(of(node));
    }
    return messages;
  }

  /** A string field of a reply; anything else than a string is the server's error. */
  static String text(JsonNode node, String field) {
    JsonNode value = node.required(field);
    if (!value.isTextual()) {
      throw new IllegalStateException(field + " is not a string in " + node);
    }
    return value.textValue();
  }

  /** The timestamp of a message or an acknowledgement: seconds with at most three decimals. */
  static long timeMillis(JsonNode node) {
    return node.required("timestamp").decimalValue().movePointRight(3).longValueExact();
  }

  @Override
  public String toString() {
    return "%s (%s in %s at %d: %s)".formatted(id, sender, room, timeMillis, shown(text));
  }
}
