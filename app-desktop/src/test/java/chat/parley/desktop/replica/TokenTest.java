package chat.parley.desktop.replica;

import static chat.parley.desktop.replica.Notebook.KITCHEN;
import static chat.parley.desktop.testing.Futures.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shows a server whose name is sent under, in a real file. */
class TokenTest {
  private static final Token TOKEN = new Token("Alice", "a-secret-of-43-characters", true);

  @TempDir private Path folder;
  private Path file;
  private Notebook notebook;

  @BeforeEach
  void open() {
    file = folder.resolve("replica.db");
    notebook = Notebook.visited(file);
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private void reopen() {
    notebook.close();
    notebook = Notebook.open(file);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void isKeptOverARestartForItsServerAlone() {
    done(notebook.server.keep(TOKEN));
    reopen();

    assertEquals(TOKEN, notebook.server.token());
    assertNull(notebook.replica.server("own").token());
  }

  @Test
  void anotherOneTakesItsPlace() {
    done(notebook.server.keep(TOKEN));
    Token other = new Token("Al", "another", false);
    done(notebook.server.keep(other));
    reopen();

    assertEquals(other, notebook.server.token());
  }

  @Test
  void whatIsForgottenIsGoneFromTheDisk() throws IOException {
    done(notebook.server.keep(TOKEN));

    done(notebook.server.forgetToken());

    assertNull(notebook.server.token());
    for (Path one : files()) {
      String bytes = new String(Files.readAllBytes(one), StandardCharsets.ISO_8859_1);
      assertFalse(bytes.contains(TOKEN.secret()), one.toString());
    }
    reopen();
    assertNull(notebook.server.token());
  }

  @Test
  void aServerThatIsForgottenTakesItAlong() {
    done(notebook.server.keep(TOKEN));
    done(notebook.replica.forget("http://server"));
    reopen();

    assertNull(notebook.server.token());
  }

  @Test
  void itsFileIsForItsOwnerOnlyWhateverRightsItHad() throws IOException {
    notebook.close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    notebook = Notebook.open(file);
    done(notebook.server.keep(TOKEN));

    List<Path> databases =
        files().stream().filter(one -> !one.toString().endsWith(".lock")).toList();
    assertTrue(databases.size() > 1, "the log beside it is looked at, too");
    for (Path one : databases) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(one)),
          one.toString());
    }
  }

  @Test
  void whatWaitsIsSentUnderTheNameThatIsOwned() {
    notebook.writes(KITCHEN, "Hello");
    done(notebook.server.keep(TOKEN));

    assertEquals("Alice", notebook.claims().getFirst().sender());
    reopen();
    assertEquals("Alice", notebook.claims().getFirst().sender());
  }

  @Test
  void noWordsOfItHaveTheSecret() {
    assertFalse(TOKEN.toString().contains(TOKEN.secret()));
    assertTrue(TOKEN.toString().contains("Alice"));
  }
}
