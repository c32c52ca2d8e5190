package chat.parley.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.bench.load.Text;
import chat.parley.bench.report.Figure;
import chat.parley.bench.report.Findings;
import chat.parley.bench.subject.RawNio;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FanOutTest {
  private static final int WAITERS = 50;

  @TempDir private Path folder;

  /** All servers at once, or one after another where that would be too many connections. */
  @ParameterizedTest
  @ValueSource(longs = {100_000, WAITERS})
  void eachMessageReachesEachWhoWaits(long descriptors) throws IOException {
    Bench bench = new Bench(List.of(new RawNio()), folder, 1, 1, 0, new Text(500), progress -> {});
    Findings findings = new FanOut(WAITERS, descriptors).run(bench); // fails if one is lost
    Figure rate = Figure.more("deliveries a second", "");
    assertEquals(1, findings.rounds("raw java.nio", rate).size());
    assertTrue(findings.median("raw java.nio", rate) > 0);
  }
}
