package chat.parley.server.poll;

import org.jspecify.annotations.Nullable;

/**
 * A poll, checked and read.
 *
 * @param address where it came from, for the limit per address
 * @param addressIsLimited false for this machine's own clients
 */
public record PollRequest(
    Owner owner,
    Rooms rooms,
    @Nullable String cursor,
    @Nullable String lastMessageId,
    int timeoutSeconds,
    int limit,
    String address,
    boolean addressIsLimited) {}
