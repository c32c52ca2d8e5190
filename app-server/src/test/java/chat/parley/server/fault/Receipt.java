package chat.parley.server.fault;

/** What the server promised: this draft is stored, under this id and time. */
record Receipt(Draft draft, String messageId, long timeMillis) {

  /** The message that every reader must see, once. */
  Message message() {
    return new Message(messageId, draft.room(), draft.sender(), draft.text(), timeMillis);
  }

  @Override
  public String toString() {
    return message() + ", client_message_id " + draft.clientMessageId();
  }
}
