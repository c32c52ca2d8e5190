package chat.parley.desktop.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
  @Test
  void areTriedFromTheFirstOnAndThenAnyOne() {
    List<Integer> ports = Ports.toTry(0, 8000);
    assertEquals(21, ports.size());
    assertEquals(8000, ports.getFirst());
    assertEquals(8019, ports.get(19));
    assertEquals(Ports.ANY, ports.getLast());
  }

  @Test
  void areTriedOnceWithThePreferredFirst() {
    assertEquals(List.of(9000, 8000), Ports.toTry(9000, 8000).subList(0, 2));
    assertEquals(List.of(8001, 8000, 8002), Ports.toTry(8001, 8000).subList(0, 3));
    assertEquals(21, Ports.toTry(8001, 8000).size());
  }

  @Test
  void areOnlyTriedWhereThereAreSuch() {
    assertEquals(8000, Ports.toTry(70_000, 8000).getFirst());
    assertEquals(8000, Ports.toTry(-1, 8000).getFirst());
    assertEquals(List.of(65_534, 65_535, Ports.ANY), Ports.toTry(0, 65_534));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "127.0.0.1"})
  void areTakenWhereAnotherProgramListens(String address) throws Exception {
    int port;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
      port = other.getLocalPort();
      assertTrue(Ports.isTaken(port));
    }
    assertFalse(Ports.isTaken(port));
    assertFalse(Ports.isTaken(Ports.ANY));
  }
}
