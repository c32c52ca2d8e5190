package chat.parley.server.poll;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandTest {
  private static Stand stand(@Nullable EventLoop loop) {
    Waiter waiter =
        new Waiter(0) {
          @Override
          @Nullable EventLoop loop() {
            return loop;
          }

          @Override
          void woken(Wake why) {}

          @Override
          List<String> keys() {
            return List.of("kitchen");
          }
        };
    Stand stand = new Parking(waiter).stands();
    assertNotNull(stand);
    return stand;
  }

  @Test
  void thoseOfAQueueThatWasTakenDoNotKeepOneAnother() {
    Stand.Queue queue = new Stand.Queue(0);
    Stand first = stand(null);
    Stand second = stand(null);
    queue.add(first);
    queue.add(second);

    Stand.Line line = queue.take(7);
    assertNotNull(line);
    assertSame(first, line.first);
    assertTrue(queue.isTaken());
    assertNull(queue.take(7), "nor does the queue");
    assertSame(second, first.letGo());
    assertNull(first.after);
    assertNull(second.letGo());
    assertNull(second.before);
  }

  @Test
  void thoseOfALoopStandTogether() {
    EventLoop loop = _ -> {};
    Stand.Queue queue = new Stand.Queue(0);
    Stand first = stand(loop);
    Stand other = stand(null);
    Stand second = stand(loop);
    Stand third = stand(loop);
    List.of(first, other, second, third).forEach(queue::add);
    queue.remove(second);
    queue.remove(other);
    assertFalse(queue.isEmpty());

    Stand.Line none = queue.take(7);
    assertNotNull(none);
    assertNull(none.first);
    Stand.Line line = none.next;
    assertNotNull(line);
    assertSame(loop, line.loop);
    assertSame(first, line.first);
    assertSame(third, first.letGo());
    assertNull(third.letGo());
    assertTrue(queue.isEmpty());
  }

  @Test
  void whoLeavesLastLeavesNobody() {
    Stand.Queue queue = new Stand.Queue(0);
    Stand first = stand(null);
    Stand second = stand(null);
    queue.add(first);
    queue.add(second);
    queue.remove(second);
    queue.remove(first);
    assertTrue(queue.isEmpty());
    assertFalse(first.isInQueue());
  }
}
