package chat.parley.server.log;

import static chat.parley.server.testing.Cast.ALICE;
import static chat.parley.server.testing.Cast.ATTIC;
import static chat.parley.server.testing.Cast.BOB;
import static chat.parley.server.testing.Cast.KITCHEN;
import static chat.parley.server.testing.Cast.id;
import static chat.parley.server.testing.Cast.message;
import static chat.parley.server.testing.Cast.roomCreated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.ErrorCode;
import chat.parley.model.RoomBody;
import chat.parley.server.event.Applied;
import chat.parley.server.event.NewEvent;
import chat.parley.server.event.Outcome;
import chat.parley.server.event.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every event log must do; a subclass says how one is opened and opened again. */
abstract class EventLogContract {
  private EventLog log;

  /** Opens the log of this test, the same each time. */
  abstract EventLog open() throws Exception;

  @BeforeEach
  void openLog() throws Exception {
    log = open();
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  private Applied append(NewEvent event)
      throws ExecutionException, InterruptedException, TimeoutException {
    return log.append(event).get(10, TimeUnit.SECONDS);
  }

  private List<Applied> appendKitchen(int messages) throws Exception {
    List<Applied> applied = new ArrayList<>();
    applied.add(append(roomCreated(1, KITCHEN)));
    for (int i = 0; i < messages; i++) {
      applied.add(append(message(10 + i, KITCHEN, ALICE, "message " + i)));
    }
    return applied;
  }

  private static long seq(Applied applied) {
    return applied.place().seq();
  }

  @Test
  void anEmptyLogIsBeforeItsFirstEvent() {
    assertEquals(Place.START, log.bounds().last());
  }

  @Test
  void numbersEventsFromOneWithoutGapsAndRoomsOnTheirOwn() throws Exception {
    append(roomCreated(1, KITCHEN));
    append(roomCreated(2, ATTIC));
    Applied third = append(message(3, ATTIC, BOB, "up here"));

    assertEquals(3, seq(third));
    assertTrue(third.first());
    var accepted = assertInstanceOf(Outcome.Accepted.class, third.outcome());
    assertEquals(2, accepted.event().number(), "the second event of the attic");
    assertEquals(new RoomBody.MessagePosted("up here"), accepted.event().body());
    assertEquals(third.place(), log.bounds().last());
  }

  @Test
  void whoHoldsAnAcknowledgementFindsTheHeadThere() throws Exception {
    append(roomCreated(1, KITCHEN));
    for (int i = 0; i < 200; i++) {
      Applied applied = append(message(10 + i, KITCHEN, ALICE, "m" + i));
      assertTrue(log.bounds().last().seq() >= seq(applied));
    }
  }

  @Test
  void theSecondToClaimARoomIsRefusedAndKeepsItsPlace() throws Exception {
    append(roomCreated(1, KITCHEN));

    Applied second = append(roomCreated(2, KITCHEN));

    assertEquals(2, seq(second));
    var refused = assertInstanceOf(Outcome.Refused.class, second.outcome());
    assertEquals(ErrorCode.EXISTS, refused.code());
    assertEquals(3, seq(append(message(3, KITCHEN, ALICE, "goes on"))));
  }

  @Test
  void aMessageToNoRoomIsRefused() throws Exception {
    var refused =
        assertInstanceOf(
            Outcome.Refused.class, append(message(1, KITCHEN, ALICE, "anyone?")).outcome());
    assertEquals(ErrorCode.ROOM_UNKNOWN, refused.code());
  }

  @Test
  void anEventThatIsThereAlreadyGivesTheFirstPlaceAndOutcome() throws Exception {
    append(roomCreated(1, KITCHEN));
    Applied first = append(message(2, KITCHEN, ALICE, "once", id(77)));
    append(message(3, KITCHEN, ALICE, "between"));

    Applied sameEvent = append(message(2, KITCHEN, ALICE, "once", id(77)));
    Applied sameClientId = append(message(4, KITCHEN, ALICE, "once", id(77)));

    assertEquals(new Applied(first.place(), first.outcome(), false), sameEvent);
    assertEquals(new Applied(first.place(), first.outcome(), false), sameClientId);
    assertEquals(3, log.bounds().last().seq(), "nothing was added");
  }

  @Test
  void aRefusedEventThatIsSentAgainIsRefusedAlike() throws Exception {
    Applied first = append(message(1, KITCHEN, ALICE, "no room yet", id(9)));
    append(roomCreated(2, KITCHEN));

    Applied again = append(message(3, KITCHEN, ALICE, "no room yet", id(9)));

    assertEquals(first.outcome(), again.outcome());
    assertFalse(again.first());
  }

  @Test
  void remembersClientIdsOverARestart() throws Exception {
    append(roomCreated(1, KITCHEN));
    Applied first = append(message(2, KITCHEN, ALICE, "once", id(77)));

    log.close();
    log = open();

    assertEquals(
        new Applied(first.place(), first.outcome(), false),
        append(message(5, KITCHEN, ALICE, "once", id(77))));
  }

  @Test
  void goesOnAfterARestartWhereItWas() throws Exception {
    Bounds before;
    appendKitchen(20);
    before = log.bounds();

    log.close();
    log = open();

    assertEquals(before, log.bounds());
    assertEquals(22, seq(append(message(100, KITCHEN, BOB, "back"))));
  }

  @Test
  void theCheckOfAPlaceDependsOnAllThatCameBefore() throws Exception {
    List<Applied> applied = appendKitchen(50);
    Set<Integer> checks = ConcurrentHashMap.newKeySet();
    applied.forEach(event -> checks.add(event.place().check()));

    assertEquals(applied.size(), checks.size());
    assertNotEquals(0, applied.getFirst().place().check());
  }

  @Test
  void handsEveryBatchToAFollowerOnceAndInOrder() throws Exception {
    List<Long> followed = Collections.synchronizedList(new ArrayList<>());
    ReentrantLock alone = new ReentrantLock();
    AtomicBoolean together = new AtomicBoolean();
    CountDownLatch all = new CountDownLatch(301);
    log.follow(
        0,
        batch -> {
          together.compareAndSet(false, !alone.tryLock());
          batch
              .events()
              .forEach(event -> {
                followed.add(seq(event));
                all.countDown();
              });
          alone.unlock();
        });
    append(roomCreated(1, KITCHEN));

    List<CompletableFuture<Applied>> appended = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      appended.add(log.append(message(10 + i, KITCHEN, ALICE, "m" + i)));
    }

    assertTrue(all.await(10, TimeUnit.SECONDS));
    assertEquals(LongStream.rangeClosed(1, 301).boxed().toList(), followed);
    assertFalse(together.get(), "one batch after the other");
    for (int i = 0; i < 300; i++) {
      assertEquals(
          i + 2, seq(appended.get(i).get(10, TimeUnit.SECONDS)), "in the order they were appended");
    }
  }

  @Test
  void aFollowerFromThePastGetsWhatWasBeforeAndAfter() throws Exception {
    List<Applied> applied = appendKitchen(1_200);
    List<Applied> followed = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(applied.size() - 100 + 1);

    log.follow(
        100,
        batch ->
            batch
                .events()
                .forEach(event -> {
                  followed.add(event);
                  all.countDown();
                }));
    Applied last = append(message(5_000, KITCHEN, BOB, "now"));

    assertTrue(all.await(10, TimeUnit.SECONDS));
    List<Applied> expected = new ArrayList<>(applied.subList(100, applied.size()));
    expected.add(last);
    assertEquals(expected, followed);
  }

  @Test
  void aSecondTimeIsNotNewsForAFollower() throws Exception {
    append(roomCreated(1, KITCHEN));
    append(message(2, KITCHEN, ALICE, "once", id(77)));
    List<Long> followed = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch one = new CountDownLatch(1);
    log.follow(
        2,
        batch -> {
          batch.events().forEach(event -> followed.add(seq(event)));
          one.countDown();
        });

    append(message(3, KITCHEN, ALICE, "once", id(77)));
    append(message(4, KITCHEN, ALICE, "news"));

    assertTrue(one.await(10, TimeUnit.SECONDS));
    assertEquals(List.of(3L), followed);
  }

  @Test
  void timeDoesNotRunBackwardsInARoomByLessThanFiveSeconds() throws Exception {
    append(roomCreated(10_000, KITCHEN)); // the cast's clock: the number is its milliseconds
    Applied late = append(message(9_000, KITCHEN, ALICE, "a second behind"));
    Applied veryLate = append(message(1_000, KITCHEN, ALICE, "nine seconds behind"));

    assertEquals(1_795_000_010_000L, time(late));
    assertEquals(1_795_000_001_000L, time(veryLate), "a larger step stays honest");
  }

  private static long time(Applied applied) {
    return assertInstanceOf(Outcome.Accepted.class, applied.outcome()).event().time().millis();
  }
}
