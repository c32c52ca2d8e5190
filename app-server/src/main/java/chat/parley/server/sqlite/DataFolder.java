package chat.parley.server.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder a server keeps its data in, held by a lock so that no other server uses it. The
 * operating system gives the lock back when the process ends, however it ends.
 */
public final class DataFolder implements AutoCloseable {
  private static final String DATABASE = "parley.db";
  private static final String LOCK = "parley.lock";
  private static final byte[] SQLITE_MAGIC =
      "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 100;
  private static final int USER_VERSION_OFFSET = 60;
  private static final int APPLICATION_ID_OFFSET = 68;

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
              + reason(e)
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

  Path database() {
    return folder.resolve(DATABASE);
  }

  public Path path() {
    return folder;
  }

  /**
   * Reads the file's first bytes as the SQLite file format (section 1.3) lays them out, without
   * opening it as SQLite.
   */
  static void checkHeader(Path database) throws UnusableDataException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    try {
      if (!Files.exists(database) || Files.size(database) == 0) {
        return;
      }
      try (FileChannel file = FileChannel.open(database, StandardOpenOption.READ)) {
        int read = 0;
        while (header.hasRemaining() && read >= 0) {
          read = file.read(header);
        }
      }
    } catch (IOException e) {
      throw new UnusableDataException(
          "The file " + database + " cannot be read: " + reason(e) + ".", e);
    }
    header.flip();
    if (header.remaining() < HEADER_BYTES
        || !header.slice(0, SQLITE_MAGIC.length).equals(ByteBuffer.wrap(SQLITE_MAGIC))
        || header.getInt(APPLICATION_ID_OFFSET) != Migrations.APPLICATION_ID) {
      throw new UnusableDataException(
          "The file "
              + database
              + " is not a Parley database, or its beginning is damaged. Nothing was changed."
              + " Move it away, or choose another folder with --data.");
    }
    checkVersion(database, header.getInt(USER_VERSION_OFFSET));
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

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException denied -> "access is denied";
      case java.nio.file.FileAlreadyExistsException exists -> "it is a file, not a folder";
      case java.nio.file.NotDirectoryException file -> "it is a file, not a folder";
      default -> String.valueOf(e.getMessage());
    };
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
