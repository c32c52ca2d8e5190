package chat.parley.server.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that are believed when they say for whom they ask ({@code X-Forwarded-For}). Anyone
 * can write that header, so it counts only in what comes from one of these, and of its addresses
 * only the last that is not one of these: what stands before it is what that client said itself.
 */
public final class TrustedProxies {
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  /** An address, in brackets or not, perhaps with a port, as proxies write them. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\[([0-9a-fA-F:.]{2,45})](?::\\d{1,5})?"
              + "|(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d{1,5})?"
              + "|([0-9a-fA-F:.]{2,45})");

  private final List<Block> blocks;

  /** Addresses that begin with the same bits. */
  private record Block(InetAddress first, int prefix) {
    boolean has(InetAddress other) {
      byte[] ours = first.getAddress();
      byte[] theirs = other.getAddress();
      if (ours.length != theirs.length) {
        return false;
      }
      int bits = prefix;
      for (int i = 0; bits > 0; i++, bits -= 8) {
        int mask = bits >= 8 ? 0xff : 0xff << (8 - bits);
        if (((ours[i] ^ theirs[i]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private TrustedProxies(List<Block> blocks) {
    this.blocks = blocks;
  }

  /**
   * Reads addresses of the form {@code ADDRESS} or {@code ADDRESS/PREFIX}; empty ones do not count.
   *
   * @throws IllegalArgumentException with a sentence if one is none
   */
  public static TrustedProxies of(List<String> addresses) {
    List<Block> blocks = new ArrayList<>();
    for (String address : addresses) {
      if (!address.isBlank()) {
        blocks.add(block(address.strip()));
      }
    }
    return blocks.isEmpty() ? NONE : new TrustedProxies(List.copyOf(blocks));
  }

  private static Block block(String written) {
    int slash = written.indexOf('/');
    InetAddress address = literal(slash < 0 ? written : written.substring(0, slash));
    String prefix = slash < 0 ? "" : written.substring(slash + 1);
    if (address == null || (slash >= 0 && !prefix.matches("\\d{1,3}"))) {
      throw none(written);
    }
    int length = address.getAddress().length * 8;
    int bits = slash < 0 ? length : Integer.parseInt(prefix);
    if (bits > length) {
      throw none(written);
    }
    return new Block(address, bits);
  }

  private static IllegalArgumentException none(String written) {
    return new IllegalArgumentException(
        "A trusted proxy is an address, or one with a prefix, like 127.0.0.1 or 10.1.0.0/16, not '"
            + written
            + "'.");
  }

  /** Whether a connection from there is one of these proxies'. */
  boolean has(String address) {
    InetAddress literal = blocks.isEmpty() ? null : literal(withoutZone(address));
    return literal != null && blocks.stream().anyMatch(block -> block.has(literal));
  }

  /**
   * For whom one of these proxies asks.
   *
   * @param connection where it asks from
   * @param forwardedFor the headers, in the order they came
   * @return the address as it is usually written; the connection's own if the headers cannot be
   *     read as far as they are needed
   */
  String client(String connection, List<String> forwardedFor) {
    List<String> hops = List.of(String.join(",", forwardedFor).split(",", -1));
    String client = connection;
    for (String hop : hops.reversed()) {
      String address = address(hop.strip());
      if (address == null) {
        return connection;
      }
      client = address;
      if (!has(address)) {
        return client;
      }
    }
    return client; // only proxies on the way: the first of them asks for itself
  }

  private static @Nullable String address(String written) {
    Matcher match = WRITTEN.matcher(written);
    if (!match.matches()) {
      return null;
    }
    for (int group = 1; group <= match.groupCount(); group++) {
      String literal = match.group(group);
      if (literal != null) {
        InetAddress address = literal(literal);
        return address == null ? null : address.getHostAddress();
      }
    }
    return null;
  }

  /** Never looked up; one of IPv4 in the form of IPv6 is one of IPv4. */
  private static @Nullable InetAddress literal(String written) {
    if (!written.contains(":") && !written.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      return null; // shorter forms are read in more than one way
    }
    if (written.contains("%")) {
      return null; // the name of a network of some machine
    }
    try {
      return InetAddress.ofLiteral(written);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
