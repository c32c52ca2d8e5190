package chat.parley.server.poll;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandTest {
  private static Stand stand() {
    Waiter waiter =
        new Waiter(0) {
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
    Stand first = stand();
    Stand second = stand();
    queue.add(first);
    queue.add(second);

    assertSame(first, queue.take(7));
    assertTrue(queue.isTaken());
    assertNull(queue.take(7), "nor does the queue");
    assertSame(second, first.letGo());
    assertNull(first.after);
    assertNull(second.letGo());
    assertNull(second.before);
  }
}
