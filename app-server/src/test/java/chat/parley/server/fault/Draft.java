package chat.parley.server.fault;

/** A message about to be sent, with the id that makes sending it again harmless. */
record Draft(String clientMessageId, String sender, String room, String text) {

  @Override
  public String toString() {
    return "%s in %s: %s, client_message_id %s"
        .formatted(sender, room, Message.shown(text), clientMessageId);
  }
}
