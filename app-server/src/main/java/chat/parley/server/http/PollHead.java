package chat.parley.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one kind of request that is read without Jetty: a whole {@code GET /api/poll?…} of HTTP/1.1
 * with no body, a few well-known headers, and nothing behind it. It is not lenient: whatever is in
 * the least unusual is not read here at all, and Jetty's parser has it, byte for byte. So there is
 * no request that the two could understand differently.
 */
record PollHead(
    String query,
    String host,
    @Nullable String origin,
    @Nullable String secFetchSite,
    @Nullable String authorization) {
  private static final byte[] START = ascii("GET /api/poll?");
  private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
  private static final int PORT_MAX = 65_535;
  private static final BitSet QUERY = characters("-._~*&=%+,");
  private static final BitSet NAME = characters("-");

  /** Headers that say nothing that matters to a poll. Those of proxies are not among them. */
  private static final Set<String> OF_NO_MATTER =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "cache-control",
          "cookie",
          "dnt",
          "pragma",
          "priority",
          "referer",
          "sec-ch-ua",
          "sec-ch-ua-mobile",
          "sec-ch-ua-platform",
          "sec-fetch-dest",
          "sec-fetch-mode",
          "sec-fetch-user",
          "sec-gpc",
          "user-agent");

  /** Reads a request; null if it is not one of these. The buffer's position stays. */
  static @Nullable PollHead read(ByteBuffer request) {
    byte[] bytes = new byte[request.remaining()];
    request.get(request.position(), bytes);
    return new Reading(bytes).read();
  }

  /** Whether it is a name or an address, with or without a port, written as usual. */
  private static boolean isHost(String value) {
    int bracket = value.indexOf(']');
    int colon = value.indexOf(':', Math.max(bracket, 0));
    String host = colon < 0 ? value : value.substring(0, colon);
    if (colon >= 0 && !isPort(value.substring(colon + 1))) {
      return false;
    }
    boolean inBrackets = host.startsWith("[") && bracket == host.length() - 1;
    return inBrackets ? isIpv6(host.substring(1, bracket)) : isName(host);
  }

  private static boolean isPort(String digits) {
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      port = c < '0' || c > '9' || port > PORT_MAX ? PORT_MAX + 1 : 10 * port + c - '0';
    }
    return port > 0 && port <= PORT_MAX && digits.charAt(0) != '0';
  }

  /** Labels of letters, digits and hyphens, these within, and a dot at the end if one likes. */
  private static boolean isName(String name) {
    char before = '.';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits =
          switch (c) {
            case '.' -> before != '.' && before != '-';
            case '-' -> before != '.';
            default -> c < 0x80 && NAME.get(c);
          };
      if (!fits) {
        return false;
      }
      before = c;
    }
    return !name.isEmpty() && before != '-';
  }

  private static boolean isIpv6(String literal) {
    try {
      return literal.indexOf('.') < 0
          && literal.indexOf('%') < 0
          && InetAddress.ofLiteral(literal) instanceof Inet6Address;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "PollHead[" + host + "]";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Letters, digits and these. */
  private static BitSet characters(String others) {
    BitSet set = new BitSet();
    set.set('a', 'z' + 1);
    set.set('A', 'Z' + 1);
    set.set('0', '9' + 1);
    others.chars().forEach(set::set);
    return set;
  }

  /** One reading of one request. */
  private static final class Reading {
    private final byte[] bytes;
    private int at;
    private @Nullable String host;
    private @Nullable String origin;
    private @Nullable String secFetchSite;
    private @Nullable String authorization;
    private boolean connection;

    Reading(byte[] bytes) {
      this.bytes = bytes;
    }

    @Nullable PollHead read() {
      if (!take(START)) {
        return null;
      }
      String query = takeAll(QUERY);
      if (!take(VERSION)) {
        return null;
      }
      while (at < bytes.length && bytes[at] != '\r') {
        if (!header()) {
          return null;
        }
      }
      boolean whole = at == bytes.length - 2 && bytes[at] == '\r' && bytes[at + 1] == '\n';
      return whole && host != null
          ? new PollHead(query, host, origin, secFetchSite, authorization)
          : null;
    }

    private boolean take(byte[] expected) {
      if (bytes.length - at < expected.length) {
        return false;
      }
      for (byte next : expected) {
        if (bytes[at] != next) {
          return false;
        }
        at++;
      }
      return true;
    }

    private String takeAll(BitSet characters) {
      int from = at;
      while (at < bytes.length && bytes[at] > 0 && characters.get(bytes[at])) {
        at++;
      }
      return text(from, at);
    }

    private String text(int from, int to) {
      return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    /** One line; false if it is not one of those that are known here, or is there twice. */
    private boolean header() {
      String name = takeAll(NAME).toLowerCase(Locale.ROOT);
      if (at + 1 >= bytes.length || bytes[at] != ':' || bytes[at + 1] != ' ') {
        return false;
      }
      at += 2;
      int from = at;
      while (at < bytes.length && bytes[at] >= ' ' && bytes[at] < 0x7f) {
        at++;
      }
      int to = at;
      boolean fits =
          to > from
              && bytes[from] != ' '
              && bytes[to - 1] != ' '
              && to + 1 < bytes.length
              && bytes[to] == '\r'
              && bytes[to + 1] == '\n';
      at += 2;
      return fits && (OF_NO_MATTER.contains(name) || keep(name, text(from, to)));
    }

    private boolean keep(String name, String value) {
      @Nullable String before = value; // of what is not known
      switch (name) {
        case "host" -> {
          before = host;
          host = isHost(value) ? value : null;
          return before == null && host != null;
        }
        case "origin" -> {
          before = origin;
          origin = value;
        }
        case "sec-fetch-site" -> {
          before = secFetchSite;
          secFetchSite = value;
        }
        case "authorization" -> {
          before = authorization;
          authorization = value;
        }
        case "connection" -> {
          before = connection || !value.equalsIgnoreCase("keep-alive") ? value : null;
          connection = true;
        }
        default -> {}
      }
      return before == null;
    }
  }
}
