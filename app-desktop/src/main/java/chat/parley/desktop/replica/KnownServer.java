package chat.parley.desktop.replica;

import chat.parley.model.Timestamp;

/**
 * A server that something is remembered of.
 *
 * @param key what it is known by here: its address, or {@code own} for the one this app hosts
 * @param name what it is called in the app; empty for nothing else than its address
 * @param used when a conversation with it was last begun
 */
public record KnownServer(String key, String name, Timestamp used) {}
