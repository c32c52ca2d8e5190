package chat.parley.server.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import chat.parley.server.testing.TestServer;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say of a server that encrypts. */
class TlsCommandsTest {
  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private ServerConfig encrypted() {
    return ServerConfig.defaults(data()).withTls(new ServerConfig.Tls(null, 0));
  }

  @Test
  void theGreetingHasThePinAndTheLinkForTheApp() throws Exception {
    ServerConfig config = encrypted().withPort(0);
    try (Server server = Server.start(config, Surroundings.real())) {
      String greeting = Greeting.of(config, server);
      String url = "https://localhost:" + server.port();
      assertTrue(greeting.contains("  Open        " + url + "\n"), greeting);
      assertTrue(greeting.contains("  Pin         " + server.pin() + "\n"), greeting);
      assertTrue(greeting.contains("  In the app  " + url + "/#pin=" + server.pin()), greeting);
      assertTrue(
          greeting.contains("  Plain HTTP  http://localhost:" + server.plainPort()), greeting);
    }
  }

  @Test
  void theHealthcheckAsksByTlsAndWantsTheRightKey() throws Exception {
    try (TestServer server = TestServer.with(encrypted())) {
      String url = "https://127.0.0.1:" + server.port();
      Path certificate = data().resolve("tls-cert.pem");
      Path key = data().resolve("tls-key.pem");
      Console.run("healthcheck", "--port", server.port(), "--tls", "auto", "--data", data())
          .expect(0, "Ready: " + url);
      Console.run(
              "healthcheck", "--port", server.port(), "--tls-cert", certificate, "--tls-key", key)
          .expect(0, "Ready: " + url);
      Console.run("healthcheck", "--url", url, "--pin", server.pin()).expect(0, "Ready: " + url);
      Console.run("healthcheck", "--port", server.port(), "--pin", server.pin()).expect(0, "Ready");
      Console.run("healthcheck", "--url", url, "--pin", "A".repeat(43))
          .expect(1, "shows another key");
      Console.run("healthcheck", "--url", url).expect(1, "nobody vouches for", "--pin");
    }
  }

  @Test
  void theHealthcheckIsAskedWrongly() {
    Console.run("healthcheck", "--url", "https://x", "--pin", "short").expect(2, "--pin must be");
    Console.run("healthcheck", "--url", "http://x", "--pin", "A".repeat(43))
        .expect(2, "asked by https");
    Console.run("healthcheck", "--tls", "auto", "--data", folder).expect(1, "tls-cert.pem");
  }

  @Test
  void theDoctorLooksAtTheCertificateAndKnowsTheServer() throws Exception {
    Object[] asked = {
      "doctor", "--data", data(), "--max-polls", 100, "--tls", "auto", "--plain-port", 0, "--port"
    };
    Console.run(with(asked, 0)).expect(0, "ok    tls        A key and a certificate will be made");
    assertFalse(Files.exists(data()));
    try (TestServer server = TestServer.with(encrypted())) {
      Console.run(with(asked, server.port()))
          .expect(
              0,
              "is taken by Parley",
              "ok    addresses  https://localhost:" + server.port(),
              "ok    tls        The certificate is good until ",
              "Pin: " + server.pin());
    }
    Files.setPosixFilePermissions(
        data().resolve("tls-key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
    Console.run(with(asked, 0)).expect(1, "bad   tls", "may be read by others");
  }

  private static Object[] with(Object[] first, Object last) {
    Object[] all = java.util.Arrays.copyOf(first, first.length + 1);
    all[first.length] = last;
    return all;
  }

  @Test
  void aServerThatIsAskedWronglyDoesNotBegin() throws Exception {
    Path file = Files.writeString(folder.resolve("notes"), "my notes");
    Console.run("serve", "--data", data(), "--tls-cert", file).expect(2, "go together");
    Console.run("serve", "--data", data(), "--tls-key", file).expect(2, "go together");
    Console.run("serve", "--data", data(), "--plain-port", 1).expect(2, "is for a server with TLS");
    Console.run("serve", "--data", data(), "--tls", "maybe").expect(2, "--tls");
    Console.run("serve", "--data", data(), "--tls", "auto", "--plain-port", 65_536)
        .expect(2, "--plain-port must be from 0 to 65535");
    Console.run("serve", "--data", data(), "--tls", "auto", "--tls-cert", file, "--tls-key", file)
        .expect(2, "Give either");
    Console.run("serve", "--data", data(), "--tls-cert", file, "--tls-key", file)
        .expect(2, "There is no certificate in " + file);
    assertFalse(Files.exists(data()));
  }

  @Test
  void aPlainPortThatIsTakenIsSaid() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServerConfig config =
          ServerConfig.defaults(data())
              .withPort(0)
              .withTls(new ServerConfig.Tls(null, other.getLocalPort()));
      String message =
          String.valueOf(
              assertThrows(BindException.class, () -> Server.start(config, Surroundings.real()))
                  .getMessage());
      assertTrue(message.contains("Port " + other.getLocalPort() + " is taken"), message);
      assertTrue(message.contains("--plain-port"), message);
    }
  }
}
