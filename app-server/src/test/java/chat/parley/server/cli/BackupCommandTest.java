package chat.parley.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.TestServer;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
  @TempDir private Path folder;
  private Path away;
  private Path file;

  @BeforeEach
  void makeRoom() throws Exception {
    away = Files.createDirectory(folder.resolve("away"));
    file = away.resolve("kept.parley");
  }

  private Console backup(Path data, Object... more) {
    Object[] arguments = new Object[4 + more.length];
    System.arraycopy(new Object[] {"backup", file, "--data", data}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Console.run(arguments);
  }

  @Test
  void copiesARunningServersHistoryIntoOneFileForItsOwner() throws Exception {
    Path data = folder.resolve("data");
    try (TestServer server = TestServer.on(data)) {
      server.send("alice", "one", "kitchen");
      server.send("bob", "two", "attic");
      server.send("bob", "three", "attic");

      backup(data)
          .expect(0, "Wrote " + file, "3 messages in 2 rooms", "KiB", "checked and is whole");

      server.send("bob", "four", "attic");
      assertEquals(Set.of("kept.parley"), Kept.names(away));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  @Test
  void copiesAFolderThatNoServerUses() throws Exception {
    Path data = Kept.data(folder.resolve("data"), 3);
    backup(data).expect(0, "3 messages in 1 room,");
  }

  @Test
  void overwritesNothing() throws Exception {
    Path data = Kept.data(folder.resolve("data"), 1);
    Files.writeString(file, "my notes");
    backup(data).expect(2, "exists already");
    assertEquals("my notes", Files.readString(file));

    Files.delete(file);
    Files.createSymbolicLink(file, away.resolve("nowhere"));
    backup(data).expect(2, "exists already");
    assertEquals(Set.of("kept.parley"), Kept.names(away));
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws Exception {
    Path data = Kept.data(folder.resolve("data"), 1);
    Console.run("backup", away, "--data", data).expect(2, "is a folder. Name a file");
    Console.run("backup", folder.resolve("no/such/file"), "--data", data)
        .expect(2, "There is no folder");
    Console.run("backup", data.resolve("parley.db-wal"), "--data", data)
        .expect(2, "are Parley's own");
    Path link = Files.createSymbolicLink(folder.resolve("link"), data);
    Console.run("backup", link.resolve("PARLEY.db"), "--data", data).expect(2, "are Parley's own");
    Console.run("backup", "--data", data).expect(2, "Missing required parameter: 'FILE'");
    assertEquals(Set.of(), Kept.names(away));
    assertFalse(Files.exists(folder.resolve("no")));
  }

  @Test
  void saysThatThereIsNothingToCopy() throws Exception {
    backup(folder.resolve("nothing")).expect(2, "There is no Parley data");
    assertFalse(Files.exists(folder.resolve("nothing")), "nothing was made there");

    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("parley.db"), "my notes\n".repeat(50));
    backup(other).expect(2, "not a Parley database");

    backup(Files.writeString(folder.resolve("a-file"), "")).expect(2, "There is no Parley data");

    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.createFile(empty.resolve("parley.db"));
    backup(empty).expect(2, "There is no Parley data");
    assertEquals(Set.of(), Kept.names(away));
  }

  @Test
  void keepsNoCopyThatIsNotWholeUnlessItIsToldTo() throws Exception {
    Path data = Kept.data(folder.resolve("data"), 5);
    Kept.change(data.resolve("parley.db"), "UPDATE messages SET text = 'forged' WHERE seq = 3");

    backup(data).expect(1, "reads differently", "The copy is not whole, and was not kept");
    assertEquals(Set.of(), Kept.names(away));

    backup(data, "--no-verify").expect(0, "It was not checked");
    assertTrue(Files.exists(file));
  }

  @Test
  void aDatabaseThatBreaksOffIsNoBackup() throws Exception {
    Path data = Kept.data(folder.resolve("data"), 300);
    Path database = data.resolve("parley.db");
    try (var broken = new RandomAccessFile(database.toFile(), "rw")) {
      broken.setLength(broken.length() / 2 / 4096 * 4096);
    }
    Console ended = backup(data);
    assertTrue(ended.status() != 0, ended.out());
    assertEquals(Set.of(), Kept.names(away));
  }
}
