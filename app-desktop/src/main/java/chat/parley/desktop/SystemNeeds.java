package chat.parley.desktop;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What JavaFX needs from a Linux system and does not say in plain words when it is missing. Other
 * systems have all of it.
 */
public final class SystemNeeds {
  private static final List<Path> FONT_FOLDERS =
      List.of(
          Path.of("/usr/share/fonts"),
          Path.of("/usr/local/share/fonts"),
          Path.of(System.getProperty("user.home", "/"), ".fonts"),
          Path.of(System.getProperty("user.home", "/"), ".local/share/fonts"));
  private static final int FOLDERS_DEEP = 8;

  private SystemNeeds() {}

  /**
   * What is missing, as one line with the command that helps; empty if nothing is.
   *
   * @param withWindows whether there are to be windows on a screen, and not only in memory
   */
  public static Optional<String> missing(boolean withWindows) {
    if (!System.getProperty("os.name", "").startsWith("Linux")) {
      return Optional.empty();
    }
    List<String> packages = new ArrayList<>();
    if (isMissing("libpangoft2-1.0.so.0")) {
      packages.add("libpangoft2-1.0-0");
    }
    if (withWindows && isMissing("libgtk-3.so.0")) {
      packages.add("libgtk-3-0");
    }
    if (hasNoFont()) {
      packages.add("fonts-dejavu-core");
    }
    return packages.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Parley's windows need something of this system that is not installed. On Debian and"
                + " Ubuntu: sudo apt-get install "
                + String.join(" ", packages));
  }

  @SuppressWarnings("restricted") // looked up by name, and kept for JavaFX; nothing is called
  private static boolean isMissing(String library) {
    try {
      var _ = SymbolLookup.libraryLookup(library, Arena.global());
      return false;
    } catch (IllegalArgumentException e) {
      return true; // the loader does not find it
    }
  }

  private static boolean hasNoFont() {
    return FONT_FOLDERS.stream().noneMatch(SystemNeeds::hasFont);
  }

  private static boolean hasFont(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder, FOLDERS_DEEP)) {
      return files.anyMatch(file -> file.toString().matches(".*\\.(ttf|otf|ttc)"));
    } catch (IOException | java.io.UncheckedIOException e) {
      return false; // a folder that cannot be read has no font for us
    }
  }
}
