package chat.parley.server.access;

import java.util.Locale;

/** Who may use a server at all; one for the whole server. */
public enum Access {
  /** Whoever reaches it. */
  OPEN,
  /** Whoever was let in by an invite, under a name of their own. */
  INVITE,
  /** Whoever has a name and a password. */
  ACCOUNTS;

  /** As it stands on the wire and on the command line. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
