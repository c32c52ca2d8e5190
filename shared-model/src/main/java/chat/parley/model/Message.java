package chat.parley.model;

import java.util.UUID;

/**
 * A message as everyone reads it. The id names it and says nothing about order; order is the log's.
 */
public record Message(UUID id, String sender, String text, Timestamp timestamp, String room) {}
