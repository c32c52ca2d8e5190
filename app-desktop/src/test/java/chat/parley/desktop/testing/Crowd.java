package chat.parley.desktop.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Several people who write at the same time, each one message after the other. */
public final class Crowd implements AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<Chatter> people = new ArrayList<>();
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

  public Crowd(int port, int count) {
    for (int i = 0; i < count; i++) {
      people.add(new Chatter(port));
    }
  }

  /**
   * Writes messages, which all are different; they are known by this word and a number.
   *
   * @param perSecond how many all of them write together
   * @param room of each
   */
  public void say(String word, int count, double perSecond, IntFunction<String> room) {
    long begun = System.nanoTime();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      int person = i;
      all.add(
          CompletableFuture.runAsync(
              () -> {
                for (int number = person; number < count; number += people.size()) {
                  until(begun + (long) (number / perSecond * NANOS_PER_SECOND));
                  String text = Sayings.of(word + number, number);
                  people.get(person).say("person" + person, text, room.apply(number));
                  acknowledged.put(word + number, System.nanoTime());
                }
              },
              Await.THREADS));
    }
    all.forEach(CompletableFuture::join);
  }

  private static void until(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** When the server had said that it has a message, by the word that it is known by. */
  public long acknowledgedNanos(String known) {
    return Objects.requireNonNull(acknowledged.get(known), known);
  }

  /**
   * Checks that nothing of what was said is missing, doubled, or out of its writer's order.
   *
   * @param people how many wrote it
   */
  public static void checkComplete(String word, int count, int people, List<String> texts) {
    List<Integer> numbers =
        texts.stream()
            .map(Sayings::word)
            .filter(known -> known.startsWith(word))
            .map(known -> Integer.parseInt(known.substring(word.length())))
            .toList();
    assertEquals(count, numbers.size(), "as many are there as were written");
    int[] last = new int[people];
    Arrays.fill(last, -1);
    for (int number : numbers) {
      assertTrue(last[number % people] < number, () -> number + " is out of its writer's order");
      last[number % people] = number;
    }
  }

  @Override
  public void close() {
    people.forEach(Chatter::close);
  }
}
