package chat.parley.server.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.model.ErrorCode;
import chat.parley.model.Refusal;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.TestStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading, where more is asked for than there are connections. */
class DatabaseReadTest {
  @TempDir private Path folder;

  @Test
  void whoWaitsInVainForAConnectionIsRefusedAndTheNextIsNot() throws Exception {
    CountDownLatch letGo = new CountDownLatch(1);
    CountDownLatch reading = new CountDownLatch(Database.READERS);
    try (TestStorage storage = TestStorage.open(folder)) {
      Database database = storage.database();
      List<CompletableFuture<Boolean>> readers = new ArrayList<>();
      for (int i = 0; i < Database.READERS; i++) {
        readers.add(
            CompletableFuture.supplyAsync(
                () ->
                    database.read(session -> {
                      reading.countDown();
                      Await.until("it may end", () -> letGo.getCount() == 0);
                      return true;
                    }),
                Await.THREADS));
      }
      reading.await();

      Refusal refusal = assertThrows(Refusal.class, () -> database.read(session -> true));
      assertEquals(ErrorCode.OVERLOADED, refusal.code());

      letGo.countDown();
      readers.forEach(Await::result);
      assertEquals(true, database.read(session -> true));
    }
  }
}
