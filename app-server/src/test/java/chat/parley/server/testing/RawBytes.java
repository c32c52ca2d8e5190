package chat.parley.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What stands on the disk, byte by byte. */
public final class RawBytes {
  private RawBytes() {}

  /** The names of the files of a folder that have a text in them somewhere. */
  public static List<String> filesWith(Path folder, String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> has(file, text))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static boolean has(Path file, String text) {
    try {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      String wanted = new String(utf8, StandardCharsets.ISO_8859_1); // a character a byte
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
