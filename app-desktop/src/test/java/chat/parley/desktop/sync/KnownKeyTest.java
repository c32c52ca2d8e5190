package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.desktop.replica.Replica;
import chat.parley.desktop.testing.Await;
import chat.parley.model.ClientId;
import chat.parley.model.SenderName;
import chat.parley.model.tls.Pin;
import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import chat.parley.server.Surroundings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is known by the key it shows, as ssh knows one. */
class KnownKeyTest {
  private static final String KITCHEN = "kitchen";

  @TempDir private Path folder;
  private final Reader sees = new Reader();
  private Server server;
  private Pin pin;

  @BeforeEach
  void start() throws Exception {
    server = serve(0);
    pin = Objects.requireNonNull(server.pin());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path file(String name) {
    return folder.resolve("data").resolve(name);
  }

  private Server serve(int port) throws Exception {
    return Server.start(
        ServerConfig.defaults(folder.resolve("data")).withPort(port).withTls(ServerConfig.Tls.AUTO),
        Surroundings.real());
  }

  private URI address() {
    return URI.create("https://127.0.0.1:" + server.port());
  }

  private Replica replica() throws Exception {
    return Replica.open(folder.resolve("alice.db"), Clock.systemUTC());
  }

  private ChatSession alice(Replica replica) {
    ChatSession session =
        new ChatSession(
            new ServerApi(address(), pin, System::nanoTime, () -> true),
            replica.server(Person.SERVER),
            SenderName.of("alice"),
            ClientId.of("alice"),
            sees,
            Person.AROUND);
    session.start();
    sees.awaitOnline();
    return session;
  }

  /** The same log at the same address, without one of the files. */
  private void serveAgainWithout(String name) throws Exception {
    int port = server.port();
    server.close();
    Files.delete(file(name));
    server = serve(port);
  }

  private static boolean isOtherKey(Link link) {
    return link instanceof Link.Stopped stopped && stopped.because() == Link.Because.OTHER_KEY;
  }

  private long stops() {
    return sees.links().stream().filter(KnownKeyTest::isOtherKey).count();
  }

  @Test
  void anotherKeyStopsTheChatAndGetsNothing() throws Exception {
    try (Replica replica = replica();
        ChatSession alice = alice(replica)) {
      var _ = Await.result(alice.send(KITCHEN, "hello"));
      sees.awaitTexts(KITCHEN, List.of("hello"));
      sees.awaitOutbox(KITCHEN, List::isEmpty);

      serveAgainWithout("tls-key.pem");
      sees.awaitLink("stopped", KnownKeyTest::isOtherKey);
      var _ = Await.result(alice.send(KITCHEN, "only for friends"));
      long stops = stops();
      alice.tryNow();
      Await.until("it is looked at again", () -> stops() > stops);

      assertEquals(1, sees.outbox(KITCHEN).size(), "it waits");
      assertEquals(List.of(), server.clients(), "nobody has asked it anything");
    }
  }

  @Test
  void aRenewedCertificateOfTheSameKeyIsNotNoticed() throws Exception {
    try (Replica replica = replica();
        ChatSession alice = alice(replica)) {
      serveAgainWithout("tls-cert.pem");
      var _ = Await.result(alice.send(KITCHEN, "still here"));
      sees.awaitTexts(KITCHEN, List.of("still here"));
    }
  }

  @Test
  void whoKnocksIsToldWhoseKeyItIs() {
    Pin other = new Pin("A".repeat(Pin.CHARS));
    assertEquals(Knock.PARLEY, Await.result(Knock.at(address(), pin, System::nanoTime)));
    assertEquals(Knock.OTHER_KEY, Await.result(Knock.at(address(), other, System::nanoTime)));
    assertEquals(Knock.UNTRUSTED, Await.result(Knock.at(address(), null, System::nanoTime)));
  }

  @Test
  void aServerWithAKnownKeyIsNeverAskedInClearText() {
    URI clear = URI.create("http://127.0.0.1:" + server.port());
    assertThrows(
        IllegalArgumentException.class,
        () -> new ServerApi(clear, pin, System::nanoTime, () -> true));
  }
}
