package chat.parley.desktop.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.desktop.replica.UnusableReplicaException.Reason;
import chat.parley.desktop.testing.HandClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file itself: whose it is, and whether it can be read. */
class ReplicaFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void inAFolderThatIsNotThereYet() {
    file = folder.resolve("data").resolve("replica.db");
  }

  private Reason refusal() {
    return assertThrows(
            UnusableReplicaException.class, () -> Replica.open(file, new HandClock()).close())
        .reason();
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void used() {
    try (Notebook notebook = Notebook.visited(file)) {
      notebook.writes("kitchen", "not sent yet");
    }
  }

  private void overwrite(long at, int bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      int written = 0;
      while (written < bytes) {
        written += channel.write(ByteBuffer.allocate(bytes - written), at + written);
      }
    }
  }

  @Test
  void itsFolderIsForItsOwnerOnly() throws Exception {
    used();
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  void aSecondProgramIsRefused() throws Exception {
    try (Replica replica = Replica.open(file, new HandClock())) {
      assertNull(replica.movedAside());
      assertEquals(Reason.IN_USE, refusal());
    }
    Replica.open(file, new HandClock()).close();
  }

  @Test
  void aNewerFileIsRefusedAndNotChanged() throws Exception {
    used();
    sql("PRAGMA user_version = 1000");
    byte[] before = Files.readAllBytes(file);
    assertEquals(Reason.NEWER, refusal());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void anotherProgramsFileIsRefusedAndNotChanged() throws Exception {
    Files.createDirectories(file.getParent());
    sql("CREATE TABLE theirs (x)");
    byte[] before = Files.readAllBytes(file);
    assertEquals(Reason.FOREIGN, refusal());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void aFileWithoutReadableBeginningIsMovedAside() throws Exception {
    used();
    overwrite(0, 100);
    byte[] before = Files.readAllBytes(file);
    try (Replica replica = Replica.open(file, new HandClock())) {
      Path moved = replica.movedAside();
      assertNotNull(moved);
      assertArrayEquals(before, Files.readAllBytes(moved));
      assertEquals("replica.db.damaged-20261123-090000-000", moved.getFileName().toString());
    }
  }

  @Test
  void aFileThatIsBrokenFurtherInIsMovedAside() throws Exception {
    used();
    overwrite(4_096, 8_192);
    try (Replica replica = Replica.open(file, new HandClock())) {
      assertNotNull(replica.movedAside());
      assertTrue(replica.servers().join().isEmpty());
    }
  }

  @Test
  void aFileThatWasCutShortIsMovedAside() throws Exception {
    used();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(50);
    }
    try (Replica replica = Replica.open(file, new HandClock())) {
      assertNotNull(replica.movedAside());
    }
  }

  @Test
  void anEmptyFileIsANewOne() throws Exception {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    try (Replica replica = Replica.open(file, new HandClock())) {
      assertNull(replica.movedAside());
    }
  }

  @Test
  void aFolderInItsPlaceIsSaid() throws Exception {
    Files.createDirectories(file);
    assertEquals(Reason.NO_ACCESS, refusal());
  }

  @Test
  void aFullDiskRefusesAndRecovers() throws Exception {
    try (Notebook notebook = Notebook.visited(file)) {
      limit(notebook, 1);
      var refused = notebook.server.saveDraft("kitchen", "x".repeat(500_000));
      ReplicaException full =
          (ReplicaException) assertThrows(CompletionException.class, refused::join).getCause();
      assertNotNull(full);
      assertEquals(ReplicaException.Kind.DISK_FULL, full.kind());
      assertEquals("", notebook.server.draft("kitchen").join());

      limit(notebook, 1_000_000);
      notebook.server.saveDraft("kitchen", "x".repeat(500_000)).join();
      assertEquals(500_000, notebook.server.draft("kitchen").join().length());
    }
  }

  /** As if the disk had no more room than for so many pages, or for what is there already. */
  private static void limit(Notebook notebook, int pages) {
    notebook.replica.limit(pages).join();
  }
}
