package chat.parley.server.sqlite;

import chat.parley.server.file.FileFailure;
import chat.parley.server.file.PartialFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/** What is in a data folder before there is data in it. */
final class FolderContents {
  /** What counts as nothing: our lock, and what a file system keeps at its top. */
  private static final Set<String> NOTHING = Set.of(DataFolder.LOCK, "lost+found");

  private FolderContents() {}

  /** Requires that there is nothing, or no such folder; what was cut short counts as nothing. */
  static void requireNone(Path folder) throws UnusableDataException {
    if (!Files.exists(folder)) {
      return;
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> !NOTHING.contains(name(entry)) && !isLeftover(entry))) {
      for (Path entry : entries) {
        throw new UnusableDataException(
            "The data folder "
                + folder
                + " is not empty: it has "
                + name(entry)
                + ". Nothing was changed. Name an empty folder or a new one with --data, or move"
                + " what is in this one away.");
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    } catch (DirectoryIteratorException e) {
      throw unusable(folder, Objects.requireNonNull(e.getCause()));
    }
  }

  /** Takes away what was being put there when it was cut short; only while the folder is held. */
  static void takeAwayLeftovers(Path folder) throws UnusableDataException {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(folder, FolderContents::isLeftover)) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    } catch (DirectoryIteratorException e) {
      throw unusable(folder, Objects.requireNonNull(e.getCause()));
    }
  }

  private static UnusableDataException unusable(Path folder, IOException cause) {
    return new UnusableDataException(
        "The data folder "
            + folder
            + " cannot be used: "
            + FileFailure.reason(cause)
            + ". Choose another with --data.",
        cause);
  }

  private static boolean isLeftover(Path entry) {
    String name = name(entry);
    return name.startsWith(DataFolder.DATABASE + ".") && name.contains(PartialFile.SUFFIX);
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }
}
