package chat.parley.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import chat.parley.server.testing.Reply;
import chat.parley.server.testing.TestServer;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreCommandTest {
  private static final Set<String> DATA = Set.of("parley.db", "parley.lock");

  private static final long PAGE_BYTES = 4096;

  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private Path restored() {
    return folder.resolve("restored");
  }

  private Console restore(Path file) {
    return Console.run("restore", file, "--data", restored());
  }

  /** A server's life up to a backup, with a client that has a cursor and one that has none. */
  private String liveUntilBackup(Path file) {
    try (TestServer server = TestServer.on(data())) {
      server.send("alice", "one", "kitchen");
      var poll = server.park("client_id=seed&room=kitchen");
      String cursor = server.cursor();
      server.send("alice", "two", "kitchen");
      assertEquals(List.of("two"), Await.result(poll).texts());
      Console.run("backup", file, "--data", data()).expect(0);
      server.send("alice", "lost", "kitchen");
      return cursor;
    }
  }

  /** Of all clients that knew the old log none goes on as if nothing had been. */
  private static void assertEveryoneStartsOver(TestServer server, String cursor) {
    Reply byCursor = server.pollNow("client_id=bob&room=kitchen&cursor=" + cursor);
    assertTrue(byCursor.isReset(), byCursor.body());
    assertEquals(List.of("one", "two"), byCursor.texts());
    Reply bySeed = server.pollNow("client_id=seed&room=kitchen");
    assertTrue(bySeed.isReset(), bySeed.body());
    assertEquals(List.of("one", "two"), bySeed.texts());
  }

  @Test
  void putsTheHistoryBackAsALogOfItsOwn() throws Exception {
    Path file = folder.resolve("kept.parley");
    String cursor = liveUntilBackup(file);

    restore(file).expect(0, "Restored 2 messages in 1 room to " + restored(), "start over");

    assertEquals(DATA, Kept.names(restored()));
    Console.run("verify", "--data", restored()).expect(0, "All is well: 3 events, 2 messages");
    try (TestServer server = TestServer.on(restored())) {
      assertEveryoneStartsOver(server, cursor);
      server.send("carol", "three", "kitchen");
    }
    Console.run("verify", "--data", restored()).expect(0, "3 messages");
  }

  @Test
  void aBackupCopiedByHandIsALogOfItsOwnTooAndStaysThatOne() throws Exception {
    Path file = folder.resolve("kept.parley");
    String cursor = liveUntilBackup(file);
    Files.createDirectory(restored());
    Files.copy(file, restored().resolve("parley.db"));

    String fresh;
    try (TestServer server = TestServer.on(restored())) {
      assertEveryoneStartsOver(server, cursor);
      fresh = server.cursor();
    }
    try (TestServer server = TestServer.on(restored())) {
      var poll = server.park("client_id=bob&room=kitchen&cursor=" + fresh);
      server.send("carol", "three", "kitchen");
      assertFalse(Await.result(poll).isReset(), "its cursors are good over a restart");
      Console.run("restore", restored().resolve("parley.db"), "--data", folder.resolve("x"))
          .expect(2, "is the database of a server and no backup");
    }
  }

  @Test
  void aBackupOfABackupIsOne() throws Exception {
    Path file = Kept.backup(folder, 4);
    Files.createDirectory(data());
    Files.copy(file, data().resolve("parley.db"));
    Path second = folder.resolve("second.parley");

    Console.run("backup", second, "--data", data()).expect(0, "4 messages");

    restore(second).expect(0, "4 messages");
    assertEquals(Set.of("parley.db"), Kept.names(data()), "nothing was made beside it");
  }

  @Test
  void eachRestoreIsAnotherLog() throws Exception {
    Path file = Kept.backup(folder, 2);
    restore(file).expect(0);
    Path other = folder.resolve("other");
    Console.run("restore", file, "--data", other).expect(0);
    try (TestServer one = TestServer.on(restored());
        TestServer two = TestServer.on(other)) {
      assertFalse(two.isOwn(one.cursor()));
      assertFalse(one.isOwn(two.cursor()));
    }
  }

  @Test
  void followsALinkToTheBackup() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("latest"), Kept.backup(folder, 2));
    restore(link).expect(0, "2 messages");
  }

  @Test
  void refusesAFolderInUseAndOneThatIsNotEmpty() throws Exception {
    Path file = Kept.backup(folder, 2);
    try (TestServer server = TestServer.on(restored())) {
      server.send("alice", "here", "kitchen");
      restore(file).expect(2, "Another Parley server uses the data folder " + restored());
      server.send("alice", "still", "kitchen");
    }
    restore(file).expect(2, "is not empty: it has parley.", "--data");
    Console.run("verify", "--data", restored()).expect(0, "2 messages");

    Path notes = Files.createDirectory(folder.resolve("notes"));
    Files.writeString(notes.resolve("notes.txt"), "mine");
    Console.run("restore", file, "--data", notes).expect(2, "is not empty: it has notes.txt");
    assertEquals(Set.of("notes.txt"), Kept.names(notes));

    Console.run("restore", file, "--data", notes.resolve("notes.txt"))
        .expect(2, "it is a file, not a folder");
  }

  @Test
  void takesAwayWhatARestoreThatWasCutShortHasLeft() throws Exception {
    Path file = Kept.backup(folder, 2);
    Files.createDirectory(restored());
    Files.writeString(restored().resolve("parley.db.123.partial"), "half");
    Files.writeString(restored().resolve("parley.db.123.partial-journal"), "half");

    restore(file).expect(0);
    assertEquals(DATA, Kept.names(restored()));
  }

  @Test
  void refusesWhatIsNoBackup() throws Exception {
    restore(folder.resolve("none")).expect(2, "cannot be read: there is no such file");
    restore(folder).expect(2, "is a folder");
    Path notes = Files.writeString(folder.resolve("notes"), "my notes\n".repeat(50));
    restore(notes).expect(2, "is no backup of Parley");
    restore(Files.createFile(folder.resolve("empty"))).expect(2, "is no backup of Parley");
    Path recipes = folder.resolve("recipes.db");
    Kept.change(recipes, "CREATE TABLE recipes (name TEXT)");
    restore(recipes).expect(2, "is no backup of Parley");
    Path live = Kept.data(data(), 2).resolve("parley.db");
    restore(live).expect(2, "is the database of a server and no backup", "backup FILE");
    Kept.change(live, "PRAGMA journal_mode = DELETE");
    restore(live).expect(2, "is the database of a server and no backup");
    Console.run("restore").expect(2, "Missing required parameter: 'FILE'");
    assertFalse(Files.exists(restored().resolve("parley.db")));
  }

  @Test
  void refusesABackupOfANewerParley() throws Exception {
    Path file = Kept.backup(folder, 2);
    Kept.change(file, "PRAGMA user_version = 999");
    restore(file).expect(2, "was made by a newer Parley");
    assertFalse(Files.exists(restored()));
  }

  @Test
  void refusesADamagedBackupAndLeavesNothing() throws Exception {
    Path file = Kept.backup(folder, 300);
    byte[] whole = Files.readAllBytes(file);
    try (var truncated = new RandomAccessFile(file.toFile(), "rw")) {
      truncated.setLength(whole.length / 2 / PAGE_BYTES * PAGE_BYTES);
    }
    restore(file).expect(1, "is damaged. Nothing was restored");
    assertEquals(Set.of("parley.lock"), Kept.names(restored()));

    Files.write(file, whole);
    try (var noisy = new RandomAccessFile(file.toFile(), "rw")) {
      noisy.seek(whole.length / 2 / PAGE_BYTES * PAGE_BYTES);
      noisy.write("noise".repeat(2_000).getBytes(StandardCharsets.UTF_8));
    }
    restore(file).expect(1, "is damaged. Nothing was restored");
    assertEquals(Set.of("parley.lock"), Kept.names(restored()));

    Files.write(file, whole);
    Kept.change(file, "UPDATE messages SET text = 'forged' WHERE seq = 3");
    restore(file).expect(1, "reads differently", "is damaged. Nothing was restored");
    assertEquals(Set.of("parley.lock"), Kept.names(restored()));

    Files.write(file, whole);
    restore(file).expect(0, "300 messages");
  }
}
