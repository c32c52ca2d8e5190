package chat.parley.server.fault;

import java.util.Optional;

/** Somebody was told that a private room, or for a poll of all rooms some room, is not theirs. */
record Refusal(String name, Optional<String> room, Span span) {}
