package chat.parley.desktop.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.testing.Await;
import chat.parley.server.Server;
import chat.parley.server.ServerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions with a real server. */
class ChatSessionTest {
  @TempDir private Path folder;
  private Server server;

  private Server serve(String data, int port) {
    try {
      return Server.start(
          ServerConfig.defaults(folder.resolve(data)).withPort(port),
          chat.parley.server.Surroundings.real());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server = serve("server", 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void twoPeopleTalk() {
    try (Person alice = Person.opens(folder, "alice", server.port());
        Person bob = Person.opens(folder, "bob", server.port())) {
      alice.sees.awaitOnline();
      bob.sees.awaitOnline();
      alice.writes("kitchen", "Is there coffee?");
      bob.sees.awaitTexts("kitchen", List.of("Is there coffee?"));
      bob.writes("kitchen", "Yes");

      alice.sees.awaitTexts("kitchen", List.of("Is there coffee?", "Yes"));
      alice.sees.awaitOutbox("kitchen", List::isEmpty);
      Await.until("one unread", () -> alice.sees.room("kitchen").unread() == 1);
      Await.until("one unread", () -> bob.sees.room("kitchen").unread() == 1);
      assertEquals(
          List.of("Is there coffee?", "Yes"),
          Await.result(alice.session.newest("kitchen", 10)).messages().stream()
              .map(message -> message.text())
              .toList());
    }
  }

  @Test
  void nothingIsLostWhileTheServerIsAway() {
    int port = server.port();
    try (Person alice = Person.opens(folder, "alice", port);
        Person bob = Person.opens(folder, "bob", port)) {
      alice.sees.awaitOnline();
      bob.sees.awaitOnline();
      alice.writes("kitchen", "0");
      bob.sees.awaitTexts("kitchen", List.of("0"));
      server.close();
      alice.sees.awaitLink("offline", link -> link instanceof Link.Offline);
      for (int i = 1; i < 20; i++) {
        alice.writes("kitchen", Integer.toString(i));
      }
      server = serve("server", port);
      alice.session.tryNow();
      bob.session.tryNow();

      List<String> all = IntStream.range(0, 20).mapToObj(Integer::toString).toList();
      bob.sees.awaitTexts("kitchen", all);
      alice.sees.awaitTexts("kitchen", all);
      alice.sees.awaitOutbox("kitchen", List::isEmpty);
    }
  }
}
