package chat.parley.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler does not see. */
class SourceStyleTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int LINES_MAX = 400;

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }

  private static List<String> offenders(java.util.function.Predicate<String> offends)
      throws IOException {
    List<String> offenders = new ArrayList<>();
    for (Path source : sources()) {
      if (offends.test(Files.readString(source))) {
        offenders.add(ROOT.relativize(source).toString());
      }
    }
    return offenders;
  }

  @Test
  void noFileIsLongerThanCanBeRead() throws IOException {
    assertEquals(
        List.of(),
        offenders(text -> text.lines().count() > LINES_MAX),
        "look for the missing noun");
  }

  @Test
  void noTestSleeps() throws IOException {
    String call = "Thread." + "sleep(";
    assertEquals(List.of(), offenders(text -> text.contains(call)), "wait for a condition");
  }

  @Test
  void nothingIsLeftForLater() throws IOException {
    List<String> words = List.of("TO" + "DO", "FIX" + "ME", "X" + "XX");
    assertEquals(List.of(), offenders(text -> words.stream().anyMatch(text::contains)));
  }

  @Test
  void nothingImportsEverything() throws IOException {
    assertEquals(
        List.of(),
        offenders(text ->
            text.lines().anyMatch(line -> line.startsWith("import ") && line.endsWith(".*;"))));
  }
}
