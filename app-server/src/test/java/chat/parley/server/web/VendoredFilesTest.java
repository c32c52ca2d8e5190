package chat.parley.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.model.Bytes32;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The libraries of the page are in this repository as their makers published them, with their
 * licences.
 */
class VendoredFilesTest {
  private static final Path VENDOR = Path.of("src/main/resources/chat/parley/web/vendor");

  private record Library(
      @JsonProperty("package") String name, String version, String licence, List<Part> files) {}

  private record Part(String file, String from, String sha256) {}

  private static List<Library> libraries() throws IOException {
    return new ObjectMapper()
        .readValue(Files.readAllBytes(VENDOR.resolve("vendored.json")), new TypeReference<>() {});
  }

  @Test
  void areWhatWasPublished() throws IOException {
    List<Library> libraries = libraries();

    assertFalse(libraries.isEmpty());
    for (Library library : libraries) {
      for (Part part : library.files()) {
        byte[] content = Files.readAllBytes(VENDOR.resolve(part.file()));
        assertEquals(
            part.sha256(),
            HexFormat.of().formatHex(Bytes32.sha256(content).toArray()),
            part.file() + " of " + library.name() + " " + library.version());
      }
    }
  }

  @Test
  void haveAVersionAndALicenceEach() throws IOException {
    for (Library library : libraries()) {
      assertTrue(library.version().matches("\\d+\\.\\d+\\.\\d+"), library.name());
      assertFalse(library.licence().isBlank(), library.name());
      assertEquals(
          1,
          library.files().stream().filter(part -> part.file().startsWith("licences/")).count(),
          library.name());
    }
  }

  @Test
  void areAllListed() throws IOException {
    Set<String> listed = new HashSet<>(Set.of("vendored.json"));
    libraries().forEach(library -> library.files().forEach(part -> listed.add(part.file())));
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(VENDOR)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> found.add(VENDOR.relativize(file).toString().replace('\\', '/')));
    }

    assertEquals(new TreeSet<>(listed), found);
  }
}
