package chat.parley.bench.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class EachStepTest {
  private static final int STEPS_MIN = 15; // none of those that there are is left out

  /** Once each, in this process: that it works, not how long it takes. */
  private static final Options ONCE =
      new OptionsBuilder()
          .mode(Mode.SingleShotTime)
          .forks(0)
          .warmupIterations(0)
          .measurementIterations(1)
          .shouldFailOnError(true)
          .verbosity(VerboseMode.SILENT)
          .build();

  @Test
  void eachStepThatIsMeasuredWorks() throws RunnerException {
    System.setProperty("jmh.ignoreLock", "true"); // somebody may be measuring in another process
    Collection<RunResult> results = new Runner(ONCE).run();
    Set<String> ran =
        results.stream()
            .map(result -> result.getParams().getBenchmark())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> known =
        BenchmarkList.defaultList().getAll(null, java.util.List.of()).stream()
            .map(entry -> entry.getUsername())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(known, ran);
    assertTrue(ran.size() >= STEPS_MIN, ran.toString());
  }
}
