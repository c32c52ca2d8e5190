package chat.parley.desktop.ui.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.desktop.testing.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplicedListTest {
  private final SplicedList<String> list = new SplicedList<>();
  private final Replay<String> replay = new Replay<>(list);

  @Test
  void aStretchIsReplacedAsOneChange() {
    list.splice(0, 0, List.of("a", "b", "c", "d"));

    list.splice(1, 3, List.of("x", "y", "z"));

    assertEquals(List.of("a", "x", "y", "z", "d"), list);
    assertEquals(2, replay.changes());
    replay.expectSame();
  }

  @Test
  void nothingPutInThePlaceOfNothingIsNoChange() {
    list.splice(0, 0, List.of("a"));

    list.splice(1, 1, List.of());

    assertEquals(1, replay.changes());
  }

  @Test
  void emptyingAnEmptyListIsNoChange() {
    list.clear();
    list.addAll(0, List.of());

    assertEquals(0, replay.changes());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatItTellsOfItsChangesLeadsToWhatItHolds(long seed) {
    Random random = new Random(seed);
    List<String> plain = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      change(random, step, plain);

      assertEquals(plain, list, "seed " + seed + ", step " + step);
      replay.expectSame();
    }
  }

  /** The same done to both. */
  private void change(Random random, int step, List<String> plain) {
    int from = random.nextInt(plain.size() + 1);
    int to = from + random.nextInt(plain.size() - from + 1);
    List<String> others = words(random, step);
    switch (from == to ? 0 : random.nextInt(6)) {
      case 1 -> {
        list.set(from, "set " + step);
        plain.set(from, "set " + step);
      }
      case 2 -> {
        list.remove(from);
        plain.remove(from);
      }
      case 3 -> {
        list.add(from, "add " + step);
        plain.add(from, "add " + step);
      }
      case 4 -> {
        list.setAll(others);
        plain.clear();
        plain.addAll(others);
      }
      default -> {
        list.splice(from, to, others);
        plain.subList(from, to).clear();
        plain.addAll(from, others);
      }
    }
  }

  private static List<String> words(Random random, int step) {
    return IntStream.range(0, random.nextInt(6)).mapToObj(i -> step + "-" + i).toList();
  }
}
