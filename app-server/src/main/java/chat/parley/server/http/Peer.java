package chat.parley.server.http;

import chat.parley.server.machine.Addresses;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as far as the network tells.
 *
 * @param address as a literal in the form in which addresses are compared
 * @param isLimited whether the address counts; a program on the server's own machine is not limited
 */
record Peer(String address, boolean isLimited) {
  Peer {
    address = Addresses.plain(address);
  }

  private static final List<String> FORWARDING =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

  /** The address, where it is one to limit by. */
  @Nullable String limitedAddress() {
    return isLimited ? address : null;
  }

  /** The other end of a request's connection, whatever it says of others. */
  static String connection(Context ctx) {
    String ip = ctx.ip(); // Jetty writes addresses of IPv6 in brackets
    return ip.startsWith("[") && ip.endsWith("]") ? ip.substring(1, ip.length() - 1) : ip;
  }

  /** Whether a request says of itself that it was passed on. */
  static boolean asksForAnother(Context ctx) {
    return FORWARDING.stream().anyMatch(name -> ctx.header(name) != null);
  }

  /** Whether an address that is written as a literal is this machine's own. */
  static boolean isThisMachine(String address) {
    return Addresses.isLoopback(address); // of a literal, so that nothing is looked up
  }
}
