package chat.parley.server.http;

import chat.parley.server.machine.Addresses;
import io.javalin.http.Context;

/**
 * The other end of a request's connection.
 *
 * @param address as a literal, without brackets
 */
record Peer(String address) {
  static Peer of(Context ctx) {
    String ip = ctx.ip(); // Jetty writes addresses of IPv6 in brackets
    return new Peer(ip.startsWith("[") && ip.endsWith("]") ? ip.substring(1, ip.length() - 1) : ip);
  }

  /** Whether it is a program on this machine. */
  boolean isLoopback() {
    return Addresses.isLoopback(address); // of a literal, so that nothing is looked up
  }
}
