package chat.parley.model.fold;

import chat.parley.model.Timestamp;

/** What a list of rooms says of a room; see {@link RoomFold} for how it comes about. */
public record RoomReading(long messageCount, Timestamp lastActivity) {}
