package chat.parley.server.poll;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who are to be woken, by who looks after them. For one thread. */
final class Wakes {
  private final List<Together> all = new ArrayList<>(); // hardly more than there are processors

  /** Those whom one loop looks after, or none does: each by itself, or all of a line. */
  private record Together(
      @Nullable EventLoop loop, List<Parking> parkings, List<Iterator<Parking>> lines) {}

  void add(Parking parking) {
    of(parking.waiter().loop()).parkings().add(parking);
  }

  /**
   * Adds all of a line that was taken, without a look at them: that is quicker where they were
   * touched last.
   */
  void add(Stand.Line line) {
    if (line.first != null) {
      of(line.loop).lines().add(new OfLine(line.first));
    }
  }

  @SuppressWarnings("ReferenceEquality") // a loop is itself and no other
  private Together of(@Nullable EventLoop loop) {
    for (Together together : all) {
      if (together.loop() == loop) {
        return together;
      }
    }
    Together more = new Together(loop, new ArrayList<>(), new ArrayList<>());
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
      Consumer<Iterator<Parking>> wake =
          loop == null
              ? some -> executor.execute(() -> some.forEachRemaining(outside))
              : some -> loop.run(new OneByOne(some, inLoop));
      if (!together.parkings().isEmpty()) {
        wake.accept(together.parkings().iterator());
      }
      together.lines().forEach(wake);
    }
  }

  private record OneByOne(Iterator<Parking> parkings, Consumer<Parking> wake)
      implements EventLoop.Pieces {
    @Override
    public boolean next() {
      boolean more = parkings.hasNext();
      if (more) {
        wake.accept(parkings.next());
      }
      return more;
    }
  }

  /** The parkings of a line, which fall apart behind it. */
  private static final class OfLine implements Iterator<Parking> {
    private @Nullable Stand rest;

    OfLine(Stand first) {
      rest = first;
    }

    @Override
    public boolean hasNext() {
      return rest != null;
    }

    @Override
    public Parking next() {
      Stand stand = rest;
      if (stand == null) {
        throw new NoSuchElementException();
      }
      rest = stand.letGo();
      return stand.parking;
    }
  }
}
