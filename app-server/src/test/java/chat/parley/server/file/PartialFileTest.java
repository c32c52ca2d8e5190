package chat.parley.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.server.sqlite.DetachedDatabase;
import chat.parley.server.testing.TestStorage;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that a process was making when it was asked to end, at whatever moment that was. */
class PartialFileTest {
  @TempDir Path folder;
  private Path away;

  @BeforeEach
  void makeFolder() throws Exception {
    away = Files.createDirectory(folder.resolve("away"));
  }

  @Test
  void nothingIsBegunOnceTheProcessEnds() throws Exception {
    PartialFile file = new PartialFile(away.resolve("kept"));
    file.end();
    assertThrows(UnusableFileException.class, file::begin);
    assertEquals(List.of(), names());
  }

  @Test
  void whatWasBegunIsGoneAndIsNotMadeAnewByWhoeverWritesIt() throws Exception {
    try (PartialFile file = PartialFile.of(away.resolve("kept"))) {
      assertTrue(names().getFirst().endsWith(PartialFile.SUFFIX), names()::toString);
      file.end();
      assertThrows(NoSuchFileException.class, file::write);
      assertThrows(WriteFailedException.class, file::keep);
      assertEquals(List.of(), names());
    }
  }

  @Test
  void aDatabaseIsNeitherCopiedNorChangedIntoAFileThatIsGone() throws Exception {
    Path data = folder.resolve("data");
    TestStorage.open(data).close();
    try (PartialFile file = PartialFile.of(away.resolve("kept"))) {
      file.end();
      assertThrows(
          WriteFailedException.class,
          () -> DetachedDatabase.copyOf(data.resolve("parley.db"), file.path(), _ -> true));
      assertThrows(
          WriteFailedException.class, () -> DetachedDatabase.change(file.path(), _ -> true));
      assertEquals(List.of(), names());
    }
  }

  @Test
  void aFileThatIsWholeStaysWhenTheProcessEnds() throws Exception {
    try (PartialFile file = PartialFile.of(away.resolve("kept"))) {
      try (OutputStream out = file.write()) {
        out.write('a');
      }
      file.keep();
      file.end();
    }
    assertEquals(List.of("kept"), names());
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(away)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
