package chat.parley.desktop.host;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One address of one network interface, as the system tells of it.
 *
 * @param hasDefaultRoute whether it is the address that talks to the world outside
 */
record NetworkAddress(
    String name,
    String displayName,
    InetAddress address,
    boolean isUp,
    boolean isLoopback,
    boolean isPointToPoint,
    boolean hasDefaultRoute) {

  // By the names that Linux and macOS give to interfaces, and Windows' descriptions of adapters.
  private static final Pattern TUNNEL_NAME =
      Pattern.compile(
          "(utun|tun|tap|wg|zt|feth|tailscale|ppp|ipsec|nordlynx|proton|cscotun|gpd|vpn).*");
  private static final Pattern TUNNEL_LABEL =
      Pattern.compile(
          ".*(tap-|wintun|wireguard|zerotier|tailscale|openvpn|hamachi|vpn|tunnel|anyconnect).*");
  private static final Pattern VIRTUAL_NAME =
      Pattern.compile(
          "(docker|br-|veth|virbr|vmnet|vmbr|vboxnet|vnet|vethernet|lxc|lxd|incus|cni|flannel|cali"
              + "|podman|bridge\\d|dummy|ifb|awdl|llw|anpi|waydroid).*");
  private static final Pattern VIRTUAL_LABEL =
      Pattern.compile(".*(hyper-v|vmware|virtualbox|virtual|vethernet|wsl|docker|bluetooth).*");
  private static final Pattern REAL_NAME = Pattern.compile("(wl|wireless|wifi|en|eth|em\\d).*");
  private static final Pattern REAL_LABEL =
      Pattern.compile(".*(wi-?fi|wireless|wlan|ethernet|gigabit|gbe).*");

  private static final int LAST_RANGE = 3;

  /** Whether another computer might reach it, and a browser there open it. */
  boolean isCandidate() {
    return isUp
        && !isLoopback
        && !isPointToPoint
        && !address.isLoopbackAddress()
        && !address.isAnyLocalAddress()
        && !address.isMulticastAddress()
        // It is good only together with the name of the other computer's interface.
        && !(isIpv6() && address.isLinkLocalAddress());
  }

  LanAddress.Kind kind() {
    String lowerName = name.toLowerCase(Locale.ROOT);
    String label = displayName.toLowerCase(Locale.ROOT);
    if (TUNNEL_NAME.matcher(lowerName).matches() || TUNNEL_LABEL.matcher(label).matches()) {
      return LanAddress.Kind.TUNNEL;
    }
    if (VIRTUAL_NAME.matcher(lowerName).matches() || VIRTUAL_LABEL.matcher(label).matches()) {
      // A bridge or virtual switch that the computer itself reaches the world through.
      return hasDefaultRoute ? LanAddress.Kind.UNKNOWN : LanAddress.Kind.VIRTUAL;
    }
    return REAL_NAME.matcher(lowerName).matches() || REAL_LABEL.matcher(label).matches()
        ? LanAddress.Kind.REAL
        : LanAddress.Kind.UNKNOWN;
  }

  boolean isIpv6() {
    return address instanceof Inet6Address;
  }

  /** Whether it is of a range for private networks (RFC 1918, RFC 4193). */
  boolean isPrivate() {
    return isIpv6() ? (octet(0) & 0xFE) == 0xFC : privateRange() < LAST_RANGE;
  }

  /** The ranges of RFC 1918 by how often networks at home and at work have them. */
  int privateRange() {
    if (!(address instanceof Inet4Address)) {
      return LAST_RANGE;
    }
    return switch (octet(0)) {
      case 192 -> octet(1) == 168 ? 0 : LAST_RANGE;
      case 10 -> 1;
      case 172 -> (octet(1) & 0xF0) == 16 ? 2 : LAST_RANGE;
      default -> LAST_RANGE;
    };
  }

  private int octet(int index) {
    return Byte.toUnsignedInt(address.getAddress()[index]);
  }

  LanAddress toLanAddress() {
    return new LanAddress(
        Literal.of(address), name, displayName, kind(), address.isLinkLocalAddress());
  }
}
