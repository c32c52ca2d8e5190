package chat.parley.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a plain request below its first one, and what they say that matters to it. Equal if
 * they are the same bytes.
 */
final class PlainLines {
  private static final int PORT_MAX = 65_535;
  private static final Ascii NAME = Ascii.lettersDigitsAnd("-");

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

  private final byte[] bytes;
  private final String host;
  private final @Nullable String origin;
  private final @Nullable String secFetchSite;
  private final @Nullable String authorization;
  private final int authorizationAt; // where it begins; -1 if there is none
  private final int contentLength;

  private PlainLines(byte[] bytes, String host, Reading reading) {
    this.bytes = bytes;
    this.host = host;
    origin = reading.origin;
    secFetchSite = reading.secFetchSite;
    authorization = reading.authorization;
    authorizationAt = reading.authorizationAt;
    contentLength = reading.contentLength;
  }

  /** These with nothing in the place of the token, which is no request that anyone can make. */
  private PlainLines(PlainLines whole, int tokenLength) {
    host = whole.host;
    origin = whole.origin;
    secFetchSite = whole.secFetchSite;
    authorization = null;
    authorizationAt = whole.authorizationAt;
    contentLength = whole.contentLength;
    int behind = authorizationAt + tokenLength;
    bytes = Arrays.copyOf(whole.bytes, whole.bytes.length - tokenLength);
    System.arraycopy(whole.bytes, behind, bytes, authorizationAt, whole.bytes.length - behind);
  }

  /**
   * Reads what stands in a request up to its body, of which it tells; null if that is anything
   * else.
   */
  static @Nullable PlainLines above(byte[] request, int from, int to) {
    PlainLines lines = new Reading(Arrays.copyOfRange(request, from, to), true).read();
    return lines == null || lines.contentLength < 0 ? null : lines;
  }

  /** Reads what follows in a request up to its end; null if that is anything else. */
  static @Nullable PlainLines read(byte[] request, int from) {
    return new Reading(Arrays.copyOfRange(request, from, request.length), false).read();
  }

  /** What thousands have alike, each of whom has a token of its own. */
  PlainLines withoutToken() {
    return authorization == null ? this : new PlainLines(this, authorization.length());
  }

  /** The value of Authorization as it stands there; null if there is none. */
  byte @Nullable [] token() {
    return authorization == null
        ? null
        : Arrays.copyOfRange(bytes, authorizationAt, authorizationAt + authorization.length());
  }

  /**
   * Whether these are what stands in a request from one place to another.
   *
   * @param token what they are without; null if that is nothing
   */
  boolean areIn(byte[] request, int from, int to, byte @Nullable [] token) {
    if (token == null) {
      return Arrays.equals(bytes, 0, bytes.length, request, from, to);
    }
    int tokenFrom = from + authorizationAt;
    int tokenTo = tokenFrom + token.length;
    return to - from == bytes.length + token.length
        && Arrays.equals(bytes, 0, authorizationAt, request, from, tokenFrom)
        && Arrays.equals(token, 0, token.length, request, tokenFrom, tokenTo)
        && Arrays.equals(bytes, authorizationAt, bytes.length, request, tokenTo, to);
  }

  String host() {
    return host;
  }

  @Nullable String origin() {
    return origin;
  }

  @Nullable String secFetchSite() {
    return secFetchSite;
  }

  @Nullable String authorization() {
    return authorization;
  }

  /** How long the body is; -1 where there is none. */
  int contentLength() {
    return contentLength;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof PlainLines lines && Arrays.equals(bytes, lines.bytes));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "PlainLines[" + host + "]";
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
            default -> NAME.has(c);
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

  /** One reading of one request's lines. */
  private static final class Reading {
    private final byte[] bytes;
    private final boolean aboveBody;
    private int at;
    private int valueAt;
    private int authorizationAt = -1;
    private int contentLength = -1;
    private @Nullable String host;
    private @Nullable String origin;
    private @Nullable String secFetchSite;
    private @Nullable String authorization;
    private boolean connection;

    Reading(byte[] bytes, boolean aboveBody) {
      this.bytes = bytes;
      this.aboveBody = aboveBody;
    }

    @Nullable PlainLines read() {
      while (at < bytes.length && bytes[at] != '\r') {
        if (!header()) {
          return null;
        }
      }
      boolean whole = at == bytes.length - 2 && bytes[at] == '\r' && bytes[at + 1] == '\n';
      return whole && host != null ? new PlainLines(bytes, host, this) : null;
    }

    private String text(int from, int to) {
      return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    /** One line; false if it is not one of those that are known here, or is there twice. */
    private boolean header() {
      int begin = at;
      at = NAME.endOfRun(bytes, at);
      String name = text(begin, at).toLowerCase(Locale.ROOT);
      if (at + 1 >= bytes.length || bytes[at] != ':' || bytes[at + 1] != ' ') {
        return false;
      }
      at += 2;
      int from = at;
      valueAt = from;
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

    /** A length that one reading of the network may have, written as usual; else -1. */
    private static int length(String digits) {
      int length = 0;
      for (int i = 0; i < digits.length(); i++) {
        char c = digits.charAt(i);
        if (c < '0' || c > '9' || length > ReplyQueue.READ_MAX_BYTES) {
          return -1;
        }
        length = 10 * length + c - '0';
      }
      return digits.length() > 1 && digits.charAt(0) == '0' ? -1 : length;
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
          authorizationAt = valueAt;
        }
        case "connection" -> {
          before = connection || !value.equalsIgnoreCase("keep-alive") ? value : null;
          connection = true;
        }
        case "content-length" -> {
          before = contentLength >= 0 ? value : null;
          contentLength = length(value);
          return aboveBody && before == null && contentLength >= 0;
        }
        case "content-type" -> before = aboveBody ? null : value; // it is JSON, or it is refused
        default -> {}
      }
      return before == null;
    }
  }
}
