package chat.parley.server.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import chat.parley.model.Message;
import chat.parley.model.fold.RoomFold;
import chat.parley.model.fold.RoomHead;
import chat.parley.server.event.Applied;
import chat.parley.server.event.Outcome;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replica that folds the accepted room events has, after every event, exactly what the server's
 * tables have.
 */
class ConvergenceTest {
  private static final List<String> ROOMS = List.of(Cast.KITCHEN, Cast.ATTIC, "cellar");
  private static final List<String> PEOPLE = List.of(Cast.ALICE, Cast.BOB, Cast.CAROL);

  @TempDir private Path folder;

  /** What a member of every room keeps. */
  private static final class Replica {
    final Map<String, RoomHead> rooms = new HashMap<>();
    final Map<String, List<Message>> messages = new HashMap<>();

    void take(Applied applied) {
      if (applied.outcome() instanceof Outcome.Accepted accepted) {
        String room = accepted.event().room();
        RoomFold.Step step = RoomFold.fold(rooms.get(room), accepted.event());
        rooms.put(room, step.head());
        if (step.message() != null) {
          messages.computeIfAbsent(room, name -> new ArrayList<>()).add(step.message());
        }
      }
    }
  }

  @Test
  void aReplicaEqualsTheTablesAfterEveryEvent() throws Exception {
    Random random = new Random(20_261_123);
    Replica replica = new Replica();
    try (TestStorage storage = TestStorage.open(folder)) {
      Queries queries = new Queries(storage.database());
      for (int i = 1; i <= 400; i++) {
        Applied applied = storage.log().append(anything(i, random)).get(10, TimeUnit.SECONDS);
        replica.take(applied);
        assertEqual(replica, queries, "after event " + i);
      }
    }
  }

  @Test
  void aReplicaThatBeginsLateCatchesUp() throws Exception {
    Random random = new Random(7);
    try (TestStorage storage = TestStorage.open(folder)) {
      Queries queries = new Queries(storage.database());
      for (int i = 1; i <= 700; i++) {
        assertInstanceOf(
            Applied.class, storage.log().append(anything(i, random)).get(10, TimeUnit.SECONDS));
      }
      Replica replica = new Replica();
      var caughtUp = new java.util.concurrent.CountDownLatch(700);
      storage
          .log()
          .follow(
              0,
              batch ->
                  batch
                      .events()
                      .forEach(event -> {
                        replica.take(event);
                        caughtUp.countDown();
                      }));
      assertEquals(true, caughtUp.await(10, TimeUnit.SECONDS));
      assertEqual(replica, queries, "after all events");
    }
  }

  private static chat.parley.server.event.NewEvent anything(int number, Random random) {
    String room = ROOMS.get(random.nextInt(ROOMS.size()));
    if (random.nextInt(8) == 0) {
      return Cast.roomCreated(number, room); // refused when it is there already
    }
    String person = PEOPLE.get(random.nextInt(PEOPLE.size()));
    return Cast.message(number, room, person, "message " + number + " 😀\n" + random.nextLong());
  }

  private static void assertEqual(Replica replica, Queries queries, String when) {
    Map<String, RoomHead> tables = new HashMap<>();
    queries.rooms().forEach(head -> tables.put(head.room(), head));
    assertEquals(replica.rooms, tables, when);
    for (String room : tables.keySet()) {
      List<Message> stored =
          queries.oldest(room, 0, Long.MAX_VALUE, 1_000).entries().stream()
              .map(Entry::message)
              .toList();
      assertEquals(replica.messages.getOrDefault(room, List.of()), stored, room + " " + when);
    }
  }
}
