package chat.parley.server.poll;

import static chat.parley.server.testing.Cast.ATTIC;
import static chat.parley.server.testing.Cast.KITCHEN;
import static chat.parley.server.testing.Cast.posted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.server.metrics.Metrics;
import chat.parley.server.testing.StepExecutor;
import chat.parley.server.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A notifier beside the plainest thing that says who has to be woken, in any order of events. */
class NotifierModelTest {
  private static final int STEPS = 4_000;
  private static final List<String> ROOMS = List.of(KITCHEN, ATTIC, "cellar");

  private final VirtualTime time = new VirtualTime();
  private final StepExecutor executor = new StepExecutor();
  private final Notifier notifier =
      new Notifier(executor, time, new PollMetrics(new Metrics()).woken());
  private final List<Known> parked = new ArrayList<>();
  private final Set<Integer> woken = new TreeSet<>();
  private final List<Client> clients = Stream.generate(Client::new).limit(5).toList();
  private long head;

  /** Some of the waiters. */
  private static final class Client extends Timed {
    final List<Known> waiters = new ArrayList<>();

    @Override
    List<Known> waiters() {
      return waiters;
    }
  }

  /** A waiter and what the model knows of it. */
  private final class Known extends Waiter {
    final int number;
    final Client client;
    final List<String> rooms;

    Known(int number, Client client, List<String> rooms, long deadlineMillis) {
      super(deadlineMillis);
      this.number = number;
      this.client = client;
      this.rooms = rooms;
      client.waiters.add(this);
      examined(head);
    }

    @Override
    List<String> keys() {
      return rooms;
    }

    @Override
    Timed timed() {
      return client;
    }

    @Override
    void woken(Wake why) {
      woken.add(number);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void wakesWhomItHasToAndNobodyElse(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      Set<Integer> due = new TreeSet<>();
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> park(step, random);
        case 3 -> unparkAny(random);
        case 4, 5 -> publish(random, due);
        default -> passTime(random, due);
      }
      executor.runAll();
      assertEquals(due, woken, "seed " + seed + ", step " + step);
      assertEquals(parked.size(), notifier.parked());
      assertEquals(
          parked.stream().flatMap(known -> known.rooms.stream()).distinct().count(),
          notifier.roomsWaitedFor());
      woken.clear();
    }
  }

  private void park(int number, Random random) {
    List<String> rooms = ROOMS.stream().filter(_ -> random.nextBoolean()).toList();
    long deadline = time.getAsLong() + random.nextInt(3_000);
    Client client = clients.get(random.nextInt(clients.size()));
    Known known = new Known(number, client, rooms, deadline);
    assertEquals(true, notifier.park(known), "nobody is behind");
    parked.add(known);
  }

  private void unparkAny(Random random) {
    if (!parked.isEmpty()) {
      Known known = parked.remove(random.nextInt(parked.size()));
      assertEquals(true, notifier.unpark(known));
      known.client.waiters.remove(known);
    }
  }

  private void publish(Random random, Set<Integer> due) {
    head++;
    String room = ROOMS.get(random.nextInt(ROOMS.size()));
    notifier.publish(posted(head, room, "hello"));
    take(due, known -> known.rooms.contains(room));
  }

  private void passTime(Random random, Set<Integer> due) {
    time.advance(Duration.ofMillis(random.nextInt(400)));
    notifier.tick();
    long passed = time.getAsLong() / DeadlineWheel.TICK_MILLIS;
    take(due, known -> known.deadlineMillis() / DeadlineWheel.TICK_MILLIS < passed);
  }

  private void take(Set<Integer> due, Predicate<Known> isDue) {
    parked.removeIf(known -> {
      if (isDue.test(known)) {
        due.add(known.number);
        known.client.waiters.remove(known);
        return true;
      }
      return false;
    });
    parked.forEach(known -> known.examined(head)); // as if each had looked
  }
}
