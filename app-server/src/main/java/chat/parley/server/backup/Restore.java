package chat.parley.server.backup;

import chat.parley.server.file.FileFailure;
import chat.parley.server.file.PartialFile;
import chat.parley.server.file.UnusableFileException;
import chat.parley.server.file.WriteFailedException;
import chat.parley.server.log.BackupMark;
import chat.parley.server.log.LogIdentity;
import chat.parley.server.log.Verification;
import chat.parley.server.sqlite.DataFolder;
import chat.parley.server.sqlite.DetachedDatabase;
import chat.parley.server.sqlite.FileHeader;
import chat.parley.server.sqlite.ReadOnlyDatabase;
import chat.parley.server.sqlite.UnusableDataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * A backup made a server's data again: as a log with an identity of its own, so that clients which
 * knew the one it was copied from are told to start over.
 *
 * @param mark that of the backup
 */
public record Restore(BackupMark mark, Contents contents) {
  /**
   * Puts a backup into an empty folder, or into a new one. The folder gets its database in one
   * step, when it is whole and was checked.
   *
   * @throws UnusableFileException if the file is no backup, or one of a newer Parley
   * @throws UnusableDataException if the folder is in use or not empty, or cannot be written
   * @throws WriteFailedException if the backup is damaged, or the data cannot be written; then
   *     there is none in the folder
   */
  public static Restore of(Path backup, Path data, SecureRandom random)
      throws UnusableDataException, UnusableFileException, WriteFailedException {
    Path file = backup.toAbsolutePath().normalize();
    DataFolder.requireEmpty(data);
    requireBackup(file);
    try (DataFolder folder = DataFolder.open(data)) {
      folder.clear();
      try (PartialFile partial = PartialFile.of(DataFolder.database(folder.path()))) {
        copy(file, partial);
        Restore restored = checked(file, partial.path());
        DetachedDatabase.change(partial.path(), session -> LogIdentity.of(session, random));
        partial.keep();
        return restored;
      }
    }
  }

  private static void requireBackup(Path file) throws UnusableFileException {
    if (Files.isDirectory(file)) {
      throw new UnusableFileException(file + " is a folder. Name the file that a backup made.");
    }
    FileHeader header;
    try {
      header = FileHeader.read(file).filter(FileHeader::isOurs).orElse(null);
    } catch (IOException e) {
      throw new UnusableFileException(
          "The file " + file + " cannot be read: " + FileFailure.reason(e) + ".", e);
    }
    if (header == null) {
      throw new UnusableFileException(
          "The file " + file + " is no backup of Parley, or its beginning is damaged.");
    }
    if (header.isNewer()) {
      throw new UnusableFileException(
          "The backup " + file + " was made by a newer Parley. Use that one to restore it.");
    }
    // The newest of a server's own database may be in a file beside it, which a copy would miss.
    if (header.writeAheadLog()) {
      throw noBackup(file);
    }
  }

  private static UnusableFileException noBackup(Path file) {
    return new UnusableFileException(
        "The file "
            + file
            + " is the database of a server and no backup. Make one of it first: backup FILE --data"
            + " FOLDER, with the folder it is in.");
  }

  private static void copy(Path backup, PartialFile target) throws WriteFailedException {
    try (OutputStream out = target.write()) {
      Files.copy(backup, out);
    } catch (IOException e) {
      throw new WriteFailedException(
          "The backup could not be copied: " + FileFailure.reason(e) + ".", e);
    }
  }

  /** The copy is checked and not the backup: this is what will be read from now on. */
  private static Restore checked(Path backup, Path copy)
      throws UnusableFileException, WriteFailedException {
    Restore restored;
    List<String> faults;
    try {
      restored =
          ReadOnlyDatabase.read(
              copy,
              session -> {
                BackupMark mark = BackupMark.of(session);
                return mark == null ? null : new Restore(mark, Contents.of(session));
              });
      faults = restored == null ? List.of() : Verification.of(copy).faults();
    } catch (UnusableDataException e) {
      throw new WriteFailedException(damaged(backup), e);
    }
    if (restored == null) {
      throw noBackup(backup);
    }
    if (!faults.isEmpty()) {
      throw new WriteFailedException(String.join("\n", faults) + "\n" + damaged(backup));
    }
    return restored;
  }

  private static String damaged(Path backup) {
    return "The backup " + backup + " is damaged. Nothing was restored. Take another one.";
  }
}
