package chat.parley.server.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.model.ClientId;
import chat.parley.server.testing.TestStorage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
  private static final int CLIENTS = 9_000; // more than twice what the writer's queue holds
  private static final List<String> KITCHEN = List.of("kitchen");

  @TempDir Path folder;

  @Test
  void aCrowdOfFirstPollsLeavesRoomInTheWritersQueue() throws Exception {
    try (TestStorage storage = TestStorage.open(folder)) {
      Places places = Places.load(storage.database(), InstantSource.system());
      List<CompletableFuture<@Nullable Void>> kept = new ArrayList<>();

      for (int i = 0; i < CLIENTS; i++) { // nothing is written yet: they all wait
        kept.add(places.first(client(i), KITCHEN, "cursor-" + i));
      }
      CompletableFuture<Boolean> somethingElse = storage.database().write(session -> true);
      storage.log().follow(0, batch -> {});

      for (CompletableFuture<@Nullable Void> one : kept) {
        one.get(30, TimeUnit.SECONDS);
      }
      assertEquals(true, somethingElse.get(30, TimeUnit.SECONDS));
      Places loaded = Places.load(storage.database(), InstantSource.system());
      for (int i = 0; i < CLIENTS; i++) {
        assertEquals("cursor-" + i, loaded.get(client(i), "kitchen"));
      }
    }
  }

  @Test
  void aPlaceMovedWhileAnotherIsWrittenIsWrittenNext() throws Exception {
    try (TestStorage storage = TestStorage.open(folder)) {
      Places places = Places.load(storage.database(), InstantSource.system());
      CompletableFuture<@Nullable Void> first = places.first(client(1), KITCHEN, "old");
      storage.log().follow(0, batch -> {});
      first.get(30, TimeUnit.SECONDS);

      places.move(client(1), KITCHEN, "new");
      places.flush().get(30, TimeUnit.SECONDS);

      Places loaded = Places.load(storage.database(), InstantSource.system());
      assertEquals("new", loaded.get(client(1), "kitchen"));
    }
  }

  private static Owner client(int number) {
    return Owner.guest(new ClientId("person-" + number));
  }
}
