package chat.parley.server.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.RawBytes;
import chat.parley.server.testing.TestStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
  private static final String PUT = "INSERT INTO meta (name, value) VALUES (?, x'00')";

  private static final String PUT_BYTES = "INSERT INTO meta (name, value) VALUES (?, ?)";
  private static final String SECRET = "regretted-words-4711";

  @TempDir private Path folder;

  private static long rows(Database database) {
    Long count =
        database.read(session ->
            session.one("SELECT count(*) FROM meta WHERE name LIKE 't%'", row -> row.getLong(1)));
    return count == null ? -1 : count;
  }

  @Test
  void badWorkDoesNotHarmItsNeighbours() throws Exception {
    try (TestStorage storage = TestStorage.open(folder)) {
      Database database = storage.database();
      CountDownLatch release = Writing.hold(database);
      List<CompletableFuture<Integer>> good = new ArrayList<>();
      good.add(database.write(session -> session.update(PUT, "t1")));
      var bad =
          database.write(session -> {
            session.update(PUT, "t-bad");
            throw new IllegalStateException("a defect");
          });
      var taken = database.write(session -> session.update(PUT, "t1"));
      good.add(database.write(session -> session.update(PUT, "t2")));
      release.countDown();

      for (var one : good) {
        assertEquals(1, one.get(10, TimeUnit.SECONDS));
      }
      assertInstanceOf(
          IllegalStateException.class,
          assertThrows(ExecutionException.class, () -> bad.get(10, TimeUnit.SECONDS)).getCause());
      assertInstanceOf(
          SQLException.class,
          assertThrows(ExecutionException.class, () -> taken.get(10, TimeUnit.SECONDS)).getCause());
      assertEquals(2, rows(database), "nothing of the bad work is stored");
      assertNull(database.trouble());
    }
  }

  @Test
  void theQueueIsBoundedAndWhatItRefusesIsNotStored() throws Exception {
    try (TestStorage storage = TestStorage.open(folder)) {
      Database database = storage.database();
      CountDownLatch release = Writing.hold(database);
      List<CompletableFuture<Integer>> queued = new ArrayList<>();
      for (int i = 0; i < GroupCommit.QUEUE_MAX; i++) {
        String name = "t" + i;
        queued.add(database.write(session -> session.update(PUT, name)));
      }

      var tooMuch = database.write(session -> session.update(PUT, "t-too-much"));
      assertEquals(ErrorCode.OVERLOADED, Writing.refusal(tooMuch).code());

      release.countDown();
      CompletableFuture.allOf(queued.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
      assertEquals(GroupCommit.QUEUE_MAX, rows(database));
    }
  }

  @Test
  void whatIsQueuedWhenItClosesIsStored() throws Exception {
    TestStorage storage = TestStorage.open(folder);
    CountDownLatch release = Writing.hold(storage.database());
    var queued = storage.log().append(Cast.roomCreated(1, Cast.KITCHEN));
    Thread closing = Thread.ofVirtual().start(storage::close);
    release.countDown();
    closing.join();

    assertEquals(1, queued.get(10, TimeUnit.SECONDS).place().seq());
    assertEquals(
        ErrorCode.DRAINING, Writing.refusal(storage.database().write(session -> true)).code());
    try (TestStorage again = TestStorage.open(folder)) {
      assertEquals(1, again.log().bounds().last().seq());
    }
  }

  @Test
  void whoIsToldThatAWriteThatWasHeldUpIsStoredFindsNothingHeldUp() throws Exception {
    try (TestStorage storage = TestStorage.open(folder)) {
      Database database = storage.database();
      CountDownLatch heldUp = new CountDownLatch(1);
      var stillHeldUp =
          database
              .writeAndTellAtOnce(_ -> Writing.waitFor(heldUp))
              .thenApply(_ -> database.isHeldUp());
      Await.until("it takes too long", database::isHeldUp);
      heldUp.countDown();
      assertFalse(Await.result(stillHeldUp));
    }
  }

  @Test
  void futuresDoNotCompleteOnTheWritersThreads() throws Exception {
    try (TestStorage storage = TestStorage.open(folder)) {
      CountDownLatch release = Writing.hold(storage.database());
      var name =
          storage
              .database()
              .write(session -> true)
              .thenApply(done -> Thread.currentThread().getName());
      release.countDown();
      assertFalse(name.get(10, TimeUnit.SECONDS).startsWith("log-"), name::join);
    }
  }

  @Test
  void aFullStorageRefusesAndRecoversByItself() throws Exception {
    try (TestStorage storage = TestStorage.open(folder, Database.Options.ofMaxPages(200))) {
      storage.log().append(Cast.roomCreated(1, Cast.KITCHEN)).get(10, TimeUnit.SECONDS);
      int stored = 1;
      Refusal refusal = null;
      while (refusal == null && stored < 1_000) {
        var sent =
            storage
                .log()
                .append(Cast.message(stored + 1, Cast.KITCHEN, Cast.ALICE, "x".repeat(2_000)));
        try {
          sent.get(10, TimeUnit.SECONDS);
          stored++;
        } catch (ExecutionException e) {
          refusal = assertInstanceOf(Refusal.class, e.getCause());
        }
      }
      assertNotNull(refusal, "200 pages hold less than 2 MB");
      assertEquals(ErrorCode.STORAGE_FULL, refusal.code());
      assertNotNull(storage.database().trouble());
      assertEquals(stored, storage.log().bounds().last().seq(), "reading goes on");

      var freed = storage.database().write(session -> session.update("DELETE FROM messages"));
      assertTrue(freed.get(10, TimeUnit.SECONDS) > 0);
      var after =
          storage
              .log()
              .append(Cast.message(9_999, Cast.KITCHEN, Cast.ALICE, "there is room again"));
      assertEquals(stored + 1, after.get(10, TimeUnit.SECONDS).place().seq(), "without a gap");
      storage.database().probe().get(10, TimeUnit.SECONDS);
      assertNull(storage.database().trouble());
    }
  }

  @Test
  void aSmallSuccessDoesNotHideThatTheStorageIsFull() throws Exception {
    try (TestStorage storage = TestStorage.open(folder, Database.Options.ofMaxPages(60))) {
      Database database = storage.database();
      var tooBig =
          database.write(session ->
              session.update("INSERT INTO meta (name, value) VALUES ('t', zeroblob(500000))"));
      assertEquals(ErrorCode.STORAGE_FULL, Writing.refusal(tooBig).code());

      assertEquals(
          1, database.write(session -> session.update(PUT, "t-small")).get(10, TimeUnit.SECONDS));
      assertNotNull(database.trouble(), "something small fits where a message does not");

      database.probe().get(10, TimeUnit.SECONDS);
      assertNull(database.trouble(), "there is room for a message");
    }
  }

  @Test
  void aDatabaseThatAnotherProgramLocksIsBusyAndNotBroken() throws Exception {
    var options = new Database.Options(0, java.time.Duration.ofMillis(20));
    try (TestStorage storage = TestStorage.open(folder, options)) {
      Database database = storage.database();
      try (var other =
              java.sql.DriverManager.getConnection("jdbc:sqlite:" + DataFolder.database(folder));
          var statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          String name = "t" + i;
          waiting.add(database.write(session -> session.update(PUT, name)));
        }
        for (var one : waiting) {
          assertEquals(ErrorCode.OVERLOADED, Writing.refusal(one).code());
        }
        statement.execute("ROLLBACK");
      }
      assertEquals(
          1, database.write(session -> session.update(PUT, "t-later")).get(10, TimeUnit.SECONDS));
      assertEquals(1, rows(database), "what was refused is not stored");
      assertNull(database.trouble());
    }
  }

  @Test
  void aReaderThatFailedIsReplaced() throws Exception {
    try (TestStorage storage = TestStorage.open(folder)) {
      Database database = storage.database();
      for (int i = 0; i < 10; i++) {
        assertThrows(
            IllegalStateException.class,
            () ->
                database.read(session -> {
                  session.execute("ROLLBACK"); // so that the end of the reading fails
                  return true;
                }));
      }
      assertEquals(0, rows(database));
    }
  }

  @Test
  void everyoneWhoWritesWhileItClosesIsAnswered() throws Exception {
    TestStorage storage = TestStorage.open(folder);
    List<CompletableFuture<Boolean>> answers =
        java.util.Collections.synchronizedList(new ArrayList<>());
    CountDownLatch begun = new CountDownLatch(4);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                begun.countDown();
                CompletableFuture<Boolean> answer;
                do {
                  answer = storage.database().write(session -> true);
                  answers.add(answer);
                } while (!answer.isCompletedExceptionally() && answers.size() < 200_000);
              }));
    }
    assertTrue(begun.await(10, TimeUnit.SECONDS));
    storage.close();
    for (Thread writer : writers) {
      writer.join();
    }
    for (CompletableFuture<Boolean> answer : List.copyOf(answers)) {
      answer.handle((done, failure) -> true).get(10, TimeUnit.SECONDS);
    }
  }

  private static List<String> filesWithSecret(Path folder) {
    try {
      return RawBytes.filesWith(folder, SECRET);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is on the disk of a server that is killed now, as another finds it. */
  private static Path asKilled(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    for (String file : List.of("parley.db", "parley.db-wal")) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
    return to;
  }

  @Test
  void whatWasErasedGoesFromTheDiskOnceNobodyReadsItEvenAfterAKill(@TempDir Path parent)
      throws Exception {
    Path killed;
    try (TestStorage storage = TestStorage.open(folder)) {
      Database database = storage.database();
      Await.result(
          database.write(session -> session.update(PUT_BYTES, "t1", SECRET.getBytes(UTF_8))));
      CountDownLatch reading = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      Thread reader =
          Thread.ofVirtual()
              .start(() ->
                  database.read(session -> {
                    Long rows = session.one("SELECT count(*) FROM meta", row -> row.getLong(1));
                    reading.countDown();
                    Writing.waitFor(release);
                    return rows;
                  }));
      assertTrue(reading.await(10, TimeUnit.SECONDS));
      Await.result(
          database.write(session ->
              session.erase("UPDATE meta SET value = zeroblob(20) WHERE name = ?", "t1")));
      assertFalse(filesWithSecret(folder).isEmpty(), "it is being read");
      killed = asKilled(folder, parent.resolve("killed"));

      release.countDown();
      reader.join();
      Await.until("nobody reads", () -> filesWithSecret(folder).isEmpty());
    }
    assertFalse(filesWithSecret(killed).isEmpty());
    try (TestStorage _ = TestStorage.open(killed)) {
      Await.until("the next server", () -> filesWithSecret(killed).isEmpty());
    }
  }
}
