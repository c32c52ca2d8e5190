package chat.parley.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AheadTest {
  /** A program that does not need what was begun. */
  static final class DoesNothingElse {
    private DoesNothingElse() {}

    static void main() throws InterruptedException {
      Ahead.begin().join();
      System.out.print("ended");
    }
  }

  @Test
  void whatFailsAheadIsNotToldBeforeItIsNeeded() throws Exception {
    String withoutDatabase =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("sqlite-jdbc"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    withoutDatabase,
                    DoesNothingElse.class.getName()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals("ended", said);
    assertEquals(0, process.waitFor());
  }
}
