package chat.parley.desktop.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which ports to try, and which of them are taken. */
final class Ports {
  static final int TRIED_MAX = 20;

  /** Any that is free, by the choice of the system. */
  static final int ANY = 0;

  private static final int PORT_MAX = 65_535;
  private static final int ANSWER_MAX_MILLIS = 200;
  private static final List<String> LOOPBACKS = List.of("127.0.0.1", "::1");

  private Ports() {}

  /**
   * In the order in which to try them.
   *
   * @param preferred before all others; 0 for none
   * @param first the first of the usual ones
   */
  static List<Integer> toTry(int preferred, int first) {
    Stream<Integer> wished =
        preferred >= 1 && preferred <= PORT_MAX ? Stream.of(preferred) : Stream.empty();
    Stream<Integer> usual =
        IntStream.range(first, Math.min(first + TRIED_MAX, PORT_MAX + 1)).boxed();
    return Stream.of(wished, usual, Stream.of(ANY)).flatMap(ports -> ports).distinct().toList();
  }

  /**
   * Whether another program has a port at some address of this computer. Some systems let us listen
   * on all addresses while another program has the port at one of them, and gets what is sent to
   * that one; so it is asked first.
   */
  static boolean isTaken(int port) {
    return port != ANY
        && (!isFree(port) || LOOPBACKS.stream().anyMatch(address -> isAnswered(address, port)));
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port)) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  static boolean isAnswered(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(address), port), ANSWER_MAX_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
