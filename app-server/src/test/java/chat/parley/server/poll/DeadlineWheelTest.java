package chat.parley.server.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeadlineWheelTest {
  private static final int PARKERS = 3;
  private static final int PARKINGS = 30_000;

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
    long place = alice.tick();
    Parking second = alice.park(wheel, 25_000);
    assertEquals(place, alice.tick());

    assertEquals(List.of(), wheel.advanceTo(6_000));
    assertTrue(place < alice.tick());
    assertEquals(List.of(second), wheel.all());
    assertEquals(List.of(), wheel.advanceTo(25_000));
    assertEquals(List.of(second), wheel.advanceTo(25_100));
  }

  @Test
  void findsAnEarlierDeadlineThatComesLater() {
    Client alice = new Client();
    Parking late = alice.park(wheel, 25_000);
    Parking early = alice.park(wheel, 1_000);

    assertEquals(List.of(early), wheel.advanceTo(1_100));
    alice.end(early);
    assertEquals(List.of(late), wheel.all());
    assertEquals(List.of(late), wheel.advanceTo(25_100));
  }

  @Test
  void findsNothingOfWhoHasGone() {
    Client alice = new Client();
    alice.end(alice.park(wheel, 1_000));
    alice.letGo();

    assertEquals(List.of(), wheel.all());
    assertEquals(List.of(), wheel.advanceTo(2_000));
  }

  /**
   * Waiters of the same clients park and leave on some threads while time passes on another: each
   * that stays is found in the tick after its deadline, or after it came, and none before.
   */
  @Test
  void findsEachInItsTickWhateverHappensBesides() throws Exception {
    List<Client> clients = Stream.generate(Client::new).limit(4).toList();
    AtomicLong passed = new AtomicLong(); // the wheel has been advanced to here
    AtomicBoolean over = new AtomicBoolean();
    List<String> wrong = new CopyOnWriteArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(PARKERS + 1)) {
      Future<?> time =
          threads.submit(() -> {
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
          });
      List<Future<?>> parkers = new ArrayList<>();
      for (int number = 0; number < PARKERS; number++) {
        Random random = new Random(number);
        parkers.add(
            threads.submit(() -> {
              for (int i = 0; i < PARKINGS; i++) {
                wrong.addAll(parkOnce(clients, passed, random));
              }
            }));
      }
      for (Future<?> parker : parkers) {
        parker.get();
      }
      over.set(true);
      time.get();
    }
    assertEquals(List.of(), wrong);
  }

  private List<String> parkOnce(List<Client> clients, AtomicLong passed, Random random) {
    Client client = clients.get(random.nextInt(clients.size()));
    long deadline = passed.get() + random.nextInt(2_000);
    boolean stays = random.nextInt(4) > 0;
    Parking parking = client.park(wheel, deadline);
    long last = Math.max(deadline, passed.get()) + 2 * DeadlineWheel.TICK_MILLIS;
    while (stays && !parking.isOver() && passed.get() <= last) {
      Thread.onSpinWait();
    }
    boolean found = parking.isOver();
    client.end(parking);
    return stays && !found ? List.of("missed until " + last + ", due at " + deadline) : List.of();
  }
}
