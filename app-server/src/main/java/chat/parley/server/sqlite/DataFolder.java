package chat.parley.server.sqlite;

import chat.parley.server.file.FileFailure;
import chat.parley.server.file.PartialFile;
import chat.parley.server.file.UnusableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder a server keeps its data in, held by a lock so that no other server uses it. The
 * operating system gives the lock back when the process ends, however it ends.
 */
public final class DataFolder implements AutoCloseable {
  static final String DATABASE = "parley.db";
  private static final String OWN_NAMES = "parley.";
  static final String LOCK = "parley.lock";

  /**
   * The folders that this process holds. On Linux and macOS whoever closes any handle to a file
   * loses all locks the process has on it, SQLite's too: a folder that is held is not touched.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path heldAs;
  private final FileChannel lockFile;
  private final FileLock lock;

  private DataFolder(Path folder, Path heldAs, FileChannel lockFile, FileLock lock) {
    this.folder = folder;
    this.heldAs = heldAs;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Makes the folder if need be and takes its lock.
   *
   * @throws UnusableDataException if another server uses it, it cannot be written, or what is in it
   *     is not ours, newer than this version of Parley, or damaged; then nothing in it was changed
   */
  public static DataFolder open(Path folder) throws UnusableDataException {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      createFolder(absolute);
      Path heldAs = absolute.toRealPath();
      if (!HELD.add(heldAs)) {
        throw inUse(absolute);
      }
      try {
        return locked(absolute, heldAs);
      } catch (IOException | UnusableDataException | RuntimeException e) {
        HELD.remove(heldAs);
        throw e;
      }
    } catch (IOException e) {
      throw new UnusableDataException(
          "The data folder "
              + absolute
              + " cannot be used: "
              + FileFailure.reason(e)
              + ". Choose another with --data.",
          e);
    }
  }

  private static DataFolder locked(Path folder, Path heldAs)
      throws IOException, UnusableDataException {
    checkHeader(folder.resolve(DATABASE));
    FileChannel lockFile =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = lockFile.tryLock();
    if (lock == null) {
      lockFile.close();
      throw inUse(folder);
    }
    return new DataFolder(folder, heldAs, lockFile, lock);
  }

  private static UnusableDataException inUse(Path folder) {
    return UnusableDataException.inUse(
        "Another Parley server uses the data folder "
            + folder
            + ". Stop that one, or give this one a folder of its own with --data.");
  }

  /** The database of a folder that need not be held, for reading. */
  public static Path database(Path folder) {
    return folder.toAbsolutePath().normalize().resolve(DATABASE);
  }

  /**
   * Whether a server holds the folder now. It asks for the lock for a moment and gives it back at
   * once; nothing is made or changed.
   */
  public static boolean isInUse(Path folder) throws UnusableDataException {
    Path lockFile = folder.resolve(LOCK);
    if (!Files.exists(lockFile)) {
      return false;
    }
    try {
      if (HELD.contains(folder.toRealPath())) {
        return true;
      }
      try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.READ);
          FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return shared == null;
      }
    } catch (IOException e) {
      throw new UnusableDataException(
          "The file " + lockFile + " cannot be read: " + FileFailure.reason(e) + ".", e);
    }
  }

  /**
   * Begins a file of the user's that is made from the data in a folder.
   *
   * @throws UnusableFileException if it exists, cannot be made, or has a name in that folder that
   *     is Parley's own: SQLite takes what lies beside a database for a part of it
   */
  public static PartialFile fileFor(Path folder, Path file) throws UnusableFileException {
    Path absolute = file.toAbsolutePath().normalize();
    String name = String.valueOf(absolute.getFileName()).toLowerCase(Locale.ROOT);
    if (name.startsWith(OWN_NAMES) && isSame(folder, absolute.getParent())) {
      throw new UnusableFileException(
          "In the data folder, names that begin with "
              + OWN_NAMES
              + " are Parley's own. Choose another than "
              + absolute
              + ".");
    }
    return PartialFile.of(absolute);
  }

  private static boolean isSame(Path folder, @Nullable Path other) throws UnusableFileException {
    try {
      return other != null
          && Files.exists(folder)
          && Files.exists(other)
          && Files.isSameFile(folder, other);
    } catch (IOException e) {
      throw new UnusableFileException(
          "The folder " + other + " cannot be read: " + FileFailure.reason(e) + ".", e);
    }
  }

  /**
   * Requires that nothing is in a folder, or that there is none, for what is to be put there.
   *
   * @throws UnusableDataException if a server uses it, something is in it, or it cannot be read
   */
  public static void requireEmpty(Path folder) throws UnusableDataException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (isInUse(absolute)) {
      throw inUse(absolute);
    }
    FolderContents.requireNone(absolute);
  }

  /**
   * Requires that nothing but the lock is in this folder, and takes away what an earlier try that
   * was cut short has left.
   */
  public void clear() throws UnusableDataException {
    FolderContents.requireNone(folder);
    FolderContents.takeAwayLeftovers(folder);
  }

  Path database() {
    return folder.resolve(DATABASE);
  }

  public Path path() {
    return folder;
  }

  /** Looks at the file's first bytes, without opening it as SQLite. */
  static void checkHeader(Path database) throws UnusableDataException {
    FileHeader header;
    try {
      if (!Files.exists(database) || Files.size(database) == 0) {
        return;
      }
      header = FileHeader.read(database).filter(FileHeader::isOurs).orElse(null);
    } catch (IOException e) {
      throw new UnusableDataException(
          "The file " + database + " cannot be read: " + FileFailure.reason(e) + ".", e);
    }
    if (header == null) {
      throw new UnusableDataException(
          "The file "
              + database
              + " is not a Parley database, or its beginning is damaged. Nothing was changed."
              + " Move it away, or choose another folder with --data.");
    }
    checkVersion(database, header.layout());
  }

  static void checkVersion(Path database, int version) throws UnusableDataException {
    if (version > Migrations.current()) {
      throw new UnusableDataException(
          "The data in "
              + database
              + " was written by a newer Parley (layout "
              + version
              + "; this one knows up to "
              + Migrations.current()
              + "). Nothing was changed. Use the newer version.");
    }
  }

  private static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD.remove(heldAs);
    }
  }
}
