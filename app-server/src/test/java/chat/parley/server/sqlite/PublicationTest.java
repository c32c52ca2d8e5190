package chat.parley.server.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.ErrorCode;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was committed is shown, and who asked for it is told. */
class PublicationTest {
  private static final String PUT = "INSERT INTO meta (name, value) VALUES (?, x'00')";

  @TempDir private Path folder;

  @Test
  void whoIsToldAtOnceIsToldWhereItWasPublishedAndOthersElsewhere() throws Exception {
    try (TestStorage storage = TestStorage.open(folder)) {
      Database database = storage.database();
      CountDownLatch release = Writing.hold(database);
      var atOnce =
          database
              .writeAndTellAtOnce(session -> session.update(PUT, "t1"))
              .thenApply(_ -> Thread.currentThread());
      var soon =
          database
              .write(session -> session.update(PUT, "t2"))
              .thenApply(_ -> Thread.currentThread());
      release.countDown();

      assertFalse(atOnce.get(10, TimeUnit.SECONDS).isVirtual());
      assertTrue(soon.get(10, TimeUnit.SECONDS).isVirtual());
    }
  }

  @Test
  void aFollowerThatFailsEndsTheWritingForGood() throws Exception {
    CompletableFuture<String> fatal = new CompletableFuture<>();
    try (TestStorage storage =
        TestStorage.open(folder, Database.Options.ofMaxPages(0), fatal::complete)) {
      storage
          .log()
          .follow(
              0,
              batch -> {
                throw new IllegalStateException("a defect");
              });
      var appended = storage.log().append(Cast.roomCreated(1, Cast.KITCHEN));

      assertEquals(
          ErrorCode.INTERNAL,
          Writing.refusal(appended).code(),
          "it is stored, and nobody was shown");
      String sentence = fatal.get(10, TimeUnit.SECONDS);
      assertTrue(sentence.contains("IllegalStateException"), sentence);
      assertFalse(sentence.contains("a defect"), "it may quote a message, and health tells it");
      assertEquals(
          ErrorCode.OVERLOADED,
          Writing.refusal(storage.log().append(Cast.roomCreated(2, Cast.ATTIC))).code());
    }
  }

  @Test
  void nothingIsShownBehindWhatCouldNotBe() throws Exception {
    CompletableFuture<String> fatal = new CompletableFuture<>();
    CountDownLatch bothStored = new CountDownLatch(1);
    List<Long> shown = Collections.synchronizedList(new ArrayList<>());
    try (TestStorage storage =
        TestStorage.open(folder, Database.Options.ofMaxPages(0), fatal::complete)) {
      storage
          .log()
          .follow(
              0,
              batch -> {
                Await.until("both are stored", () -> bothStored.getCount() == 0);
                if (batch.last().seq() == 1) {
                  throw new IllegalStateException("a defect");
                }
                shown.add(batch.last().seq());
              });
      CountDownLatch release = Writing.hold(storage.database());
      var first = storage.log().append(Cast.roomCreated(1, Cast.KITCHEN));
      CountDownLatch inOneBatch = new CountDownLatch(1);
      CountDownLatch releaseBatch = new CountDownLatch(1);
      var last =
          storage
              .database()
              .write(_ -> {
                inOneBatch.countDown();
                return Writing.waitFor(releaseBatch);
              });
      release.countDown();
      assertTrue(inOneBatch.await(10, TimeUnit.SECONDS));
      var second = storage.log().append(Cast.roomCreated(2, Cast.ATTIC));
      releaseBatch.countDown();
      Await.until("both are stored", () -> events(storage.database()) == 2);
      bothStored.countDown();

      assertEquals(ErrorCode.INTERNAL, Writing.refusal(first).code());
      assertEquals(ErrorCode.INTERNAL, Writing.refusal(last).code());
      assertEquals(ErrorCode.INTERNAL, Writing.refusal(second).code());
      assertEquals(List.of(), shown);
      assertFalse(fatal.get(10, TimeUnit.SECONDS).isBlank());
    }
  }

  private static long events(Database database) {
    Long count =
        database.read(session -> session.one("SELECT count(*) FROM log", row -> row.getLong(1)));
    return count == null ? -1 : count;
  }
}
