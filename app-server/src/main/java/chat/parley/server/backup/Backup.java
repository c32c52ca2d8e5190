package chat.parley.server.backup;

import chat.parley.model.Timestamp;
import chat.parley.server.file.FileFailure;
import chat.parley.server.file.PartialFile;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.file.WriteFailedException;
import chat.parley.server.log.BackupMark;
import chat.parley.server.log.Verification;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.DetachedDatabase;
import chat.parley.server.sqlite.UnusableDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A copy of one moment of a log in one file, made also while a server runs. It bears a mark of what
 * it is and not the identity of the log, and is checked before it gets its name.
 *
 * @param file where it is
 * @param bytes how large it is
 */
public record Backup(Path file, Contents contents, long bytes) {
  /**
   * Makes a backup.
   *
   * @param data the folder the log is in
   * @param made the time now
   * @param checked whether to check the copy as {@code verify} does
   * @throws UnusableDataException if there is no log there that can be read
   * @throws UnusableFileException if the file exists or cannot be made
   * @throws WriteFailedException if it cannot be finished, or the copy is not whole; then there is
   *     no such file
   */
  public static Backup make(Path data, Path file, Timestamp made, boolean checked)
      throws UnusableDataException, UnusableFileException, WriteFailedException {
    try (PartialFile partial = DataFolder.fileFor(data, file)) {
      Contents contents =
          DetachedDatabase.copyOf(DataFolder.database(data), partial.path(), Contents::of);
      DetachedDatabase.change(
          partial.path(),
          session -> {
            new BackupMark(made).put(session);
            return true;
          });
      if (checked) {
        check(partial);
      }
      long bytes = size(partial);
      partial.keep();
      return new Backup(partial.target(), contents, bytes);
    }
  }

  private static void check(PartialFile copy) throws WriteFailedException {
    List<String> faults;
    try {
      faults = Verification.of(copy.path()).faults();
    } catch (UnusableDataException e) {
      throw new WriteFailedException("The copy cannot be checked. " + e.getMessage(), e);
    }
    if (!faults.isEmpty()) {
      throw new WriteFailedException(
          String.join("\n", faults)
              + "\nThe copy is not whole, and was not kept. See with verify whether the history itself"
              + " is; --no-verify copies it as it is.");
    }
  }

  private static long size(PartialFile copy) throws WriteFailedException {
    try {
      return Files.size(copy.path());
    } catch (IOException e) {
      throw new WriteFailedException(
          "The file " + copy.target() + " could not be written: " + FileFailure.reason(e) + ".", e);
    }
  }
}
