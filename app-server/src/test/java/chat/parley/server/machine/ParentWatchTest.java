package chat.parley.server.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The parent ends, or only looks as if it had. */
class ParentWatchTest {
  private static final long MAVEN = 4711;
  private static final long INIT = 1;

  private final Deque<Runnable> later = new ArrayDeque<>();
  private Optional<Long> parent = Optional.of(MAVEN);
  private CompletableFuture<Object> ended = new CompletableFuture<>();
  private int ends;

  private final class FakeParents implements ParentWatch.Parents {
    @Override
    public Optional<Long> current() {
      return parent;
    }

    @Override
    public CompletableFuture<?> ended(long of) {
      assertEquals(MAVEN, of);
      return ended;
    }
  }

  private void watch() {
    new ParentWatch(MAVEN, new FakeParents(), later::add, () -> ends++).watch();
  }

  @Test
  void endsWithItsParent() {
    watch();
    assertEquals(0, ends);
    parent = Optional.of(INIT);

    ended.complete(MAVEN);

    assertEquals(1, ends);
    assertEquals(0, later.size());
  }

  @Test
  void goesOnWhileNoFileCanBeOpenedToLookForTheParent() {
    watch();
    parent = Optional.empty();
    ended.complete(MAVEN);
    assertEquals(0, ends);

    later.remove().run();
    assertEquals(0, ends);
    parent = Optional.of(MAVEN);
    ended = new CompletableFuture<>();
    later.remove().run();
    assertEquals(0, ends);
    assertEquals(0, later.size());

    parent = Optional.of(INIT);
    ended.complete(MAVEN);
    assertEquals(1, ends);
  }
}
