package chat.parley.desktop.host;

import chat.parley.model.tls.Pin;
import java.net.IDN;
import java.net.Inet6Address;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The link to a server: written for others, and read from what a person types or pastes. */
public final class JoinLink {
  /** How a computer calls itself. */
  public static final String THIS_COMPUTER = "localhost";

  public static final int DEFAULT_PORT = 8000;

  private static final int TYPED_MAX_CHARS = 2_000;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int PORT_MAX = 65_535;
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)", Pattern.DOTALL);
  private static final Pattern BRACKETED = Pattern.compile("\\[([^]]*)](?::(.*))?");
  private static final Pattern HOST_AND_PORT = Pattern.compile("([^:]*)(?::(.*))?");
  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?[0-9]+\\.?");
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern INVITE =
      Pattern.compile("#(?:.*&)?join=([A-Za-z0-9_-]{1,200})(?:&|$)");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private JoinLink() {}

  /** Whether a host, as links have it, is the computer itself, whatever its network is. */
  public static boolean isThisComputer(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  /** What a person's words say. */
  public sealed interface Reading {
    /**
     * An address: scheme, host and port, and what the link says besides.
     *
     * @param base such as {@code http://192.168.1.7:8000}; by https where there is a pin
     * @param join the invite in it, null for none
     * @param pin the pin of the server's key, null for none
     */
    record Address(URI base, @Nullable String join, @Nullable Pin pin) implements Reading {
      /** No more than the address. */
      public Address(URI base) {
        this(base, null, null);
      }
    }

    /** No address. */
    record Unreadable(Why why) implements Reading {}
  }

  /** Why words are no address. */
  public enum Why {
    EMPTY,
    TOO_LONG,
    /** It is neither http nor https. */
    OTHER_SCHEME,
    /** It has a user's name, or a password, before the host. */
    USER_INFO,
    BAD_HOST,
    /** What follows the colon is not a number from 1 to 65535. */
    BAD_PORT,
    /** The pin in it is none: the link was not copied as a whole. */
    BAD_PIN,
    /** It has the pin of a key, and is in clear text. */
    PIN_IN_CLEAR
  }

  /**
   * The link to a server.
   *
   * @param host a name or an address, IPv6 without brackets
   */
  public static String to(String host, int port) {
    return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port + "/";
  }

  /**
   * Reads an address as people write it: {@code 192.168.1.7}, {@code host.local:8000}, a link with
   * whatever follows the host. Without a port it is {@value #DEFAULT_PORT}, or where a scheme is
   * given that of the scheme.
   */
  public static Reading read(String typed) {
    if (typed.length() > TYPED_MAX_CHARS) {
      return new Reading.Unreadable(Why.TOO_LONG);
    }
    String words = bare(typed);
    if (words.isEmpty()) {
      return new Reading.Unreadable(Why.EMPTY);
    }
    Fragment fragment = Fragment.of(words);
    if (fragment.wrong() != null) {
      return new Reading.Unreadable(fragment.wrong());
    }
    Reading reading = address(words, fragment.pin() != null);
    return reading instanceof Reading.Address(URI base, _, _)
        ? new Reading.Address(base, fragment.join(), fragment.pin())
        : reading;
  }

  private static Reading address(String words, boolean hasPin) {
    Matcher schemed = SCHEME.matcher(words);
    if (!schemed.matches()) {
      return read(hasPin ? "https" : "http", words, DEFAULT_PORT);
    }
    String scheme = schemed.group(1).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http" ->
          hasPin
              ? new Reading.Unreadable(Why.PIN_IN_CLEAR)
              : read(scheme, schemed.group(2), HTTP_PORT);
      case "https" -> read(scheme, schemed.group(2), HTTPS_PORT);
      default -> new Reading.Unreadable(Why.OTHER_SCHEME);
    };
  }

  private static Reading read(String scheme, String afterScheme, int defaultPort) {
    String authority = afterScheme.split("[/\\\\?#]", 2)[0];
    if (authority.indexOf('@') >= 0) {
      return new Reading.Unreadable(Why.USER_INFO);
    }
    boolean bareIpv6 =
        !authority.startsWith("[") && authority.indexOf(':') != authority.lastIndexOf(':');
    Matcher parts =
        (authority.startsWith("[") ? BRACKETED : HOST_AND_PORT).matcher(bareIpv6 ? "" : authority);
    if (!parts.matches()) {
      return new Reading.Unreadable(Why.BAD_HOST);
    }
    String host = bareIpv6 ? authority : parts.group(1);
    String portDigits = parts.group(2);
    int port = portDigits == null ? defaultPort : port(portDigits);
    if (port < 1) {
      return new Reading.Unreadable(Why.BAD_PORT);
    }
    return bareIpv6 || authority.startsWith("[")
        ? ipv6(scheme, host, port)
        : named(scheme, host, port);
  }

  private static int port(String digits) {
    int port = PORT.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
    return port <= PORT_MAX ? port : 0;
  }

  private static Reading ipv6(String scheme, String host, int port) {
    try {
      var _ = Inet6Address.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      return new Reading.Unreadable(Why.BAD_HOST);
    }
    return address(scheme + "://[" + host.toLowerCase(Locale.ROOT) + "]:" + port);
  }

  private static Reading named(String scheme, String host, int port) {
    String ascii;
    try {
      ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return new Reading.Unreadable(Why.BAD_HOST);
    }
    // A browser would take fewer numbers than four for an address, too, and for a surprising one.
    return ENDS_IN_NUMBER.matcher(ascii).matches() && !IPV4.matcher(ascii).matches()
        ? new Reading.Unreadable(Why.BAD_HOST)
        : address(scheme + "://" + ascii + ":" + port);
  }

  private static Reading address(String base) {
    try {
      URI uri = new URI(base);
      // Without a host it is a name that no host may have, or digits that are no address.
      return uri.getHost() == null
          ? new Reading.Unreadable(Why.BAD_HOST)
          : new Reading.Address(uri);
    } catch (URISyntaxException e) {
      return new Reading.Unreadable(Why.BAD_HOST);
    }
  }

  /** The invitation that a link has after its address, null for none. */
  public static @Nullable String invite(String typed) {
    if (typed.length() > TYPED_MAX_CHARS) {
      return null;
    }
    Matcher matcher = INVITE.matcher(bare(typed));
    return matcher.find() ? matcher.group(1) : null;
  }

  /**
   * The link to a server, for someone who is let in by an invitation.
   *
   * @param link as {@link #to} has made it
   */
  public static String with(String link, String invite) {
    return link + "#join=" + invite;
  }

  /** Without white space and what cannot be seen at both ends, which comes with what is pasted. */
  private static String bare(String typed) {
    int start = 0;
    int end = typed.length();
    while (start < end && isUnseen(typed.charAt(start))) {
      start++;
    }
    while (start < end && isUnseen(typed.charAt(end - 1))) {
      end--;
    }
    return typed.substring(start, end);
  }

  private static boolean isUnseen(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
