package chat.parley.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Actor;
import chat.parley.model.Bytes32;
import chat.parley.model.EventBody;
import chat.parley.model.SenderName;
import chat.parley.model.Timestamp;
import chat.parley.server.event.Applied;
import chat.parley.server.event.NewEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.ServerBody;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer knows without asking the database is what the database has. */
class AppendingTest {
  @TempDir private Path folder;
  private TestStorage storage;

  @BeforeEach
  void open() throws Exception {
    storage = TestStorage.open(folder);
    done(storage.log().append(Cast.roomCreated(1, Cast.KITCHEN)));
  }

  /** Whatever was undone meanwhile, what is there is whole. */
  @AfterEach
  void closeAndVerify() throws Exception {
    storage.close();
    assertEquals(List.of(), Verification.of(DataFolder.database(folder)).faults());
  }

  private static <T> T done(CompletableFuture<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  private CompletableFuture<Applied> say(long number) {
    return storage.log().append(Cast.message(number, Cast.KITCHEN, Cast.ALICE, "text " + number));
  }

  /**
   * Keeps the writer in a transaction of its own, so that what is queued meanwhile is one batch.
   */
  private CountDownLatch hold() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    var _ =
        storage
            .database()
            .write(session -> {
              held.countDown();
              return waitFor(release);
            });
    assertTrue(held.await(10, TimeUnit.SECONDS));
    return release;
  }

  private static boolean waitFor(CountDownLatch latch) throws SQLException {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
  }

  /** Something no rule is known for, so that it fails after it was written. */
  private record Unknown() implements EventBody {
    @Override
    public String type() {
      return "unknown";
    }

    @Override
    public byte[] content() {
      return new byte[] {'{', '}'};
    }
  }

  private static NewEvent unknown(long number) {
    return new NewEvent(
        Cast.id(number),
        Cast.KITCHEN,
        Cast.guest(Cast.BOB),
        new Timestamp(number),
        null,
        new Unknown(),
        Bytes32.ZERO);
  }

  @Test
  void aBatchThatIsUndoneAndRunAgainGivesTheSameNumbers() throws Exception {
    CountDownLatch release = hold();
    List<CompletableFuture<Applied>> said = new ArrayList<>();
    said.add(say(2));
    said.add(say(3));
    var bad = storage.log().append(unknown(4));
    said.add(say(5));
    release.countDown();

    assertInstanceOf(
        IllegalArgumentException.class,
        assertThrows(ExecutionException.class, () -> done(bad)).getCause());
    said.add(say(6));
    List<Long> numbers = new ArrayList<>();
    for (var one : said) {
      numbers.add(done(one).place().seq());
    }
    assertEquals(List.of(2L, 3L, 4L, 5L), numbers);
  }

  @Test
  void aNameThatWasTakenInAnUndoneBatchIsTakenOnce() throws Exception {
    CountDownLatch release = hold();
    var claimed =
        storage
            .log()
            .append(
                new NewEvent(
                    Cast.id(2),
                    ServerBody.NO_ROOM,
                    owner(Cast.ALICE),
                    new Timestamp(2),
                    null,
                    new ServerBody.NameClaimed(false, null, "00", 9, null),
                    Bytes32.ZERO));
    var bad = storage.log().append(unknown(3));
    var asGuest = say(4);
    release.countDown();

    assertInstanceOf(Outcome.Noted.class, done(claimed).outcome());
    assertThrows(ExecutionException.class, () -> done(bad));
    assertInstanceOf(Outcome.Refused.class, done(asGuest).outcome());
  }

  @Test
  void aMessageThatIsSentTwiceInOneBatchIsInItOnce() throws Exception {
    CountDownLatch release = hold();
    var first = say(2);
    var again = say(2);
    var next = say(3);
    release.countDown();

    assertTrue(done(first).first());
    assertEquals(done(first).place(), done(again).place());
    assertEquals(3, done(next).place().seq());
  }

  private static Actor owner(String name) {
    return Actor.owner(SenderName.of(name));
  }
}
