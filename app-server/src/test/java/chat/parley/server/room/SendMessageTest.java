package chat.parley.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.model.ErrorCode;
import chat.parley.model.MessageText;
import chat.parley.model.Refusal;
import chat.parley.model.Replies;
import chat.parley.model.RoomName;
import chat.parley.server.command.Commands;
import chat.parley.server.fact.FactMemory;
import chat.parley.server.limit.LimitLevel;
import chat.parley.server.limit.RateLimits;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.projection.Queries;
import chat.parley.server.testing.Await;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import chat.parley.server.testing.VirtualTime;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent without waiting, and what is not. */
class SendMessageTest {
  private static final String HERE = "192.0.2.1";
  private static final int BURST = 100; // of one name

  @TempDir private Path folder;
  private final VirtualTime time = new VirtualTime();
  private TestStorage storage;
  private Commands commands;
  private SendMessage messages;

  @BeforeEach
  void start() throws Exception {
    storage = TestStorage.open(folder);
    Queries queries = new Queries(storage.database());
    commands = new Commands(storage.log(), new FactMemory(), queries, time, new Random(1));
    messages =
        new SendMessage(
            storage.log(),
            commands,
            queries,
            10,
            new RateLimits(LimitLevel.NORMAL, time),
            new Metrics());
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  private static SendMessage.Command message(String text, @Nullable UUID clientMessageId) {
    return new SendMessage.Command(
        Cast.guest(Cast.ALICE),
        MessageText.of(text),
        RoomName.of(Cast.KITCHEN),
        clientMessageId,
        HERE);
  }

  private Replies.Sent send(String text, @Nullable UUID clientMessageId) {
    return Await.result(messages.send(message(text, clientMessageId)));
  }

  private Replies.Sent sendWithoutWaiting(String text, @Nullable UUID clientMessageId) {
    var sent = messages.sendWithoutWaiting(message(text, clientMessageId));
    assertNotNull(sent, text);
    return Await.result(sent);
  }

  private void assertLeftToTheOther(String text, @Nullable UUID clientMessageId) {
    assertNull(messages.sendWithoutWaiting(message(text, clientMessageId)), text);
  }

  @Test
  void whatMakesARoomMayWait() {
    assertLeftToTheOther("the first", null);
    assertEquals(0, storage.log().bounds().last().seq(), "nothing was done");

    var _ = send("the first", null);
    var second = sendWithoutWaiting("the second", null);

    assertEquals("sent", second.status());
    assertNull(second.duplicate());
  }

  @Test
  void whatWasSentBeforeIsFoundOutByTheLog() {
    Replies.Sent first = send("once", Cast.id(1));
    Replies.Sent again = sendWithoutWaiting("once", Cast.id(1));

    assertEquals(new Replies.Sent("sent", first.messageId(), first.timestamp(), true), again);
    assertNotEquals(first.messageId(), sendWithoutWaiting("twice", Cast.id(2)).messageId());
  }

  @Test
  void anIdThatWasUsedForAnotherMessageIsRefused() {
    var _ = send("once", Cast.id(1));
    var other = messages.sendWithoutWaiting(message("something else", Cast.id(1)));

    assertNotNull(other);
    var refused =
        Await.result(
            other.handle((_, why) -> why.getCause() instanceof Refusal refusal ? refusal : null));
    assertEquals(ErrorCode.CLIENT_MESSAGE_ID_REUSED, refused.code());
  }

  @Test
  void whatWasSentBeforeDoesNotCountAgainstHowOftenOneMaySend() {
    var _ = send("once", Cast.id(1));
    for (int i = 0; i < 3 * BURST; i++) {
      var _ = sendWithoutWaiting("once", Cast.id(1));
    }
    for (int i = 1; i < BURST; i++) {
      var _ = sendWithoutWaiting("another", null);
    }

    assertLeftToTheOther("one too many", null);
    assertEquals(
        ErrorCode.SLOW_DOWN,
        assertThrows(Refusal.class, () -> messages.send(message("one too many", null))).code());
    assertEquals(true, send("once", Cast.id(1)).duplicate());
  }

  @Test
  void whatIsRefusedWhenTheServerStopsMayHaveBeenSentBefore() {
    var _ = send("once", Cast.id(1));
    commands.drain();

    assertLeftToTheOther("once", Cast.id(1));
    assertEquals(true, send("once", Cast.id(1)).duplicate());
  }

  @Test
  void doesNotWaitForWhoReads() throws Exception {
    var _ = send("once", Cast.id(1));
    CountDownLatch over = new CountDownLatch(1);
    Semaphore reading = new Semaphore(0);
    List<Future<?>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) { // more than can read at a time
        readers.add(
            threads.submit(() ->
                storage
                    .database()
                    .read(_ -> {
                      reading.release();
                      return await(over);
                    })));
      }
      reading.acquire(4); // all that can
      var sent = messages.sendWithoutWaiting(message("twice", Cast.id(2)));
      over.countDown();

      assertNotNull(sent, "it did not ask to read");
      assertEquals("sent", Await.result(sent).status());
      for (Future<?> reader : readers) {
        assertEquals(true, Await.result(reader));
      }
    }
  }

  private static boolean await(CountDownLatch over) throws SQLException {
    try {
      return over.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
  }
}
