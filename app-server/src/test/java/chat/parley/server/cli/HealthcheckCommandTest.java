package chat.parley.server.cli;

import chat.parley.server.testing.TestServer;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthcheckCommandTest {
  @TempDir private Path folder;

  @Test
  void saysThatAServerIsReady() {
    try (TestServer server = TestServer.on(folder)) {
      Console.run("healthcheck", "--port", server.port()).expect(0, "Ready: http://127.0.0.1:");
      String url = "http://localhost:" + server.port();
      Console.run("healthcheck", "--url", url).expect(0, url + "/health/ready");
      Console.run("healthcheck", "--url", url + "/health").expect(0, "Ready");
    }
  }

  @Test
  void saysThatNothingListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Console.run("healthcheck", "--port", port).expect(1, "Nothing listens there.");
  }

  @Test
  void followsNoRedirectAndBelievesNoStranger() throws IOException {
    HttpServer stranger =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (TestServer server = TestServer.on(folder)) {
      stranger.createContext(
          "/health/ready",
          exchange -> {
            exchange
                .getResponseHeaders()
                .add("Location", "http://127.0.0.1:" + server.port() + "/health/ready");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
          });
      stranger.createContext(
          "/large",
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
              body.write(new byte[1024 * 1024]);
            }
          });
      stranger.start();
      int port = stranger.getAddress().getPort();
      Console.run("healthcheck", "--port", port).expect(1, "is not Parley");
      Console.run("healthcheck", "--url", "http://127.0.0.1:" + port + "/large")
          .expect(1, "is not Parley");
    } finally {
      stranger.stop(0);
    }
  }

  @Test
  void isAskedWrongly() {
    Console.run("healthcheck", "--url", "ftp://here").expect(2, "--url must be like");
    Console.run("healthcheck", "--url", "localhost:8000").expect(2, "--url must be like");
    Console.run("healthcheck", "--url", "http://localhost:99999").expect(1, "Not ready");
    Console.run("healthcheck", "--port", 0).expect(2, "--port must be from 1 to 65535");
    Console.run("healthcheck", "--port", 1, "--url", "http://x").expect(2, "mutually exclusive");
  }
}
