package chat.parley.desktop.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a conversation takes from the world around it.
 *
 * @param clock the time of day
 * @param monotonicNanos a clock that never runs backwards; on some systems it stands still while
 *     the computer sleeps
 * @param random for ids and for spreading what many do at once
 * @param look how often the clocks are looked at while something is waited for
 * @param task what runs the poll loop; the app wraps it so that windows can watch it
 */
public record Surroundings(
    InstantSource clock,
    LongSupplier monotonicNanos,
    RandomGenerator random,
    Duration look,
    Function<SyncLoop, Runnable> task) {
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** The real ones, with the poll loop as a task of JavaFX, whose toolkit has to be running. */
  public static Surroundings real(RandomGenerator random) {
    return new Surroundings(Clock.systemUTC(), System::nanoTime, random, LOOK, PollTask::new);
  }

  /** The same without JavaFX. */
  public Surroundings withoutToolkit() {
    return new Surroundings(clock, monotonicNanos, random, look, loop -> loop::run);
  }
}
