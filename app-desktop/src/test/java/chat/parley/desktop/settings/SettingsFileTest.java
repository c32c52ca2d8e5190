package chat.parley.desktop.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.testing.Await;
import chat.parley.model.Json;
import chat.parley.model.tls.Pin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("desktop").resolve("settings.json");
  }

  private void write(String content) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), content);
  }

  private Settings read() {
    try (SettingsFile file = SettingsFile.open(file())) {
      return file.now();
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(file().getParent())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void withoutAFileTheSettingsAreThoseOfAFirstRun() {
    assertEquals(Settings.FIRST, read());
    assertFalse(Files.exists(file()), "nothing was changed, so nothing is written");
  }

  @Test
  void whatIsChangedIsThereAgain() {
    Settings all =
        Settings.FIRST
            .withName("Zoë 李雷")
            .withServer("http://192.168.1.7:8000")
            .withLastRoom("http://192.168.1.7:8000", "kitchen")
            .withAppearance(Appearance.DARK)
            .withTextPercent(130)
            .withWindow(new WindowPlace(-10.5, 20, 800, 600.25, true))
            .withHostPort(8001)
            .withPin(URI.create("https://192.168.1.7:8000"), new Pin("A".repeat(Pin.CHARS)));

    try (SettingsFile file = SettingsFile.open(file())) {
      file.update(now -> all);
      assertEquals(all, file.now());
    }

    assertEquals(all, read());
  }

  @Test
  void aChangeIsWrittenSoonAndLeavesNothingElseBehind() throws IOException {
    try (SettingsFile file = SettingsFile.open(file())) {
      file.update(now -> now.withName("alice"));

      Await.until("it is written", () -> Files.exists(file()));
    }
    assertEquals(List.of("settings.json"), files());
  }

  @Test
  void theLastChangeBeforeTheEndIsWritten() {
    try (SettingsFile file = SettingsFile.open(file())) {
      for (int port = 1; port <= 500; port++) {
        int number = port;
        file.update(now -> now.withHostPort(number));
      }
    }

    assertEquals(500, read().hostPort());
  }

  @Test
  void theFileIsWholeAtAnyMoment() {
    AtomicBoolean done = new AtomicBoolean();
    try (SettingsFile file = SettingsFile.open(file())) {
      file.update(now -> now.withHostPort(1));
      Await.until("it is written", () -> Files.exists(file()));
      CompletableFuture<Integer> reading =
          CompletableFuture.supplyAsync(() -> readUntil(done), Await.THREADS);
      for (int i = 0; i < 300; i++) {
        String name = "x".repeat(1 + i % 60);
        file.update(now -> now.withName(name));
        Await.until("it is written", () -> nameOnDisk().equals(name));
      }
      done.set(true);
      assertTrue(Await.result(reading) > 0);
    }
  }

  private int readUntil(AtomicBoolean done) {
    int times = 0;
    while (!done.get()) {
      assertTrue(nameOnDisk().length() <= 60);
      times++;
    }
    return times;
  }

  private String nameOnDisk() {
    try {
      return Json.tree(Files.readAllBytes(file())).path("name").asText();
    } catch (IOException e) {
      throw new AssertionError("There is a whole file at any moment", e);
    }
  }

  @Test
  void whatAnOlderVersionDidNotKnowIsAsAtFirst() throws IOException {
    write("{\"name\": \"alice\", \"a_newer_thing\": 1}");

    assertEquals(Settings.FIRST.withName("alice"), read());
  }

  @Test
  void aPinThatIsNoneIsAsIfItWereNotThere() throws IOException {
    write("{\"name\": \"alice\", \"pins\": {\"a:1\": \"short\", \"b:2\": null}}");

    assertEquals(Settings.FIRST.withName("alice"), read());
  }

  @Test
  void whatIsOutOfBoundsInTheFileIsBroughtBack() throws IOException {
    write("{\"text_percent\": 1000}");

    assertEquals(Settings.TEXT_MAX_PERCENT, read().textPercent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "null",
        "[]",
        "{\"name\":",
        "{\"appearance\": \"PINK\"}",
        "\u0000\u0000\u0000\u0000"
      })
  void aFileThatCannotBeReadIsSetAside(String content) throws IOException {
    write(content);

    assertEquals(Settings.FIRST, read());
    assertEquals(List.of("settings.json.unreadable"), files());
    assertEquals(
        content, Files.readString(file().resolveSibling("settings.json.unreadable"), UTF_8));
  }

  @Test
  void afterAFileWasSetAsideANewOneIsWritten() throws IOException {
    write("not json");
    try (SettingsFile file = SettingsFile.open(file())) {
      file.update(now -> now.withName("alice"));
    }

    assertEquals("alice", read().name());
    assertEquals(List.of("settings.json", "settings.json.unreadable"), files());
  }

  @Test
  void whatCannotBeWrittenHoldsUntilTheEnd() throws IOException {
    Files.writeString(folder.resolve("desktop"), "a file where the folder should be");
    try (SettingsFile file = SettingsFile.open(file())) {
      file.update(now -> now.withName("alice"));

      assertEquals("alice", file.now().name());
    }
  }

  @Test
  void aChangeAfterTheEndIsNotWritten() {
    SettingsFile file = SettingsFile.open(file());
    file.update(now -> now.withName("alice"));
    file.close();

    file.update(now -> now.withName("bob"));
    file.close();

    assertEquals("alice", read().name());
  }
}
