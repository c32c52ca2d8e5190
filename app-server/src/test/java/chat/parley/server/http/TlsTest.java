package chat.parley.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.tls.Pin;
import chat.parley.model.tls.PinnedTrust;
import chat.parley.server.ServerConfig;
import chat.parley.server.access.Access;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.RawConnection;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  private static final Pin ANOTHER = new Pin("A".repeat(Pin.CHARS));

  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.with(ServerConfig.defaults(data).withTls(new ServerConfig.Tls(null, 0)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void carriesAPollAndTheMessageThatEndsIt(HttpClient.Version version) {
    try (HttpClient client = server.client(version)) {
      CompletableFuture<HttpResponse<String>> poll =
          client.sendAsync(
              HttpRequest.newBuilder(
                      server.address("/api/poll?client_id=alice&room=kitchen&timeout=30"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      server.awaitWaiting(1);
      server.send("bob", "Hello", "kitchen");

      HttpResponse<String> answer = Await.result(poll);

      assertEquals(version, answer.version());
      assertTrue(answer.body().contains("\"Hello\""), answer.body());
    }
  }

  @Test
  void nobodyIsToldToComeByTlsForEver() {
    for (String path : List.of("/", "/api/rooms", "/nothing")) {
      Reply reply = server.get(path);
      assertTrue(reply.headers().firstValue("Strict-Transport-Security").isEmpty(), path);
    }
  }

  @Test
  void theGateLooksAtNamesAsInClearText() {
    server.get("/api/rooms", "Origin", "https://127.0.0.1:" + server.port()).expect(200);
    server.get("/api/rooms", "Origin", "https://evil.example").expect(403);
    server.get("/api/rooms", "Sec-Fetch-Site", "cross-site").expect(403);
  }

  /** The handshake takes any name: the gate answers with a sentence. */
  @Test
  void aNameThatIsNotTheServersIsAnsweredByTheGate() throws Exception {
    try (SSLSocket socket = socket(server.pin())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName("evil.example")));
      socket.setSSLParameters(parameters);
      socket
          .getOutputStream()
          .write(
              "GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 421".length());
      assertEquals("HTTP/1.1 421", new String(status, StandardCharsets.US_ASCII));
    }
  }

  private SSLSocket socket(Pin pin) throws IOException {
    return (SSLSocket)
        PinnedTrust.context(pin)
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), server.port());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theTwoVersionsThatAreGoodAreSpoken(String version) throws Exception {
    try (SSLSocket socket = socket(server.pin())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertEquals(version, socket.getSession().getProtocol());
      assertFalse(socket.getSession().getCipherSuite().contains("CBC"));
    }
  }

  @Test
  void aClientThatKnowsAnotherKeyTellsItNothing() throws Exception {
    try (SSLSocket socket = socket(ANOTHER)) {
      SSLHandshakeException refused =
          assertThrows(SSLHandshakeException.class, socket::startHandshake);
      assertInstanceOf(PinnedTrust.OtherKeyException.class, refused.getCause());
    }
  }

  @Test
  void theKeyIsTheSameAfterARestart() {
    Pin before = server.pin();
    server.close();
    start();
    assertEquals(before, server.pin());
  }

  @Test
  void clearTextIsSpokenOnItsOwnPortAndNotOnTheEncryptedOne() throws Exception {
    assertTrue(server.plainPort() > 0 && server.plainPort() != server.port());
    String request = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (RawConnection plain = new RawConnection(server.plainPort());
        RawConnection wrong = new RawConnection(server.port())) {
      plain.send(request);
      assertEquals(200, plain.reply().status());
      wrong.send(request);
      assertThrows(Exception.class, wrong::reply);
    }
    server.get("/health").expect(200);
  }

  @Test
  void whoeverMakesAnInviteOverItIsToldThePinForTheLink(@TempDir Path other) throws Exception {
    try (TestServer closed =
        TestServer.with(
            ServerConfig.defaults(other)
                .withTls(new ServerConfig.Tls(null, 0))
                .withAccess(Access.INVITE))) {
      String bearer = "Bearer " + closed.ownerToken();
      String path = "/api/admin/invites";
      Reply made = closed.post(path, "{}", "Authorization", bearer).expect(200);
      assertEquals(closed.pin().toString(), made.text("pin"));

      // A proxy shows a key of its own, and a link in clear text has no pin.
      Reply forAnother =
          closed.post(path, "{}", "Authorization", bearer, "X-Forwarded-For", "192.0.2.7");
      assertFalse(forAnother.expect(200).json().has("pin"));
      try (RawConnection plain = new RawConnection(closed.plainPort())) {
        plain.send(
            "POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                + bearer
                + "\r\nContent-Length: 2\r\n\r\n{}");
        assertFalse(plain.reply().expect(200).json().has("pin"));
      }
      String listed = closed.get(path, "Authorization", bearer).expect(200).body();
      assertFalse(listed.contains("pin"), listed);
    }
  }

  @Test
  void aStopAnswersThePollsThatWait() {
    CompletableFuture<Reply> poll = server.park("client_id=alice&room=kitchen&timeout=30");
    server.stop();
    assertTrue(Await.result(poll).expect(200).json().has("retry_after_ms"));
  }
}
