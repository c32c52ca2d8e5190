package chat.parley.bench.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
  private static final List<String> SERVE = List.of("serve", "--port", "8000");

  @TempDir private Path folder;

  @Test
  void aPackageIsStartedByItsProgram() {
    Path program = folder.resolve("parley-server");
    Launch launch = Launch.of(program);
    assertEquals(List.of(program.toString(), "serve", "--port", "8000"), launch.with(SERVE));
    assertEquals(Map.of(), launch.environment());
  }

  @Test
  void javaIsToldWhereToKeepWhatItLearns() {
    Path cache = folder.resolve("with a space").resolve("server.aot");
    Launch launch = Launch.of(folder.resolve("parley-server"));
    assertEquals(
        Map.of("JAVA_TOOL_OPTIONS", "'-XX:AOTCacheOutput=" + cache + "'"),
        launch.learning(cache).environment());
    assertEquals(
        Map.of("JAVA_TOOL_OPTIONS", "'-XX:AOTCache=" + cache + "'"),
        launch.knowing(cache).environment());
    assertEquals(launch.with(SERVE), launch.knowing(cache).with(SERVE));
  }

  @Test
  void javaKeepsNothingOfClassesInFolders() throws IOException {
    Path jar = Files.createFile(folder.resolve("server.jar"));
    assertTrue(ofClassPath(jar.toString()).canLearn());
    assertFalse(ofClassPath(jar + File.pathSeparator + folder).canLearn());
    assertTrue(Launch.of(folder.resolve("parley-server")).canLearn());
  }

  private static Launch ofClassPath(String classPath) {
    return new Launch(List.of("java", "-cp", classPath, "Main"), "");
  }
}
