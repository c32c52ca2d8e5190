package chat.parley.server;

import chat.parley.model.ClientId;
import java.time.Instant;

/**
 * A client that polls or did so a moment ago, as it is known to whoever runs the server.
 *
 * @param id what it calls itself; not checked
 * @param address the IP address its newest poll came from, IPv6 without brackets. Where a proxy
 *     stands before the server that is the proxy's: what a proxy says of others is not believed.
 * @param isPolling whether a poll of it is open now
 * @param lastSeen when a poll of it last came or ended
 */
public record Client(ClientId id, String address, boolean isPolling, Instant lastSeen) {}
