package chat.parley.server.poll;

import chat.parley.model.ClientId;

/**
 * Who polls: the identity behind a request, and what the client calls itself. Whoever has no
 * account is a guest; guests with one client id are one client.
 */
public record Owner(String identity, ClientId clientId) {
  public static final String GUEST = "";

  public static Owner guest(ClientId clientId) {
    return new Owner(GUEST, clientId);
  }
}
