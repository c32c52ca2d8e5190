package chat.parley.desktop.host;

import chat.parley.model.ClientId;
import chat.parley.server.Client;
import java.time.Instant;

/**
 * Someone who is connected to the server on this computer, or was a moment ago.
 *
 * @param displayName a name, or whatever the client calls itself; not checked
 * @param address the IP address its newest poll came from, IPv6 without brackets
 * @param isPolling whether a poll of it is open now
 * @param lastSeen when a poll of it last came or ended
 */
public record ConnectedClient(
    ClientId id, String displayName, String address, boolean isPolling, Instant lastSeen) {
  static ConnectedClient of(Client client) {
    return new ConnectedClient(
        client.id(),
        client.id().displayName(),
        Literal.of(client.address()),
        client.isPolling(),
        client.lastSeen());
  }
}
