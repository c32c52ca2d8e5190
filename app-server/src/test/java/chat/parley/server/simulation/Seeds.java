package chat.parley.server.simulation;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * The seeds that a simulation is run with: {@code -Dparley.simulation.seed=N} is that one, {@code
 * -Dparley.simulation.seeds=N} that many.
 */
final class Seeds {
  private Seeds() {}

  /** What is done with a seed: everyone acts, then everyone is given time, then it is judged. */
  interface Run extends AutoCloseable {
    void live() throws Exception;

    void calmDown() throws Exception;

    void judge() throws Exception;

    @Override
    void close();
  }

  /** Makes what a seed decides, in a folder of its own. */
  interface Beginning {
    Run begin(Path folder, Random random) throws Exception;
  }

  /** So many, unless it is said otherwise. */
  static LongStream upTo(long many) {
    Long one = Long.getLong("parley.simulation.seed");
    return one != null
        ? LongStream.of(one)
        : LongStream.rangeClosed(1, Long.getLong("parley.simulation.seeds", many));
  }

  /** Runs one, and says how to run it again if it fails. */
  static void run(long seed, Path folder, Beginning beginning) throws Exception {
    try (Run run = beginning.begin(folder.resolve("seed-" + seed), new Random(seed))) {
      run.live();
      run.calmDown();
      run.judge();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "Seed " + seed + " failed; run it alone with -Dparley.simulation.seed=" + seed, e);
    }
  }
}
