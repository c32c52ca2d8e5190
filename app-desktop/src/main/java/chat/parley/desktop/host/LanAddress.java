package chat.parley.desktop.host;

/**
 * An address of this computer at which others may reach it.
 *
 * @param host the address as it is written, without brackets
 * @param interfaceName the system's name of the interface it is on: {@code wlan0}
 * @param interfaceLabel what people may know that interface by; the same name where there is
 *     nothing better
 * @param kind what that interface seems to be
 * @param isLinkLocal whether the computer gave it to itself, because nobody else gave it one
 */
public record LanAddress(
    String host, String interfaceName, String interfaceLabel, Kind kind, boolean isLinkLocal) {

  /** What an interface seems to be. */
  public enum Kind {
    /** Wi-Fi or a cable. */
    REAL,
    /** It does not say. */
    UNKNOWN,
    /** A private network (VPN): only those who are in it reach the address. */
    TUNNEL,
    /** A network inside of this computer, of containers or virtual machines. */
    VIRTUAL
  }

  public boolean isIpv6() {
    return host.indexOf(':') >= 0;
  }

  /** Whether others on the same network should reach it. */
  public boolean isLikely() {
    return !isLinkLocal && (kind == Kind.REAL || kind == Kind.UNKNOWN);
  }
}
