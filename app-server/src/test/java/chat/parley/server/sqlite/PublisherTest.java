package chat.parley.server.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.testing.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private final Publisher publisher = new Publisher();
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() throws InterruptedException {
    assertTrue(publisher.stop());
  }

  @Test
  void doesItHereIfNothingIsBefore() {
    List<Thread> threads = new ArrayList<>();

    assertTrue(publisher.now(() -> threads.add(Thread.currentThread())));

    assertEquals(List.of(Thread.currentThread()), threads);
  }

  @Test
  void doesNothingBeforeWhatWasGivenBefore() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    publisher.later(() -> Await.until("it is let go", () -> hold.getCount() == 0));
    publisher.later(() -> done.add("first"));

    assertFalse(publisher.now(() -> done.add("too soon")));
    publisher.later(() -> done.add("second"));
    hold.countDown();
    assertTrue(publisher.stop());

    assertEquals(List.of("first", "second"), done);
  }

  @Test
  void goesOnAfterAFailure() {
    assertEquals(
        "a defect",
        assertThrows(
                IllegalStateException.class,
                () ->
                    publisher.now(() -> {
                      throw new IllegalStateException("a defect");
                    }))
            .getMessage());

    assertTrue(publisher.now(() -> done.add("next")));
    assertEquals(List.of("next"), done);
  }

  /** One that publishes, and now and then others who have something done in between. */
  @Test
  void neverDoesTwoThingsAtOnceAndKeepsTheOrderOfWhoGives() throws Exception {
    int publications = 20_000;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger together = new AtomicInteger();
    List<Integer> order = new ArrayList<>();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 200; i++) {
                publisher.later(() -> count(inside, together));
              }
            });
    for (int i = 0; i < publications; i++) {
      int number = i;
      Runnable publication =
          () -> {
            order.add(number);
            count(inside, together);
          };
      if (i % 500 == 0) {
        Await.until("nothing is before", () -> publisher.now(publication));
      } else if (i % 7 == 0 || !publisher.now(publication)) {
        publisher.later(publication);
      }
    }
    other.join();
    assertTrue(publisher.stop());

    assertEquals(0, together.get());
    assertEquals(IntStream.range(0, publications).boxed().toList(), order);
  }

  private static void count(AtomicInteger inside, AtomicInteger together) {
    if (inside.incrementAndGet() > 1) {
      together.incrementAndGet();
    }
    inside.decrementAndGet();
  }
}
