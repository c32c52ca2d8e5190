package chat.parley.desktop.host;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** IP addresses as people read them. */
final class Literal {
  private Literal() {}

  /** The address in digits; IPv6 short, without brackets and without a scope. */
  static String of(InetAddress address) {
    return address instanceof Inet6Address ? shortened(address) : address.getHostAddress();
  }

  /** The same of an address in digits; what is none stays as it is. */
  static String of(String digits) {
    try {
      return of(InetAddress.ofLiteral(digits));
    } catch (IllegalArgumentException e) {
      return digits;
    }
  }

  /** As RFC 5952 has it: the longest run of zeros, the first of equals, becomes two colons. */
  private static String shortened(InetAddress address) {
    String full = address.getHostAddress();
    int scope = full.indexOf('%');
    String[] groups = (scope < 0 ? full : full.substring(0, scope)).split(":", -1);
    int from = 0;
    int longest = 0;
    for (int start = 0; start < groups.length; start++) {
      int end = start;
      while (end < groups.length && groups[end].equals("0")) {
        end++;
      }
      if (end - start > longest) {
        from = start;
        longest = end - start;
      }
    }
    if (longest < 2) {
      return String.join(":", groups);
    }
    return String.join(":", Arrays.copyOfRange(groups, 0, from))
        + "::"
        + String.join(":", Arrays.copyOfRange(groups, from + longest, groups.length));
  }
}
