package chat.parley.server.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.model.ClientId;
import chat.parley.server.testing.Cast;
import chat.parley.server.testing.TestStorage;
import chat.parley.server.testing.VirtualTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesStressTest {
  private static final List<Owner> OWNERS =
      List.of(owner(Cast.ALICE), owner(Cast.BOB), owner(Cast.CAROL));
  private static final List<String> ROOMS = List.of(Cast.KITCHEN, Cast.ATTIC);
  private static final int THREADS = 16;
  private static final int STEPS = 1_000;

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime();

  private static Owner owner(String name) {
    return Owner.guest(new ClientId(name));
  }

  @Test
  void whatIsOnDiskIsWhatIsInMemoryHoweverManyMoveAndForgetAtOnce() throws Exception {
    try (TestStorage storage = TestStorage.open(folder);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      Places places = Places.load(storage.database(), time);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(i);
        running.add(threads.submit(() -> moveAndForget(places, random)));
      }
      for (Future<?> thread : running) {
        thread.get(60, TimeUnit.SECONDS);
      }
      places.flush().get(10, TimeUnit.SECONDS);

      Places onDisk = Places.load(storage.database(), time);
      for (Owner owner : OWNERS) {
        for (String room : ROOMS) {
          assertEquals(places.get(owner, room), onDisk.get(owner, room), owner + " in " + room);
        }
      }
    }
  }

  private static void moveAndForget(Places places, Random random) {
    for (int i = 0; i < STEPS; i++) {
      Owner owner = OWNERS.get(random.nextInt(OWNERS.size()));
      String room = ROOMS.get(random.nextInt(ROOMS.size()));
      String cursor = "cursor" + random.nextInt(1_000_000);
      switch (random.nextInt(4)) {
        case 0, 1 -> places.first(owner, List.of(room), cursor).join();
        case 2 -> places.move(owner, List.of(room), cursor);
        default -> {
          places.forget(owner);
          places.flush().join();
        }
      }
    }
  }
}
