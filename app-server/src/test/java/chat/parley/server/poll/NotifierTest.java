package chat.parley.server.poll;

import static chat.parley.server.testing.Cast.ATTIC;
import static chat.parley.server.testing.Cast.KITCHEN;
import static chat.parley.server.testing.Cast.posted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.metrics.CounterBy;
import chat.parley.server.metrics.Metrics;
import chat.parley.server.poll.Waiter.Wake;
import chat.parley.server.testing.StepExecutor;
import chat.parley.server.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NotifierTest {
  private final VirtualTime time = new VirtualTime();
  private final StepExecutor executor = new StepExecutor();
  private final CounterBy<Waiter.Wake> woken = new PollMetrics(new Metrics()).woken();
  private final Notifier notifier = new Notifier(executor, time, woken);

  private class Recorder extends Waiter {
    final List<Wake> wakes = new ArrayList<>();

    private final List<String> keys;

    Recorder(long examined, Duration timeout, String... rooms) {
      super(time.getAsLong() + timeout.toMillis());
      keys = List.of(rooms);
      examined(examined);
    }

    @Override
    List<String> keys() {
      return keys;
    }

    @Override
    void woken(Wake why) {
      wakes.add(why);
    }
  }

  private Recorder waiterIn(String... rooms) {
    return new Recorder(0, Duration.ofSeconds(25), rooms);
  }

  private void tickAfter(Duration step) {
    time.advance(step);
    notifier.tick();
    executor.runAll();
  }

  @Test
  void wakesWhoWaitsForTheRoomOfTheNews() {
    Recorder kitchen = waiterIn(KITCHEN);
    Recorder attic = waiterIn(ATTIC);
    assertTrue(notifier.park(kitchen));
    assertTrue(notifier.park(attic));

    notifier.publish(posted(1, KITCHEN, "hello"));
    executor.runAll();

    assertEquals(List.of(Wake.NEWS), kitchen.wakes);
    assertEquals(List.of(), attic.wakes);
  }

  @Test
  void wakesWhoWaitsForAllRooms() {
    List<Wake> wakes = new ArrayList<>();
    Waiter everywhere =
        new Waiter(time.getAsLong() + 25_000) {
          @Override
          List<String> keys() {
            return new Rooms.All().keys();
          }

          @Override
          void woken(Wake why) {
            wakes.add(why);
          }
        };
    notifier.park(everywhere);

    notifier.publish(posted(1, ATTIC, "hello"));
    executor.runAll();

    assertEquals(List.of(Wake.NEWS), wakes);
  }

  @Test
  void doesNotParkWhoIsBehindWhileSomebodyElseWaitsThere() {
    notifier.park(new Recorder(5, Duration.ofSeconds(25), KITCHEN));
    notifier.publish(posted(6, KITCHEN, "before"));
    notifier.park(new Recorder(6, Duration.ofSeconds(25), KITCHEN));
    Recorder late = new Recorder(5, Duration.ofSeconds(25), KITCHEN);

    assertFalse(notifier.park(late), "event 6 came after what it has examined");
    executor.runAll();
    tickAfter(Duration.ofMinutes(1));
    assertEquals(List.of(), late.wakes, "who is not parked is not woken");
  }

  @Test
  void doesNotParkWhoIsBehindTheNewsOfARoomNobodyWaitedFor() {
    notifier.publish(posted(7, KITCHEN, "nobody waits"));

    assertFalse(notifier.park(new Recorder(6, Duration.ofSeconds(25), KITCHEN)));
    assertTrue(notifier.park(new Recorder(7, Duration.ofSeconds(25), KITCHEN)));
  }

  @Test
  void wakesOnceForTwoRooms() {
    Recorder both = waiterIn(ATTIC, KITCHEN);
    notifier.park(both);

    notifier.publish(posted(1, KITCHEN, "one"));
    notifier.publish(posted(2, ATTIC, "two"));
    executor.runAll();

    assertEquals(List.of(Wake.NEWS), both.wakes);
    assertEquals(0, notifier.roomsWaitedFor(), "nothing is kept of it");
  }

  @Test
  void meetsADeadlineNeverEarlyAndAtMostATickLate() {
    Recorder waiter = new Recorder(0, Duration.ofMillis(5_050), KITCHEN);
    notifier.park(waiter);

    tickAfter(Duration.ofMillis(5_049));
    assertEquals(List.of(), waiter.wakes);
    tickAfter(Duration.ofMillis(DeadlineWheel.TICK_MILLIS));
    assertEquals(List.of(Wake.DEADLINE), waiter.wakes);
    assertEquals(0, notifier.roomsWaitedFor(), "nothing is kept of it");
  }

  @Test
  void meetsAllDeadlinesAfterTheClockLeapt() {
    Recorder soon = new Recorder(0, Duration.ofSeconds(5), KITCHEN);
    Recorder later = new Recorder(0, Duration.ofSeconds(60), KITCHEN);
    notifier.park(soon);
    notifier.park(later);

    tickAfter(Duration.ofHours(9));

    assertEquals(List.of(Wake.DEADLINE), soon.wakes);
    assertEquals(List.of(Wake.DEADLINE), later.wakes);
  }

  @Test
  void doesNotWakeAtTheDeadlineWhoWasWokenByNews() {
    Recorder waiter = waiterIn(KITCHEN);
    notifier.park(waiter);
    notifier.publish(posted(1, KITCHEN, "hello"));
    executor.runAll();

    tickAfter(Duration.ofMinutes(1));

    assertEquals(List.of(Wake.NEWS), waiter.wakes);
  }

  @Test
  void doesNotWakeWhoWasTakenOut() {
    Recorder waiter = waiterIn(KITCHEN);
    notifier.park(waiter);

    assertTrue(notifier.unpark(waiter));
    assertFalse(notifier.unpark(waiter), "only once");
    notifier.publish(posted(1, KITCHEN, "hello"));
    tickAfter(Duration.ofMinutes(1));

    assertEquals(List.of(), waiter.wakes);
  }

  @Test
  void wakesEveryoneWhenItDrainsAndWhoComesLaterToo() {
    Recorder early = waiterIn(KITCHEN);
    notifier.park(early);
    notifier.drain();
    Recorder late = waiterIn(ATTIC);
    notifier.park(late);
    executor.runAll();

    assertEquals(List.of(Wake.DRAINING), early.wakes);
    assertEquals(List.of(Wake.DRAINING), late.wakes);
  }

  @Test
  void mayParkAgainAfterItWasWoken() {
    Recorder waiter = waiterIn(KITCHEN);
    notifier.park(waiter);
    notifier.publish(posted(1, KITCHEN, "one"));
    executor.runAll();
    waiter.examined(1);
    notifier.park(waiter);

    notifier.publish(posted(2, KITCHEN, "two"));
    executor.runAll();

    assertEquals(List.of(Wake.NEWS, Wake.NEWS), waiter.wakes);
  }

  /** What a loop was given; its pieces are done when a test says so. */
  private static final class Given implements EventLoop {
    final List<Pieces> all = new ArrayList<>();

    @Override
    public void run(Pieces pieces) {
      all.add(pieces);
    }
  }

  private Recorder waiterIn(EventLoop loop, String room) {
    return new Recorder(0, Duration.ofSeconds(25), room) {
      @Override
      EventLoop loop() {
        return loop;
      }
    };
  }

  @Test
  void wakesThoseOfALoopThereOneByOneInTheOrderInWhichTheyCame() {
    Given loop = new Given();
    Given other = new Given();
    Recorder first = waiterIn(loop, KITCHEN);
    Recorder elsewhere = waiterIn(other, KITCHEN);
    Recorder second = waiterIn(loop, KITCHEN);
    Recorder inNone = waiterIn(KITCHEN);
    List.of(first, elsewhere, second, inNone).forEach(notifier::park);

    notifier.publish(posted(1, KITCHEN, "hello"));
    executor.runAll();

    assertEquals(List.of(Wake.NEWS), inNone.wakes);
    assertEquals(List.of(List.of(), List.of(), List.of()), wakes(first, second, elsewhere));
    EventLoop.Pieces pieces = loop.all.getFirst();
    assertTrue(pieces.next());
    assertEquals(List.of(List.of(Wake.NEWS), List.of()), wakes(first, second));
    assertTrue(pieces.next());
    assertFalse(pieces.next());
    assertEquals(List.of(List.of(Wake.NEWS), List.of()), wakes(second, elsewhere));
    assertTrue(other.all.getFirst().next());
    assertEquals(List.of(Wake.NEWS), elsewhere.wakes);
    assertEquals(0, notifier.parked());
  }

  private static List<List<Wake>> wakes(Recorder... waiters) {
    return Arrays.stream(waiters).map(waiter -> List.copyOf(waiter.wakes)).toList();
  }

  @Test
  void whoWasWokenInALoopHasExaminedAllBeforeTheFirstNews() {
    Given loop = new Given();
    Recorder both =
        new Recorder(3, Duration.ofSeconds(25), KITCHEN, ATTIC) {
          @Override
          EventLoop loop() {
            return loop;
          }
        };
    notifier.park(both);

    notifier.publish(posted(500, "cellar", "not for them"));
    notifier.publish(posted(501, ATTIC, "one"));
    notifier.publish(posted(502, KITCHEN, "two"));
    loop.all.forEach(EventLoop.Pieces::next);

    assertEquals(List.of(Wake.NEWS), both.wakes);
    assertEquals(500, both.examinedSeq());
  }

  @Test
  void whoIsInNoLoopExaminesWhatItWouldHave() {
    Recorder kitchen = waiterIn(KITCHEN); // another task may wake it for older news after this
    notifier.park(kitchen);

    notifier.publish(posted(500, KITCHEN, "one"));
    executor.runAll();

    assertEquals(0, kitchen.examinedSeq());
  }

  @Test
  void doesNotWakeWhoWentWhileALoopWasAtTheOthers() {
    Given loop = new Given();
    Recorder stays = waiterIn(loop, KITCHEN);
    Recorder goes = waiterIn(loop, KITCHEN);
    notifier.park(stays);
    notifier.park(goes);
    notifier.publish(posted(1, KITCHEN, "hello"));
    EventLoop.Pieces pieces = loop.all.getFirst();
    pieces.next();

    assertTrue(notifier.unpark(goes));
    pieces.next();

    assertEquals(List.of(List.of(Wake.NEWS), List.of()), wakes(stays, goes));
    assertEquals(0, notifier.roomsWaitedFor(), "nothing is kept of it");
  }

  /**
   * Readers that park, are woken and read on while a writer publishes without a pause: none may
   * sleep through the end.
   */
  @Test
  void losesNoWakeUpBetweenReadingAndParking() throws InterruptedException {
    int events = 20_000;
    int readers = 8;
    AtomicLong head = new AtomicLong();
    CountDownLatch finished = new CountDownLatch(readers);
    Notifier busy = new Notifier(task -> Thread.ofVirtual().start(task), time, woken);
    for (int i = 0; i < readers; i++) {
      String[] rooms = i % 2 == 0 ? new String[] {KITCHEN} : new String[] {KITCHEN, ATTIC};
      new ReadingWaiter(busy, head, events, finished, rooms).readOrPark();
    }

    for (long seq = 1; seq <= events; seq++) {
      head.set(seq);
      busy.publish(posted(seq, KITCHEN, "x"));
    }

    assertTrue(finished.await(20, TimeUnit.SECONDS), "still parked: " + finished.getCount());
    assertEquals(0, busy.roomsWaitedFor());
  }

  private final class ReadingWaiter extends Waiter {
    private final Notifier notifier;
    private final AtomicLong head;
    private final long end;
    private final CountDownLatch finished;
    private final List<String> keys;

    ReadingWaiter(
        Notifier notifier, AtomicLong head, long end, CountDownLatch finished, String... rooms) {
      super(time.getAsLong() + 60_000);
      this.keys = List.of(rooms);
      this.notifier = notifier;
      this.head = head;
      this.end = end;
      this.finished = finished;
    }

    @Override
    List<String> keys() {
      return keys;
    }

    @Override
    void woken(Wake why) {
      readOrPark();
    }

    void readOrPark() {
      boolean parked = false;
      while (!parked) {
        examined(head.get());
        if (examinedSeq() == end) {
          finished.countDown();
          return;
        }
        parked = notifier.park(this);
      }
    }
  }
}
