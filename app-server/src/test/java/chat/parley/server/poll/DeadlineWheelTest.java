package chat.parley.server.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineWheelTest {
  private static final int PARKERS = 3;
  private static final int PARKINGS = 10_000;

  private final DeadlineWheel wheel = new DeadlineWheel(0);

  /** Someone with any number of waiters. */
  private static final class Client extends Timed {
    final List<Waiter> waiters = new CopyOnWriteArrayList<>();

    @Override
    List<Waiter> waiters() {
      return waiters;
    }

    Parking park(DeadlineWheel wheel, long deadlineMillis) {
      Waiting waiter = new Waiting(this, deadlineMillis);
      Parking parking = new Parking(waiter);
      waiter.parking(parking);
      waiters.add(waiter);
      wheel.add(parking);
      return parking;
    }

    void end(Parking parking) {
      parking.claim();
      waiters.remove(parking.waiter());
    }
  }

  private static final class Waiting extends Waiter {
    private final Client client;

    Waiting(Client client, long deadlineMillis) {
      super(deadlineMillis);
      this.client = client;
    }

    @Override
    Timed timed() {
      return client;
    }

    @Override
    List<String> keys() {
      return List.of();
    }

    @Override
    void woken(Wake why) {}
  }

  @Test
  void whoPollsAllTheTimeKeepsItsPlaceUntilThatTickComes() {
    Client alice = new Client();
    alice.end(alice.park(wheel, 5_000));
    DeadlineWheel.Entry place = alice.entry();
    Parking second = alice.park(wheel, 25_000);
    assertSame(place, alice.entry());

    assertEquals(List.of(), wheel.advanceTo(6_000));
    assertNotSame(place, alice.entry());
    assertEquals(List.of(second), wheel.all());
    assertEquals(List.of(), wheel.advanceTo(25_000));
    assertEquals(List.of(second), wheel.advanceTo(25_100));
  }

  @Test
  void findsAnEarlierDeadlineThatComesLater() {
    Client alice = new Client();
    Parking late = alice.park(wheel, 25_000);
    Parking early = alice.park(wheel, 1_000);
    assertEquals(List.of(late, early), wheel.all());

    assertEquals(List.of(early), wheel.advanceTo(1_100));
    alice.end(early);
    assertEquals(List.of(late), wheel.all());
    assertEquals(List.of(late), wheel.advanceTo(25_100));
  }

  /** The computer slept, and whoever parks is quicker than the thread that advances the wheel. */
  @ParameterizedTest
  @ValueSource(longs = {1_000, 50_000, 78_000, 102_300, 102_400, 150_000, 32_400_000})
  void findsWhoParksAfterALeapAndBeforeTheWheelKnows(long leapMillis) {
    for (long timeout = 0; timeout <= 60_000; timeout += 2_500) {
      DeadlineWheel slept = new DeadlineWheel(0);
      Client alice = new Client();
      Parking parking = alice.park(slept, leapMillis + timeout);

      List<Parking> found = new ArrayList<>(slept.advanceTo(leapMillis));
      assertEquals(List.of(parking), slept.all(), "timeout " + timeout);
      found.addAll(slept.advanceTo(leapMillis + timeout));
      assertEquals(List.of(), found, "timeout " + timeout);
      assertEquals(List.of(parking), slept.advanceTo(leapMillis + timeout + 100));
    }
  }

  @Test
  void keepsNobodyInMemoryWhoHasGoneOrWhoseTimeHasPassed() {
    Client alice = new Client();
    Client bob = new Client();
    Client carol = new Client();
    alice.park(wheel, 1_000);
    bob.park(wheel, 1_000);
    carol.park(wheel, 1_000);
    List<DeadlineWheel.Entry> entries =
        Stream.of(alice, bob, carol).map(Timed::entry).filter(Objects::nonNull).toList();
    alice.letGo();

    assertNull(alice.entry());
    assertEquals(2, wheel.all().size());
    assertEquals(2, wheel.advanceTo(2_000).size());
    assertNull(bob.entry());
    for (DeadlineWheel.Entry entry : entries) {
      assertNull(entry.letGo(), "it leads to another");
    }
    assertEquals(3, entries.size());
  }

  /**
   * Waiters of the same clients park and leave on some threads while time passes on another: each
   * that stays is found in the tick after its deadline, or after it came, and none before.
   */
  @Test
  @Timeout(60)
  void findsEachInItsTickWhateverHappensBesides() throws Exception {
    List<Client> clients = Stream.generate(Client::new).limit(4).toList();
    AtomicLong passed = new AtomicLong(); // the wheel has been advanced to here
    AtomicBoolean over = new AtomicBoolean();
    List<String> wrong = new CopyOnWriteArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(PARKERS + 1)) {
      Future<?> time = threads.submit(() -> passTime(passed, over, wrong));
      List<Future<?>> parkers = new ArrayList<>();
      for (int number = 0; number < PARKERS; number++) {
        Random random = new Random(number);
        parkers.add(
            threads.submit(() -> {
              for (int i = 0; i < PARKINGS && !time.isDone(); i++) {
                parkOnce(clients, passed, random, wrong);
              }
            }));
      }
      try {
        for (Future<?> parker : parkers) {
          parker.get();
        }
      } finally {
        over.set(true);
      }
      time.get();
    }
    assertEquals(List.of(), wrong);
  }

  private void passTime(AtomicLong passed, AtomicBoolean over, List<String> wrong) {
    while (!over.get()) {
      long now = passed.get() + DeadlineWheel.TICK_MILLIS;
      for (Parking parking : wheel.advanceTo(now)) {
        if (parking.waiter().deadlineMillis() >= now) {
          wrong.add("at " + now + ", due at " + parking.waiter().deadlineMillis());
        }
        parking.claim();
      }
      passed.set(now);
    }
  }

  private void parkOnce(
      List<Client> clients, AtomicLong passed, Random random, List<String> wrong) {
    Client client = clients.get(random.nextInt(clients.size()));
    long deadline = passed.get() + random.nextInt(2_000);
    boolean stays = random.nextInt(4) > 0;
    Parking parking = client.park(wheel, deadline);
    long last = Math.max(deadline, passed.get()) + 2 * DeadlineWheel.TICK_MILLIS;
    while (stays && !parking.isOver() && passed.get() <= last) {
      LockSupport.parkNanos(1);
    }
    if (stays && !parking.isOver()) {
      wrong.add("missed until " + last + ", due at " + deadline);
    }
    client.end(parking);
  }
}
