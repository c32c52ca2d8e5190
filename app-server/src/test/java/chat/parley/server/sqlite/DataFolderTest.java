package chat.parley.server.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("data");
  }

  private Path database() {
    return folder().resolve("parley.db");
  }

  private String refusal() {
    return String.valueOf(
        assertThrows(UnusableDataException.class, () -> TestStorage.open(folder()).close())
            .getMessage());
  }

  private void fill(int messages) throws Exception {
    try (TestStorage storage = TestStorage.open(folder())) {
      storage.log().append(Cast.roomCreated(1, Cast.KITCHEN)).get(10, TimeUnit.SECONDS);
      for (int i = 2; i <= messages; i++) {
        storage
            .log()
            .append(Cast.message(i, Cast.KITCHEN, Cast.ALICE, "x".repeat(500)))
            .get(10, TimeUnit.SECONDS);
      }
    }
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(TreeSet::new, Set::add, Set::addAll);
    }
  }

  /**
   * Asserts that opening is refused with a sentence that has these words, and that the database
   * stays as it was.
   */
  private void assertRefusedUnchanged(String words) throws IOException {
    byte[] before = Files.readAllBytes(database());
    String refusal = refusal();
    assertTrue(refusal.contains(words), refusal);
    assertArrayEquals(before, Files.readAllBytes(database()), "nothing was changed");
  }

  @Test
  void makesTheFolderForItsOwnerOnly() throws Exception {
    fill(1);
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
  }

  /** On Linux a process loses its lock when it closes any other handle to that file. */
  @Test
  void keepsAFolderFromOtherProcessesAfterThisOneAskedForItTwice() throws Exception {
    try (TestStorage storage = TestStorage.open(folder())) {
      assertTrue(refusal().contains("Another Parley server"));
      storage.log().append(Cast.roomCreated(1, Cast.KITCHEN)).get(10, TimeUnit.SECONDS);

      assertEquals(OtherProcess.REFUSED, OtherProcess.open(folder()));
    }
    assertEquals(OtherProcess.OPENED, OtherProcess.open(folder()));
  }

  /** Opens a folder, and ends. */
  static final class OtherProcess {
    static final int OPENED = 3;
    static final int REFUSED = 4;

    private OtherProcess() {}

    public static void main(String[] args) {
      try {
        DataFolder.open(Path.of(args[0])).close();
        System.exit(OPENED);
      } catch (UnusableDataException e) {
        System.exit(REFUSED);
      }
    }

    static int open(Path folder) throws Exception {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              OtherProcess.class.getName(),
              folder.toString())
          .inheritIO()
          .start()
          .waitFor();
    }
  }

  @Test
  void refusesAFolderThatAnotherServerUses() throws Exception {
    try (TestStorage storage = TestStorage.open(folder())) {
      assertTrue(refusal().contains("Another Parley server uses"));
      storage.log().append(Cast.roomCreated(1, Cast.KITCHEN)).get(10, TimeUnit.SECONDS);
    }
    fill(3);
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(database(), "my notes\n".repeat(50));
    assertRefusedUnchanged("not a Parley database");
    assertEquals(Set.of("parley.db"), files());
  }

  @Test
  void refusesAShortFile() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(database(), "SQLite format 3\0");
    assertRefusedUnchanged("not a Parley database");
  }

  @Test
  void refusesADatabaseOfAnotherProgram() throws Exception {
    Files.createDirectories(folder());
    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + database());
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE recipes (name TEXT)");
    }
    assertRefusedUnchanged("not a Parley database");
    assertEquals(Set.of("parley.db"), files());
  }

  @Test
  void refusesANewerDatabase() throws Exception {
    fill(3);
    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + database());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 999");
    }
    assertRefusedUnchanged("newer Parley (layout 999");
  }

  @Test
  void refusesATruncatedDatabase() throws Exception {
    fill(100);
    try (var file = new RandomAccessFile(database().toFile(), "rw")) {
      file.setLength(file.length() / 2 / 4096 * 4096);
    }
    assertRefusedUnchanged("is damaged");
  }

  @Test
  void refusesADatabaseWithABrokenPage() throws Exception {
    fill(100);
    byte[] noise = new byte[4096 * 4];
    java.util.Arrays.fill(noise, (byte) 0xA5);
    try (var file = new RandomAccessFile(database().toFile(), "rw")) {
      file.seek(file.length() / 2 / 4096 * 4096);
      file.write(noise);
    }
    assertRefusedUnchanged("is damaged");
  }

  @Test
  void refusesAFileWhereTheFolderShouldBe() throws Exception {
    Files.writeString(folder(), "a file", StandardOpenOption.CREATE_NEW);
    assertTrue(refusal().contains("cannot be used"), refusal());
    assertEquals("a file", Files.readString(folder()));
  }

  @Test
  void anEmptyFileIsANewDatabase() throws Exception {
    Files.createDirectories(folder());
    Files.createFile(database());
    fill(2);
  }

  @Test
  void leavesOneFileBehindWhenItCloses() throws Exception {
    fill(10);
    assertEquals(Set.of("parley.db", "parley.lock"), files());
  }
}
