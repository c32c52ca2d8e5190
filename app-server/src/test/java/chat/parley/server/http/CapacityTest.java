package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.ServerConfig;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many polls may be open. */
class CapacityTest {
  @TempDir private Path data;

  private TestServer start(String host, int polls, int pollsPerAddress) {
    return TestServer.with(
        new ServerConfig(
            data,
            new ServerConfig.Listen(host, 0, List.of(), false),
            new ServerConfig.Capacity(polls, pollsPerAddress, 10, 0)));
  }

  @Test
  void refusesOnePollTooManyUntilAnotherHasEnded() {
    try (TestServer server = start("127.0.0.1", 2, 100)) {
      CompletableFuture<Reply> alice = server.park("client_id=alice&room=kitchen");
      CompletableFuture<Reply> bob = server.park("client_id=bob&room=attic", 1);
      Reply refused = Await.result(server.poll("client_id=carol&room=attic"));
      refused.expectRefusal(503, "overloaded");

      assertTrue(Integer.parseInt(String.valueOf(refused.header("Retry-After"))) > 0);
      server.send("alice", "Hello", "kitchen");
      Await.result(alice).expect(200);
      CompletableFuture<Reply> carol = server.park("client_id=carol&room=attic", 1);
      server.send("alice", "Up here", "attic");
      assertEquals(List.of("Up here"), Await.result(bob).texts());
      assertEquals(List.of("Up here"), Await.result(carol).texts());
    }
  }

  @Test
  void letsEverythingElseThroughWhenThereAreTooManyPolls() {
    try (TestServer server = start("127.0.0.1", 1, 100)) {
      CompletableFuture<Reply> alice = server.park("client_id=alice&room=kitchen");
      server.send("bob", "Elsewhere", "attic");
      server.get("/api/history?room=attic").expect(200);
      server.get("/health").expect(200);
      server.delete("/api/client/alice").expect(200);

      Await.result(alice).expectRefusal(410, "disconnected");
    }
  }

  @Test
  void doesNotLimitThisMachinesOwnAddress() {
    try (TestServer server = start("127.0.0.1", 100, 1)) {
      CompletableFuture<Reply> alice = server.park("client_id=alice");
      CompletableFuture<Reply> bob = server.park("client_id=bob", 1);
      server.send("carol", "Hello", "general");

      Await.result(alice).expect(200);
      Await.result(bob).expect(200);
    }
  }

  @Test
  void limitsEveryOtherAddress() throws SocketException {
    Optional<String> address = addressOnTheNetwork();
    Assumptions.assumeTrue(address.isPresent(), "This machine is on no network");
    try (TestServer server = start(address.orElseThrow(), 100, 1)) {
      CompletableFuture<Reply> alice = server.park("client_id=alice&room=kitchen");
      Reply refused = Await.result(server.poll("client_id=bob&room=kitchen"));
      refused.expectRefusal(503, "overloaded");

      assertTrue(Integer.parseInt(String.valueOf(refused.header("Retry-After"))) > 0);
      server.send("carol", "Hello", "kitchen");
      Await.result(alice).expect(200);
      var _ = server.park("client_id=bob&room=kitchen");
    }
  }

  private static Optional<String> addressOnTheNetwork() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address)
        .filter(address -> !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst();
  }
}
