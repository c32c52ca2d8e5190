package chat.parley.server.fault;

/** What the log has of the private rooms, one thing after another. */
sealed interface Entry {

  record Written(Message message) implements Entry {}

  record Changed(Change change) implements Entry {}
}
