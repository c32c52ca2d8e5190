package chat.parley.server.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A {@link Counter} for each constant of an enum, and so for no more values than there are.
 *
 * @param <E> what is told apart
 */
public final class CounterBy<E extends Enum<E>> {
  private final Map<E, Counter> counters;

  CounterBy(Class<E> kinds) {
    counters = new EnumMap<>(kinds);
    for (E kind : kinds.getEnumConstants()) {
      counters.put(kind, new Counter());
    }
  }

  public void increment(E kind) {
    Objects.requireNonNull(counters.get(kind)).increment();
  }

  /** Takes each value with its label. */
  interface Sink {
    void take(double value, String label);
  }

  void forEach(Sink sink) {
    counters.forEach((kind, counter) ->
        sink.take((double) counter.value(), kind.name().toLowerCase(Locale.ROOT)));
  }
}
