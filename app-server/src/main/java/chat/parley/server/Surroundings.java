package chat.parley.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a server takes from the world around it.
 *
 * @param clock the time of day
 * @param monotonicMillis a clock that never runs backwards
 * @param random for ids, salts and keys
 * @param onFatal told once, with a sentence, when the storage failed for good and the server should
 *     be ended
 */
public record Surroundings(
    InstantSource clock,
    LongSupplier monotonicMillis,
    SecureRandom random,
    Consumer<String> onFatal) {

  /** The real ones; a fatal failure is only logged. */
  public static Surroundings real() {
    return new Surroundings(
        Clock.systemUTC(),
        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
        new SecureRandom(),
        sentence -> {});
  }

  public Surroundings withOnFatal(Consumer<String> listener) {
    return new Surroundings(clock, monotonicMillis, random, listener);
  }
}
