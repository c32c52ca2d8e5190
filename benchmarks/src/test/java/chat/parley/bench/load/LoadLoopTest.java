package chat.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoadLoopTest {
  private static final int SECONDS = 20;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private static HttpServer answering(byte[] body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // in chunks
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Asks so often, one request after the other, then completes with what came in all. */
  private static final class Asker implements Connection.Client {
    private final CompletableFuture<Integer> done;
    private int times;
    private int length;

    Asker(int times, CompletableFuture<Integer> done) {
      this.times = times;
      this.done = done;
    }

    @Override
    public void connected(Connection connection) {
      connection.send(REQUEST);
    }

    @Override
    public void answered(Connection connection, Response response, long nanos) {
      length += response.text().length();
      times--;
      if (times == 0) {
        done.complete(length);
      } else {
        connection.send(REQUEST);
      }
    }

    @Override
    public void failed(Connection connection, String why) {
      done.completeExceptionally(new IllegalStateException(why));
    }
  }

  @Test
  void oneConnectionCarriesOneRequestAfterTheOther() throws IOException {
    byte[] body = "x".repeat(300_000).getBytes(StandardCharsets.ISO_8859_1); // in many reads
    HttpServer server = answering(body);
    try (LoadLoop loop = new LoadLoop()) {
      CompletableFuture<Integer> done = new CompletableFuture<>();
      loop.run(() -> loop.connect(server.getAddress(), new Asker(3, done)));
      assertEquals(3 * body.length, loop.await(done, SECONDS));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatFailsOnTheLoopFailsWhoeverWaits() {
    try (LoadLoop loop = new LoadLoop()) {
      loop.run(() -> {
        throw new IllegalStateException("a defect");
      });
      var failure =
          assertThrows(
              IllegalStateException.class, () -> loop.await(new CompletableFuture<>(), SECONDS));
      assertTrue(String.valueOf(failure.getMessage()).contains("a defect"));
    }
  }

  @Test
  void timersRunInTheirOrder() {
    try (LoadLoop loop = new LoadLoop()) {
      CompletableFuture<String> done = new CompletableFuture<>();
      StringBuilder order = new StringBuilder();
      loop.run(() -> {
        long now = System.nanoTime();
        loop.at(now + 2_000_000, () -> done.complete(order.append('b').toString()));
        loop.at(now + 1_000_000, () -> order.append('a'));
      });
      assertEquals("ab", loop.await(done, SECONDS));
    }
  }
}
