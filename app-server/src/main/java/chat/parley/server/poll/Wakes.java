package chat.parley.server.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who are to be woken, by who looks after them. For one thread. */
final class Wakes {
  private final List<Together> all = new ArrayList<>(); // hardly more than there are processors
  private @Nullable Together newest;

  private record Together(@Nullable EventLoop loop, List<Parking> parkings) {}

  @SuppressWarnings("ReferenceEquality") // a loop is itself and no other
  void add(Parking parking) {
    EventLoop loop = parking.waiter().loop();
    Together found = newest;
    if (found == null || found.loop() != loop) {
      found = of(loop);
      newest = found;
    }
    found.parkings().add(parking);
  }

  @SuppressWarnings("ReferenceEquality")
  private Together of(@Nullable EventLoop loop) {
    for (Together together : all) {
      if (together.loop() == loop) {
        return together;
      }
    }
    Together more = new Together(loop, new ArrayList<>());
    all.add(more);
    return more;
  }

  /**
   * Has them woken.
   *
   * @param executor where those are woken who are in no loop
   * @param inLoop wakes one in its loop
   * @param outside wakes one elsewhere
   */
  void start(Executor executor, Consumer<Parking> inLoop, Consumer<Parking> outside) {
    for (Together together : all) {
      EventLoop loop = together.loop();
      if (loop == null) {
        executor.execute(() -> together.parkings().forEach(outside));
      } else {
        loop.run(new OneByOne(together.parkings(), inLoop));
      }
    }
  }

  private static final class OneByOne implements EventLoop.Pieces {
    private final List<Parking> parkings;
    private final Consumer<Parking> wake;
    private int done;

    OneByOne(List<Parking> parkings, Consumer<Parking> wake) {
      this.parkings = parkings;
      this.wake = wake;
    }

    @Override
    public boolean next() {
      if (done == parkings.size()) {
        return false;
      }
      wake.accept(parkings.get(done++));
      return true;
    }
  }
}
