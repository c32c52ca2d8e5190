package chat.parley.server.poll;

import chat.parley.model.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * Who polls: the key of the name behind a request, and what the client calls itself. Whoever owns
 * no name is a guest; guests with one client id are one client.
 */
public record Owner(String identity, ClientId clientId) implements Comparable<Owner> {
  public static final String GUEST = "";
  private static final int MIX = 0x9E3779B9; // of the golden ratio

  public static Owner guest(ClientId clientId) {
    return new Owner(GUEST, clientId);
  }

  /**
   * A client of whoever owns a name.
   *
   * @param nameKey the name's key, null for a guest
   */
  public static Owner of(@Nullable String nameKey, ClientId clientId) {
    return new Owner(nameKey == null ? GUEST : nameKey, clientId);
  }

  /** The key of the name, null for a guest. */
  public @Nullable String nameKey() {
    return identity.equals(GUEST) ? null : identity;
  }

  /**
   * Whether it is a client of whoever owns a name.
   *
   * @param nameKey the name's key, null for a guest
   */
  public boolean is(@Nullable String nameKey, String client) {
    return clientId.value().equals(client) && identity.equals(nameKey == null ? GUEST : nameKey);
  }

  /** By the texts, so that those whose hashes someone has made equal are found in a map's tree. */
  @Override
  public int compareTo(Owner other) {
    int byIdentity = identity.compareTo(other.identity);
    return byIdentity != 0 ? byIdentity : clientId.value().compareTo(other.clientId.value());
  }

  /** Mixed, because both texts may end alike: thousands would meet in a few places of a map. */
  @Override
  public int hashCode() {
    return MIX * identity.hashCode() + clientId.hashCode();
  }
}
